// The API that is mocked: what each operation takes and answers, and a way to try a call.

import { call, operation as fetchOperation, operations, session } from "./api.js";
import { chip, count, el, prose } from "./dom.js";

let index, detail, filter;
let page;
let base = "/api/v1";
let shownId = null;
/** The newest tasks, whose ids are offered. */
let tasks = [];

export function mount(context) {
  page = context;
  filter = el("input", { type: "search", placeholder: "Find an operation", "aria-label": "Find an operation", on: { input: narrow } });
  index = el("div", { class: "index" });
  detail = el("div", { class: "card", tabindex: "-1" });
  document.getElementById("view-reference").append(el("div", { class: "card side" }, filter, index), detail);
}

export async function show(id) {
  if (!index.firstElementChild) await drawIndex();
  const wanted = id || shownId || "create_sonic";
  if (wanted !== shownId) await draw(wanted);
  for (const link of index.querySelectorAll("a")) {
    if (link.hash === `#reference/${wanted}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Another space has other keys. */
export function forget() {
  shownId = null;
}

export function update(state) {
  tasks = state.tasks;
}

async function drawIndex() {
  const all = await operations();
  base = all.base;
  const families = Map.groupBy(all.operations, (operation) => operation.family);
  index.replaceChildren(...[...families].map(([family, members]) => el("section", {}, el("h2", { text: family }),
    el("ul", { class: "plain" }, ...members.map((operation) => el("li", { class: operation.deprecated ? "deprecated" : "" },
      el("a", { href: `#reference/${operation.id}` }, el("b", { class: operation.method, text: operation.method }), el("span", { text: operation.summary }), el("small", { text: operation.path }))))))));
}

function narrow() {
  const wanted = filter.value.trim().toLowerCase();
  for (const section of index.children) {
    const items = [...section.querySelectorAll("li")];
    for (const item of items) item.hidden = !`${item.textContent} ${item.querySelector("a").hash}`.toLowerCase().includes(wanted);
    section.hidden = items.every((item) => item.hidden);
  }
}

async function draw(id) {
  const operation = await fetchOperation(id);
  shownId = id;
  const parts = [
    el("div", { class: "card-head" }, el("h2", { text: operation.summary }), operation.deprecated ? chip("warn", "deprecated") : null),
    el("p", { class: "address" }, el("b", { class: operation.method, text: operation.method }), el("code", { text: base + operation.path }), el("code", { class: "muted", text: operation.id })),
    operation.replacement ? el("p", { class: "notice" }, ...prose(operation.replacement)) : null,
    tryIt(operation), drawForms(operation), drawAnswers(operation)];
  detail.replaceChildren(...parts.filter(Boolean));
}

/** A way to try the call. */
function tryIt(operation) {
  const examples = operation.requests;
  const body = el("textarea", { spellcheck: "false", "aria-label": "Body, as JSON" });
  const example = el("select", { on: { change: () => fill() } }, ...examples.map(({ name }) => el("option", { value: name, text: name })));
  const fill = () => {
    const chosen = examples.find(({ name }) => name === example.value) ?? examples[0];
    body.value = JSON.stringify(chosen?.body ?? {}, null, 2);
    body.rows = Math.min(20, body.value.split("\n").length + 1);
  };
  const isTask = (parameter) => parameter.name === "task_id" && tasks.length > 0;
  const fields = operation.parameters.map((parameter) => {
    const input = el("input", { name: parameter.name, required: parameter.required, spellcheck: "false", list: isTask(parameter) ? "task-ids" : undefined });
    input.value = isTask(parameter) ? tasks[0].id : (parameter.example ?? "");
    return el("label", { class: "wide", title: parameter.description }, parameter.name, input);
  });
  const ids = el("datalist", { id: "task-ids" }, ...tasks.map((task) => el("option", { value: task.id, label: task.title ?? task.operation })));
  const key = el("select", {}, ...session.keys.map((value) => el("option", { value, text: value })), el("option", { value: "no-such-key", text: "no-such-key" }));
  const prefer = el("select", {}, el("option", { value: "", text: "what the mock does" }), ...operation.answers.map(({ status, example }) =>
    el("option", { value: `code=${status}${example ? `, example=${example}` : ""}`, text: `always ${status}${example ? ` ${example}` : ""}` })));
  const send = el("button", { class: "primary", id: "send", text: "Send" });
  const answer = el("div", { class: "answer", "aria-live": "polite" });
  const form = el("form", { class: "try", "aria-label": "Try it" }, el("h3", { text: "Try it" }), ...fields, ids,
    examples.length > 1 ? el("label", {}, "Example", example) : null, examples.length ? body : null,
    el("div", { class: "line" }, el("label", {}, "Key", key), el("label", {}, "Answer", prefer), send), answer);
  if (examples.length) fill();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let sent;
    if (examples.length) {
      try {
        sent = JSON.parse(body.value);
      } catch (error) {
        answer.replaceChildren(el("p", { class: "notice bad", text: `The body is no JSON: ${error.message}` }));
        return;
      }
    }
    const path = addressOf(operation, form);
    send.disabled = true;
    const told = await page.act(() => call({ method: operation.method, path, body: sent, key: key.value, prefer: prefer.value }));
    send.disabled = false;
    send.focus();
    if (told) drawAnswer(answer, told);
  });
  return form;
}

function addressOf(operation, form) {
  let path = base + operation.path;
  const query = new URLSearchParams();
  for (const { name, in_path: inPath } of operation.parameters) {
    const { value } = form.elements[name];
    if (inPath) path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value) query.set(name, value);
  }
  return query.size ? `${path}?${query}` : path;
}

function drawAnswer(place, { status, headers, text, json, milliseconds }) {
  const violations = headers.get("x-violations");
  const told = json === undefined ? text : JSON.stringify(json, null, 2);
  const task = json?.task_id;
  place.replaceChildren(
    el("p", { class: "status" }, chip(status < 300 ? "succeeded" : status < 500 ? "warn" : "failed", String(status)),
      el("span", { class: "muted", text: `${count(text.length, "character")} in ${Math.round(milliseconds)} ms` }),
      typeof task === "string" && status < 300 ? el("a", { href: "#tasks", text: "See it on the timeline" }) : null),
    ...(violations ? [el("p", { class: "notice bad", text: violations })] : []),
    el("pre", { tabindex: "0" }, el("code", { text: told || "(no body)" })));
}

function drawForms(operation) {
  const forms = operation.forms.map((form) => {
    const price = form.price ? chip("", `${form.price.credits} ${form.price.lyrics ? "lyrics " : ""}credits`) : null;
    const body = el("tbody", {}, ...form.fields.map((field) => el("tr", {},
      el("td", {}, el("code", { text: field.name }), field.required ? el("b", { class: "required", title: "It must be there", text: "*" }) : null),
      el("td", { class: "kind", text: field.kind }), el("td", {}, ...prose(field.description)))));
    return el("details", { open: operation.forms.length === 1 },
      el("summary", {}, el("code", { text: form.name ?? "body" }), price, form.retired ? chip("warn", "retired: 410") : null, el("span", { class: "muted" }, ...prose(form.description))),
      el("div", { class: "scroll" }, el("table", {}, body)));
  });
  if (!forms.length) return null;
  const title = operation.tag ? `What it takes, by ${operation.tag}` : "What it takes";
  return el("section", {}, el("h3", { text: title }), ...forms);
}

function drawAnswers(operation) {
  return el("section", {}, el("h3", { text: "What it answers" }), ...operation.answers.map(({ status, example, body }) =>
    el("details", {}, el("summary", {}, chip(status < 300 ? "succeeded" : "warn", String(status)), el("span", { text: example ?? "" })),
      el("pre", { tabindex: "0" }, el("code", { text: JSON.stringify(body, null, 2) })))));
}
