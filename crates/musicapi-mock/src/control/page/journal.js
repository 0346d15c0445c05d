// What was asked: the newest requests, with what became of them.

import { control, operations } from "./api.js";
import { attempt, chip, clockText, el, keyed, prose, setText, toast } from "./dom.js";
import { curl, isMasked, unsendable } from "./curl.js";

const LIMIT = 50;
/** The verdicts, and how bad they are. */
export const VERDICTS = {
  done: "succeeded", invalid: "failed", unauthorized: "failed", refused: "warn", retired: "warn", unmatched: "failed",
  preferred: "", faulted: "warn",
};

let form, list, none, pager, note;
let page;
let asked = -1;
let before = null;
/** The request that is to be shown opened. */
let opened = null;
let shown = [];

export function mount(context) {
  page = context;
  const choice = (name, label, options) => el("label", {}, label, el("select", { name }, el("option", { value: "", text: "any" }), ...options));
  form = el("form", { class: "filters", "aria-label": "Filter" },
    choice("operation", "Operation", []),
    choice("verdict", "Verdict", Object.keys(VERDICTS).map((value) => el("option", { value, text: value }))),
    el("label", {}, "Status", el("input", { name: "status", inputmode: "numeric", pattern: "[0-9]{1,3}", size: "4", placeholder: "any" })),
    el("label", { class: "wide" }, "Task", el("input", { name: "task", placeholder: "any", spellcheck: "false" })),
    el("button", { type: "reset", text: "Clear" }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => queueMicrotask(filter));
  note = el("p", { class: "muted", role: "status" });
  list = el("ol", { class: "rows" });
  none = el("div", { class: "empty", hidden: true });
  pager = el("div", { class: "pager" },
    el("button", { text: "← Newest", on: { click: () => turn(null) } }), el("span"),
    el("button", { text: "Older →", on: { click: () => turn(shown.at(-1)?.number ?? null) } }));
  document.getElementById("view-journal").append(
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "Journal" }), note), form, list, none, pager));
}

export function forget() {
  asked = -1;
  before = null;
}

export async function show(detail) {
  const [name, value] = detail.split("=");
  before = null;
  if (name === "task" && value) {
    form.reset();
    form.elements.task.value = value;
  } else if (name === "number" && value) {
    form.reset();
    opened = Number(value);
    before = opened + 1;
  }
  const select = form.elements.operation;
  if (select.options.length === 1) {
    const { operations: all } = await operations();
    select.append(...all.map(({ id }) => el("option", { value: id, text: id })));
  }
  asked = -1;
}

function filter() {
  before = null;
  asked = -1;
  page.refresh();
}

function turn(to) {
  before = to;
  asked = -1;
  page.refresh();
}

export async function update(state) {
  if (state.counts.asked === asked || !form.checkValidity()) return;
  const query = new URLSearchParams({ limit: LIMIT });
  for (const [name, value] of new FormData(form)) if (value.trim()) query.set(name, value.trim());
  const isFiltered = [...query.keys()].length > 1;
  if (before !== null) query.set("before", before);
  const journal = await control("GET", `/journal?${query}`);
  asked = state.counts.asked;
  shown = journal.requests;
  keyed(list, shown, (request) => `${request.number} ${request.at}`, makeRow);
  setText(note, isFiltered ? "those that fit, the newest first" : `${journal.asked} in all, the newest first`);
  none.hidden = shown.length > 0;
  none.replaceChildren(el("h3", { text: journal.asked ? "Nothing fits" : "Nothing has been asked yet" }),
    el("p", { text: journal.asked ? "Clear the filter to see all that was asked." : "Each call of a client is written down here, with what the mock thinks of it." }));
  const [newest, , older] = pager.children;
  newest.disabled = before === null;
  older.disabled = shown.length < LIMIT;
  pager.hidden = newest.disabled && older.disabled;
}

/** What a request doesn't tell of. */
const NOTHING = { key: null, query: null, body: null, operation: null, violations: [], unknown_fields: [], replaced: [], task: null, nearest: null, fault: null, retry_after: null };

function makeRow(told) {
  const request = { ...NOTHING, ...told };
  const remarks = new Set([...request.violations, ...request.unknown_fields]).size;
  const summary = el("summary", {},
    el("span", { class: "number", text: `#${request.number}` }), el("time", { text: clockText(request.at) }),
    chip(VERDICTS[request.verdict] ?? "", request.status ? String(request.status) : "no answer"),
    el("span", { class: "verdict", text: request.verdict }),
    el("span", { class: "path" }, el("b", { text: request.method }), ` ${request.path}`),
    el("span", { class: "muted operation", text: request.operation ?? (request.verdict === "unmatched" ? "no operation" : "a file") }),
    remarks ? el("span", { class: "badge", title: "Rules that it broke, and fields that aren't documented", text: String(remarks) }) : null);
  const row = el("details", {}, summary, detailOf(request));
  if (opened === request.number) {
    row.open = true;
    opened = null;
  }
  return el("li", {}, row);
}

function detailOf(request) {
  const facts = [
    ["Key", request.key ?? (request.unknown_key ? `one that isn't known (its hash begins with ${request.unknown_key})` : "none that is known")],
    ["Time", `${request.at.toFixed(3)} s on the mock's clock`],
    request.nearest && ["Nearest", request.nearest],
    request.fault && ["Fault", request.fault],
    request.retry_after !== null && ["To wait", `${request.retry_after} s, says the answer`],
  ].filter(Boolean);
  const detail = el("div", { class: "detail" },
    el("dl", { class: "facts" }, ...facts.map(([name, text]) => el("div", {}, el("dt", { text: name }), el("dd", {}, ...prose(text))))));
  const listed = (title, texts) => texts.length && detail.append(el("h3", { text: title }), el("ul", { class: "bad-list" }, ...[...new Set(texts)].map((text) => el("li", {}, ...prose(text)))));
  listed("Rules that it broke", request.violations);
  listed("Fields that the document doesn't have", request.unknown_fields);
  listed("Values that others replace", request.replaced);
  if (request.body) {
    const { text, bytes, whole } = request.body;
    detail.append(el("h3", { text: whole ? `Body, ${bytes} bytes` : `Body, the beginning of ${bytes} bytes` }),
      el("pre", { tabindex: "0", dir: "auto" }, el("code", { text: whole ? pretty(text) : text })));
  }
  const links = el("div", { class: "actions" });
  const why = unsendable(request);
  links.append(el("button", { text: "Copy as curl", disabled: why !== null, title: why, on: { click: () => attempt(async () => {
    await navigator.clipboard.writeText(curl(location.href, request));
    toast(isMasked(request) ? "Copied. Write its secrets in: they aren't kept." : "Copied.");
  }) } }));
  if (request.operation) links.append(el("a", { class: "button", href: `#reference/${request.operation}`, text: "About the operation" }));
  if (request.task) links.append(el("a", { class: "button", href: `#journal/task=${request.task}`, text: "All about its task" }));
  detail.append(links);
  return detail;
}

/** JSON in lines; other text as it is. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
