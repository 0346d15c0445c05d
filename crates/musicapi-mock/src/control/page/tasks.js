// Tasks on a timeline: each has a lane, with a bar for each of its clips.

import { control, session } from "./api.js";
import { chip, clockText, count, el, icon, keyed, setText, setVars } from "./dom.js";
import * as callbacks from "./callbacks.js";
import * as player from "./player.js";

/** How many tasks a page of the list has. */
const LIMIT = 25;
/** Tasks that lie no further apart than this, in seconds, are shown together. */
const GAP = 300;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400];
const WORDS = { waiting: "waiting", running: "being made", succeeded: "done", failed: "failed" };

let list, axis, empty, lanes, pager, summary, span;
let page;
/** Tasks before this number are shown; all if it is null. */
let before = null;
const open = new Set();

export function mount(context) {
  page = context;
  const view = document.getElementById("view-tasks");
  span = el("select", { id: "span", "aria-label": "How much time is shown", on: { change: page.refresh } },
    ...[["", "What fits"], ["all", "All that is listed"], ["300", "5 minutes"], ["900", "15 minutes"], ["3600", "An hour"]]
      .map(([value, text]) => el("option", { value, text })));
  summary = el("span", { class: "muted" });
  const legend = el("span", { class: "legend", "aria-hidden": "true" },
    ...Object.entries(WORDS).map(([kind, text]) => el("span", {}, el("i", { class: `bar ${kind}` }), text)));
  axis = el("div", { class: "axis", "aria-hidden": "true" });
  list = el("ol", { class: "lanes" });
  lanes = el("div", { class: "timeline" }, el("div", { class: "lane head" }, el("span"), axis, el("span")), list);
  pager = el("div", { class: "pager" },
    el("button", { text: "← Newer", on: { click: () => turn(null) } }), el("span", { class: "muted" }),
    el("button", { text: "Older →", on: { click: () => turn("older") } }));
  empty = emptyState();
  const card = el("div", { class: "card" },
    el("div", { class: "card-head" }, el("h2", { text: "Tasks" }), summary, legend, span), lanes, empty, pager);
  view.append(el("div", { class: "stack" }, card, callbacks.mount()), el("aside", { id: "overview", "aria-label": "Overview" }));
}

function emptyState() {
  const make = el("button", { class: "primary big", text: "Make a song", on: { click: () => document.getElementById("make").click() } });
  return el("div", { class: "empty", hidden: true },
    el("img", { src: "icon.svg", alt: "", width: "56", height: "56" }),
    el("h3", { text: "No task has been started yet" }),
    el("p", { text: "Make a song with one click, or let your program call this mock:" }),
    el("pre", {}, el("code")), make);
}

let newest = [];

function turn(where) {
  before = where === "older" ? Math.min(...newest.map((task) => task.number)) : null;
  newest = [];
  return page.restart();
}

export function forget() {
  newest = [];
  open.clear();
  callbacks.forget();
}

/** Asks for what is new: all that is shown as long as some of it changes, and else only for tasks that came. */
export async function fetchState(last) {
  const changes = newest.some((task) => !isOver(task));
  const from = before === null ? "" : `&before=${before}`;
  if (!last || changes || !newest.length) {
    const state = await control("GET", `/state?limit=${LIMIT}${from}`);
    newest = state.tasks;
    return state;
  }
  const since = before === null ? `limit=${LIMIT}&since=${newest[0].number}` : "limit=0";
  const state = await control("GET", `/state?${since}`);
  state.tasks = newest = [...state.tasks, ...newest].slice(0, LIMIT);
  return state;
}

export async function update(state) {
  const { tasks, time, counts } = state;
  const kept = counts.tasks.kept;
  empty.hidden = kept > 0;
  lanes.hidden = kept === 0;
  span.hidden = kept === 0;
  setText(summary, kept ? [count(kept, "task"), counts.tasks.forgotten ? `${counts.tasks.forgotten} forgotten` : ""].filter(Boolean).join(", ") : "");
  const first = `curl ${new URL("../api/v1/sonic/create", location.href)} \\\n  -H 'Authorization: Bearer ${session.keys[0] ?? "KEY"}' \\\n`;
  const body = `{"custom_mode": false, "mv": "sonic-v5", "gpt_description_prompt": "a waltz"}`;
  if (!kept) setText(empty.querySelector("code"), `${first}  -H 'Content-Type: application/json' \\\n  -d '${body}'`);
  const window = windowOf(tasks, time.now);
  drawAxis(window, time.now);
  keyed(list, tasks, (task) => task.id + task.began, makeLane, (lane, task) => updateLane(lane, task, window, time.now));
  const [newer, where, older] = pager.children;
  pager.hidden = before === null && kept <= LIMIT;
  newer.disabled = before === null;
  older.disabled = tasks.length < LIMIT;
  setText(where, tasks.length ? `${tasks.at(-1).number} to ${tasks[0].number} of ${kept}` : "");
  await callbacks.update(state);
}

const isOver = (task) => task.phase === "succeeded" || task.phase === "failed";
/** When a task ends, as far as that is known. */
const endOf = (task, now) => task.ends ?? (isOver(task) ? task.began : Math.max(now, task.began) + 30);

/** The time that is shown. */
function windowOf(tasks, now) {
  const running = tasks.filter((task) => !isOver(task));
  let from = Math.min(...tasks.map((task) => task.began), now);
  let to = Math.max(...tasks.map((task) => endOf(task, now)), running.length ? now : 0);
  if (span.value === "" && tasks.length) {
    // From what runs, or the newest, back as long as one task leads to the next.
    from = running.length ? Math.min(...running.map((task) => task.began)) : tasks[0].began;
    for (const task of tasks) if (endOf(task, now) > from - GAP) from = Math.min(from, task.began);
    const shown = tasks.filter((task) => endOf(task, now) >= from);
    to = Math.max(...shown.map((task) => endOf(task, now)), running.length ? now : 0);
  } else if (Number(span.value)) {
    const wide = Number(span.value);
    to = Math.max(now, Math.min(to, now + wide / 2));
    from = Math.max(0, to - wide);
    to = from + wide;
  }
  const margin = Math.max(2, (to - from) * 0.02);
  return { from: Math.max(0, from - margin), to: to + margin };
}

const place = ({ from, to }, at) => (100 * (at - from)) / (to - from);

function drawAxis(window, now) {
  const wide = axis.clientWidth || 600;
  const seconds = window.to - window.from;
  const most = Math.max(2, Math.floor(wide / 84));
  const step = STEPS.find((step) => seconds / step <= most) ?? Math.ceil(seconds / most / 86400) * 86400;
  const ticks = [];
  for (let at = Math.ceil(window.from / step) * step; at <= window.to; at += step) ticks.push(at);
  const show = (tick, at) => {
    setVars(tick, { "--at": `${place(window, at)}%` });
    // A label that would be cut off says something else.
    tick.hidden = (place(window, at) / 100) * wide > wide - 8 * tick.textContent.length - 4;
  };
  keyed(axis, ticks, String, (at) => el("span", { text: clockText(at) }), show);
  const pixels = (step / seconds) * wide;
  setVars(lanes, {
    "--step": `${pixels}px`,
    "--offset": `${(place(window, ticks[0] ?? 0) / 100) * wide}px`,
    "--now": `${place(window, now)}%`,
  });
  lanes.classList.toggle("has-now", now <= window.to);
}

const nameOf = (task) => task.title || task.operation;

function makeLane(task) {
  const name = el("button", { class: "name", "aria-expanded": "false", "aria-controls": `task-${task.number}` },
    el("span", { class: "number", text: `#${task.number}` }), el("span", { class: "title", dir: "auto", text: nameOf(task) }),
    el("small", { text: [task.operation, task.key].filter(Boolean).join(" · ") }));
  const lane = el("li", { class: "lane" }, name, el("div", { class: "track", role: "img" }), el("div", { class: "state" }),
    el("div", { class: "detail", id: `task-${task.number}`, hidden: true }));
  name.addEventListener("click", () => {
    if (!open.delete(task.number)) open.add(task.number);
    page.refresh();
  });
  lane.querySelector(".state").append(el("span"), el("span", { class: "plays" }));
  return lane;
}

function updateLane(lane, task, window, now) {
  const [name, track, state, detail] = lane.children;
  const isOpen = open.has(task.number);
  name.setAttribute("aria-expanded", String(isOpen));
  detail.hidden = !isOpen;
  lane.classList.toggle("open", isOpen);
  drawTrack(track, task, window, now);
  const word = task.phase === "failed" && task.failure ? `failed: ${task.failure}` : wordOf(task);
  const [shown, plays] = state.children;
  if (shown.dataset.word !== word) {
    shown.dataset.word = word;
    shown.replaceChildren(chip(task.phase === "succeeded" && word !== WORDS.succeeded ? "warn" : task.phase, word));
  }
  updatePlays(plays, task);
  if (isOpen) drawDetail(detail, task, now);
}

function wordOf(task) {
  const failed = task.clips.filter((clip) => clip.phase === "failed").length;
  if (isOver(task)) return failed && failed < task.clips.length ? `${failed} of ${task.clips.length} failed` : WORDS[task.phase];
  if (task.ends === null && !task.progress) return task.clips.some((clip) => clip.begins !== null) ? "stuck" : "waits for polls";
  return `${Math.floor(task.progress * 100)} %${task.ends === null ? " by polls" : ""}`;
}

function drawTrack(track, task, window, now) {
  track.setAttribute("aria-label", describe(task));
  const clips = task.clips.length ? task.clips : [{ id: task.id, phase: task.phase, progress: 1, begins: task.began, ends: task.began }];
  const ends = endOf(task, now);
  const isEarlier = Math.max(ends, task.began) < window.from;
  track.classList.toggle("earlier", isEarlier);
  if (isEarlier) track.dataset.earlier = `◂ ${clockText(task.began)}`;
  keyed(track, clips, (clip) => clip.id, () => el("div", { class: "row" }, el("div", { class: "bar" }, el("i"), el("b"))), (row, clip) => {
    const begins = clip.begins ?? task.began;
    const until = clip.ends ?? Math.max(ends, window.to);
    row.firstElementChild.className = `bar ${clip.phase} ${clip.ends === null && !isOver(clip) ? "endless" : ""}`;
    const from = place(window, begins);
    setVars(row, {
      "--began": `${place(window, task.began)}%`,
      "--from": `${from}%`,
      "--wide": `${Math.max(0, place(window, until) - from)}%`,
      "--done": `${clip.progress * 100}%`,
    });
  });
}

function describe(task) {
  const clips = task.clips.map((clip, index) => `clip ${index + 1} ${WORDS[clip.phase]}${clip.phase === "running" ? ` ${Math.floor(clip.progress * 100)} %` : ""}`);
  return [`began at ${clockText(task.began)}`, ...clips, task.ends === null ? "no end in time" : `ends at ${clockText(task.ends)}`].join(", ");
}

function updatePlays(plays, task) {
  const heard = task.clips.map((clip, index) => ({ clip, index })).filter(({ clip }) => clip.audio_url);
  keyed(plays, heard, ({ clip }) => clip.id, playButton, (button, { clip, index }) => {
    button.classList.toggle("preview", clip.is_preview);
    button.clip = clip;
    button.song = nameOf(task);
    button.part = `clip ${index + 1}`;
    button.setAttribute("aria-label", `Play ${nameOf(task)}, clip ${index + 1}${clip.is_preview ? " (a piece of it)" : ""}`);
    button.title = clip.is_preview ? "Play a piece of it" : `Play: ${clockText(clip.duration)}`;
  });
}

function playButton({ clip }) {
  const button = el("button", { class: "icon play", "data-clip": clip.id }, icon("play"));
  button.addEventListener("click", () => player.toggle(button.clip, button.song, button.part));
  player.mark(button);
  return button;
}

function drawDetail(detail, task, now) {
  const time = (at) => (at === null ? "–" : clockText(at));
  const facts = [
    task.title && ["Title", task.title],
    ["Task", task.id],
    ["Began", `${clockText(task.began)} · ${task.began_date}`],
    ["Ends", task.ends === null ? "not by itself" : `${clockText(task.ends)}${task.ends > now ? `, in ${clockText(task.ends - now)}` : ""}`],
    ["Account", task.key ?? "of the document's examples"],
  ].filter(Boolean);
  if (!detail.firstElementChild) {
    detail.append(el("dl", { class: "facts" }), el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {},
      ...["Clip", "State", "Made from", "to", "Length"].map((text) => el("th", { scope: "col", text })))), el("tbody"))),
    el("div", { class: "actions" },
      el("a", { class: "button", href: `#journal/task=${task.id}`, text: "Requests about it" }),
      el("a", { class: "button", href: `#reference/${task.operation}`, text: "About the operation" })));
  }
  keyed(detail.querySelector("dl"), facts, ([name]) => name, ([name]) => el("div", {}, el("dt", { text: name }), el("dd", { dir: "auto" })),
    (row, [, text]) => setText(row.lastElementChild, text));
  keyed(detail.querySelector("tbody"), task.clips, (clip) => clip.id,
    (clip) => el("tr", {}, el("td", {}, el("code", { text: clip.id })), ...[0, 1, 2, 3].map(() => el("td"))), (row, clip) => {
      const state = clip.phase === "running" && clip.ends !== null ? `${Math.floor(clip.progress * 100)} %` : WORDS[clip.phase];
      [state, time(clip.begins), time(clip.ends), clockText(clip.duration)].forEach((text, index) => setText(row.children[index + 1], text));
    });
}
