// What goes wrong, and what becomes of tasks.

import { control, operations } from "./api.js";
import { attempt, count, el, keyed, setText } from "./dom.js";
import * as lives from "./lives.js";

const EXAMPLES = [
  ["create_sonic:1:after:reset", "The first song is paid, and the answer is lost"],
  ["get_sonic_task:next=3:status=503", "Three polls fail"],
  ["create_sonic:retry-after=30", "Too many: come back in 30 s"],
  ["*:silence", "A connection that stays open, and nothing comes"],
  ["media:cut=2000", "A file that breaks off"],
  ["get_sonic_task:malformed", "JSON that lacks its end"],
];
/** The words of a fault; an ellipsis stands for what is to be written. */
const WORDS = [
  ["next=3", "the next three calls; a number alone is the call of that number"], ["every", "every call"], ["key=…", "only with this key"],
  ["before", "before the service acts"], ["after", "after it has acted, and been paid"],
  ["status=503", "an answer of the document"], ["example=…", "the one of this name"], ["shape=text", "in another shape"],
  ["retry-after=30", "429 that says when to come back"], ["html=502", "the page of a proxy"], ["empty", "no body"],
  ["malformed", "JSON that lacks its end"], ["content-type=text/plain", "another content type"], ["unknown-field", "a field more"],
  ["state=…", "another word for each state"], ["null=…", "null for values of this name"], ["numbers-as-text", "numbers as text"],
  ["close", "closed without an answer"], ["reset", "reset without an answer"], ["silence", "no answer, and it stays open"],
  ["cut=9", "closed after nine bytes"], ["stall=9", "nothing more after nine bytes"], ["trickle=8/100ms", "eight bytes at a time"],
  ["length=5", "a wrong Content-Length"], ["delay=40s", "so much later on the mock's clock"],
];

let form, input, options, list, none, clear;
let page;
let targets = ["*", "media"];

export function mount(context) {
  page = context;
  options = el("datalist", { id: "fault-words" });
  input = el("input", {
    id: "fault", list: "fault-words", required: true, placeholder: "create_sonic:1:after:reset", spellcheck: "false", autocomplete: "off",
    autocapitalize: "none", on: { input: complete, focus: complete },
  });
  form = el("form", { class: "line" }, el("label", { class: "wide" }, "New fault", input), options, el("button", { class: "primary", text: "Add" }));
  form.addEventListener("submit", add);
  const fill = (text) => {
    input.value = text;
    input.focus();
  };
  const examples = el("div", { class: "examples", role: "group", "aria-label": "Examples" }, ...EXAMPLES.map(([text, meaning]) =>
    el("button", { type: "button", on: { click: () => fill(text) } }, el("code", { text }), el("small", { text: meaning }))));
  const words = el("details", {}, el("summary", { text: "The words of a fault" }), el("p", { class: "muted", text: "An operation (or * for any, or media for a file), and then words in any order, between colons." }),
    el("dl", { class: "words" }, ...WORDS.map(([word, meaning]) => el("div", {}, el("dt", {}, el("code", { text: word })), el("dd", { text: meaning })))));
  list = el("ul", { class: "plain active" });
  none = el("p", { class: "muted", text: "There are none: all goes well." });
  clear = el("button", { text: "Remove all", on: { click: () => page.act(() => control("DELETE", "/faults")).then(redraw) } });
  document.getElementById("view-faults").append(
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "Faults" }), clear), none, list, form, examples, words),
    lives.mount(context));
}

/** Offers what may follow what was written. */
function complete() {
  const cut = input.value.lastIndexOf(":") + 1;
  const before = input.value.slice(0, cut);
  const offers = cut ? WORDS.map(([word, meaning]) => [before + word.replace("…", ""), meaning]) : targets.map((target) => [`${target}:`, ""]);
  options.replaceChildren(...offers.map(([value, label]) => el("option", { value, label: label || undefined })));
}

async function add(event) {
  event.preventDefault();
  const added = await page.act(() => control("POST", "/faults", input.value.trim()));
  if (added) input.value = "";
  await redraw();
}

async function redraw() {
  await attempt(draw);
}

async function draw() {
  const active = await control("GET", "/faults");
  keyed(list, active, (fault) => fault.number, makeRow, (row, fault) => {
    row.classList.toggle("used", fault.consumed > 0);
    setText(row.children[1], `${fault.consumed ? `used ${fault.consumed}×` : "not used yet"}, matched ${count(fault.calls, "call")}`);
  });
  none.hidden = active.length > 0;
  clear.hidden = active.length === 0;
  setText(document.querySelector("[data-count=faults]"), active.length ? String(active.length) : "");
}

function makeRow(fault) {
  const remove = el("button", { text: "Remove", "aria-label": `Remove ${fault.fault}` });
  remove.addEventListener("click", async () => {
    await page.act(() => control("DELETE", `/faults/${fault.number}`));
    await redraw();
    input.focus();
  });
  return el("li", {}, el("code", { text: fault.fault }), el("span", { class: "muted" }), remove);
}

export async function show() {
  const { operations: all } = await operations();
  targets = [...all.map(({ id }) => id), "*", "media"];
  lives.offer(all.filter((operation) => operation.starts_task).map(({ id }) => id));
  complete();
  await draw();
  await lives.draw();
}

let asked = -1;

export function forget() {
  asked = -1;
}

export async function update(state) {
  if (state.counts.asked === asked) return;
  await draw();
  await lives.draw();
  asked = state.counts.asked;
}
