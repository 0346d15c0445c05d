// Time, spaces, snapshots, the theme, and the button that makes a song.

import { call, control, operations, session } from "./api.js";
import { attempt, clockText, download, el, setIcon, setText, toast } from "./dom.js";

const SPEEDS = [1, 10, 60, 600];
const THINGS = [
  "a slow tugboat", "a lighthouse keeper", "the first train of the day", "rain on a tin roof", "a cat who runs a bakery",
  "the last night of summer", "a very small robot", "fog on the pier", "bread that rises too far", "a library at midnight",
];
const KINDS = ["a lullaby", "a shanty", "a waltz", "a pop song", "a march", "a bossa nova", "a blues", "a folk song"];

const by = (id) => document.getElementById(id);
let page;
let speed = 1;
/** The spaces that can be chosen. */
let listed = "";
/** The speed that it had before it was stopped. */
let before = 1;

export function mount(context) {
  page = context;
  by("speed").append(...SPEEDS.map((value) => el("option", { value, text: `${value}×` })));
  by("speed").addEventListener("change", (event) => setSpeed(Number(event.target.value)));
  by("pause").addEventListener("click", () => setSpeed(speed === 0 ? before : 0));
  by("next").addEventListener("click", () => changeTime({ next: true }));
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => changeTime({ advance: Number(button.dataset.advance) }));
  }
  by("make").addEventListener("click", makeSong);
  by("space").addEventListener("change", (event) => enter(event.target.value));
  const inMenu = (id, action) => by(id).addEventListener("click", () => {
    by("menu").hidePopover();
    action();
  });
  inMenu("snapshot", saveSnapshot);
  inMenu("restore", () => by("restore-file").click());
  inMenu("reset", reset);
  inMenu("new-space", newSpace);
  inMenu("end-space", endSpace);
  by("restore-file").addEventListener("change", restore);
  by("theme").value = localStorage.getItem("musicapi-mock-theme") ?? "";
  by("theme").addEventListener("change", (event) => setTheme(event.target.value));
  setTheme(by("theme").value);
}

function setTheme(theme) {
  localStorage.setItem("musicapi-mock-theme", theme);
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function update({ time, accounts }) {
  session.keys = accounts.map((account) => account.key);
  setText(by("now"), clockText(time.now));
  by("now").title = `${time.date}, by the mock's clock`;
  if (time.speed > 0) before = time.speed;
  speed = time.speed;
  by("pause").setAttribute("aria-pressed", String(speed === 0));
  by("pause").setAttribute("aria-label", speed === 0 ? "Let the time run" : "Stop the time");
  setIcon(by("pause").firstElementChild, speed === 0 ? "play" : "pause");
  const select = by("speed");
  if (![...select.options].some((option) => Number(option.value) === before)) {
    select.append(el("option", { value: before, text: `${before}×` }));
  }
  if (document.activeElement !== select) select.value = String(before);
  document.body.classList.toggle("stands-still", speed === 0);
}

function changeTime(change) {
  return page.act(() => control("POST", "/time", change));
}

function setSpeed(value) {
  if (value > 0) before = value;
  return changeTime({ speed: value });
}

async function makeSong() {
  const any = (list) => list[Math.floor(Math.random() * list.length)];
  const body = { custom_mode: false, gpt_description_prompt: `${any(KINDS)} about ${any(THINGS)}`, mv: "sonic-v5" };
  by("make").disabled = true;
  await page.act(async () => {
    const { base } = await operations();
    const answer = await call({ method: "POST", path: `${base}/sonic/create`, body, key: session.keys[0] });
    if (answer.status !== 200) throw new Error(`The song was refused: ${answer.json?.error ?? answer.text} (${answer.status})`);
    const hint = speed === 0 ? " Time stands still: press Next to see it proceed." : "";
    toast(`Begun: ${body.gpt_description_prompt}.${hint}`);
  });
  by("make").disabled = false;
  if (document.activeElement === document.body) by("make").focus();
}

function enter(space) {
  session.space = space || null;
  return page.restart();
}

/** The space that is shown has ended. */
export async function leaveSpace() {
  toast("This space has ended.", true);
  session.space = null;
  await loadSpaces();
  queueMicrotask(page.restart);
}

export async function loadSpaces() {
  const asked = session.space;
  session.space = null;
  const spaces = await control("GET", "/spaces").finally(() => (session.space = asked));
  const name = (space) => (space.number === 0 ? "the first" : `${space.number}: ${space.name ?? space.keys.join(", ")}`);
  // The first space is named by nothing, so that its keys may change.
  const options = spaces.map((space) => [space.number === 0 ? "" : space.keys[0], name(space)]);
  // A list that is open isn't changed under the hand.
  if (JSON.stringify(options) !== listed && document.activeElement !== by("space")) {
    listed = JSON.stringify(options);
    by("space").replaceChildren(...options.map(([value, text]) => el("option", { value, text })));
  }
  by("space").value = session.space ?? "";
  by("space").closest("label").hidden = spaces.length < 2;
  by("end-space").disabled = session.space === null;
}

async function newSpace() {
  const space = await attempt(() => control("POST", "/spaces", {}));
  if (!space) return;
  session.space = space.keys[0];
  await attempt(loadSpaces);
  toast(`Calls with the key ${space.keys[0]} belong to this space.`);
  await page.restart();
}

async function endSpace() {
  if (!(await sure("End this space?", "Its tasks, journal and keys are gone for good.", "End it"))) return;
  await attempt(async () => {
    await control("DELETE", "/spaces");
    session.space = null;
    await loadSpaces();
  });
  await page.restart();
}

async function reset() {
  if (!(await sure("Reset this space?", "Its tasks, journal and ledger are gone, and its time begins anew.", "Reset it"))) return;
  await attempt(() => control("POST", "/reset"));
  await page.restart();
}

async function saveSnapshot() {
  await attempt(async () => {
    const snapshot = await control("GET", "/snapshot");
    download("musicapi-mock-snapshot.json", JSON.stringify(snapshot), "application/json");
    toast("All that this space knows is in the file, keys and callback secrets included.");
  });
}

async function restore(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  await attempt(async () => {
    let snapshot;
    try {
      snapshot = JSON.parse(await file.text());
    } catch {
      throw new Error(`${file.name} is no snapshot: it isn't JSON.`);
    }
    await control("POST", "/restore", snapshot);
    toast(`It is as in ${file.name} again.`);
  });
  await page.restart();
}

/** Asks before something is lost. */
function sure(question, consequence, yes) {
  const dialog = by("sure-dialog");
  setText(dialog.querySelector("h2"), question);
  setText(dialog.querySelector("p"), consequence);
  setText(dialog.querySelector(".danger"), yes);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
