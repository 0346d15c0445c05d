// One player for all clips.

import { el, icon, setIcon, setText } from "./dom.js";

let bar, audio, title, note;
/** The clip that plays. */
let playing = null;

export function mount() {
  bar = document.getElementById("player");
  title = el("strong", { dir: "auto" });
  note = el("span", { class: "muted" });
  audio = el("audio", { controls: true, preload: "metadata" });
  const close = el("button", { class: "quiet", "aria-label": "Close the player", on: { click: stop } }, icon("close"));
  bar.append(el("div", { class: "what" }, title, note), audio, close);
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, marks);
  audio.addEventListener("error", () => {
    if (playing) setText(note, playing.is_preview ? "the piece could be heard only while the clip was made" : "it can't be heard");
  });
}

/** Plays a clip from its beginning; or stops it, if it plays. The part says which clip of the song it is. */
export function toggle(clip, song, part) {
  if (playing?.id === clip.id && playing.is_preview === clip.is_preview) {
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
    return;
  }
  playing = clip;
  setText(title, song);
  setText(note, clip.is_preview ? `${part}: a piece of it, while it is made` : part);
  bar.hidden = false;
  document.body.classList.add("has-player");
  // Below /__mock it isn't taken for what the client asks for.
  const { pathname } = new URL(clip.audio_url);
  audio.src = `.${pathname.slice(pathname.indexOf("/media/"))}`;
  // What can't be played is told by the event.
  audio.play().catch(() => {});
}

export function isPlaying(id) {
  return playing?.id === id && !audio.paused;
}

function stop() {
  audio.pause();
  audio.removeAttribute("src");
  playing = null;
  bar.hidden = true;
  document.body.classList.remove("has-player");
  marks();
}

function marks() {
  for (const button of document.querySelectorAll("[data-clip]")) mark(button);
}

/** Shows on a clip's button whether it plays. */
export function mark(button) {
  const plays = isPlaying(button.dataset.clip);
  button.setAttribute("aria-pressed", String(plays));
  setIcon(button.firstElementChild, plays ? "pause" : "play");
}
