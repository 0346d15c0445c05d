// What becomes of tasks that are still to come.

import { control } from "./api.js";
import { attempt, el, keyed } from "./dom.js";

/** The lives, and what follows the word where something does. */
const LIVES = [
  ["timed", "one to three minutes, as with the service"], ["immediate", "done at once"], ["after", "done after so many seconds", "90"],
  ["after_looks", "done after so many polls", "3"], ["failed", "fails, and is refunded", "timeout"],
  ["one_clip_fails", "one clip of it fails"], ["stuck", "runs for ever"],
];
const FAILURES = ["failed", "timeout", "forbidden", "api_error", "clips", "server_error", "refunded", "gateway_timeout", "not_found"];

let list, scope, operation, life, detail, form;
let page;
let current = { life: "timed", lives: {}, next_lives: [] };

export function mount(context) {
  page = context;
  list = el("ul", { class: "plain active" });
  scope = el("select", {}, el("option", { value: "next", text: "the next task" }), el("option", { value: "all", text: "each task" }));
  operation = el("select", {}, el("option", { value: "", text: "any operation" }));
  life = el("select", { on: { change: choose } }, ...LIVES.map(([value, meaning]) => el("option", { value, text: `${value.replaceAll("_", " ")} – ${meaning}` })));
  detail = el("input", { "aria-label": "How long, how often, or how it fails", list: "failures", size: "10", required: true, spellcheck: "false" });
  form = el("form", { class: "line" }, el("label", {}, "For", scope), el("label", {}, "of", operation), el("label", {}, "it is", life), detail,
    el("datalist", { id: "failures" }, ...FAILURES.map((value) => el("option", { value }))), el("button", { class: "primary", text: "Set" }));
  form.addEventListener("submit", set);
  choose();
  return el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "Outcomes of tasks" })), list, form);
}

/** The operations that start tasks. */
export function offer(ids) {
  if (operation.options.length === 1) operation.append(...ids.map((id) => el("option", { value: id, text: id })));
}

function choose() {
  const [, , example] = LIVES.find(([word]) => word === life.value);
  detail.hidden = detail.disabled = example === undefined;
  detail.value = example ?? "";
}

async function set(event) {
  event.preventDefault();
  const chosen = detail.disabled ? life.value : `${life.value}: ${detail.value.trim()}`;
  const of = operation.value || null;
  let change = { life: chosen };
  if (scope.value === "next") change = { next_lives: [{ operation: of, life: chosen }] };
  else if (of) change = { lives: { ...current.lives, [of]: chosen } };
  await page.act(() => control("POST", "/lives", change));
  await attempt(draw);
}

async function remove(of) {
  const { [of]: _, ...lives } = current.lives;
  await page.act(() => control("POST", "/lives", of === null ? { life: "timed" } : { lives }));
  await attempt(draw);
}

async function forgetNext() {
  await page.act(() => control("DELETE", "/lives/next"));
  await attempt(draw);
}

export async function draw() {
  current = await control("GET", "/lives");
  const forget = `Forget the next ${current.next_lives.length > 1 ? "ones" : "one"}`;
  const rows = [
    ...current.next_lives.map((next, index) => ({ key: `next ${index}`, what: index ? `then the next${next.operation ? "" : " of any"}` : `the next${next.operation ? "" : " of any"}`, of: next.operation, life: next.life, forget: index ? null : forget })),
    ...Object.entries(current.lives).map(([of, life]) => ({ key: `of ${of}`, what: "each", of, life, isSet: true })),
    { key: "all", what: Object.keys(current.lives).length ? "each of the others" : "each task", of: null, life: current.life, isSet: current.life !== "timed" },
  ];
  keyed(list, rows, (row) => JSON.stringify(row), ({ what, of, life, isSet, forget }) => el("li", {},
    el("span", {}, `${what} `, of ? el("code", { text: of }) : null), el("code", { class: "life", text: life }),
    isSet ? el("button", { text: "As usual", "aria-label": `${of ?? "Each task"}: as usual`, on: { click: () => remove(of) } }) : null,
    forget ? el("button", { text: forget, on: { click: forgetNext } }) : null));
}
