// The report on the client: what it shouldn't have done, how much it tried, what that would have cost.

import { control } from "./api.js";
import { attempt, count, download, el, number, prose } from "./dom.js";

let tiles, findings, coverage;
let asked = -1;

export function mount() {
  tiles = el("div", { class: "tiles" });
  findings = el("div");
  coverage = el("div", { class: "coverage" });
  const save = (text, format, name, type) => el("button", { text, on: { click: () => attempt(async () => {
    const told = await control("GET", `/report?format=${format}`);
    download(name, typeof told === "string" ? told : JSON.stringify(told, null, 2), type);
  }) } });
  document.getElementById("view-report").append(
    el("div", { class: "card all" }, el("div", { class: "card-head" }, el("h2", { text: "On the real service this would have cost" }),
      el("span", { class: "actions" }, save("Text", "text", "report.txt", "text/plain"), save("JSON", "json", "report.json", "application/json"), save("JUnit", "junit", "report.xml", "application/xml"))), tiles),
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "What the client shouldn't have done" })), findings),
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "How much of the API it tried" })), coverage));
}

export function forget() {
  asked = -1;
}

const tile = (value, text) => el("div", { class: "tile" }, el("strong", { text: value }), el("span", { text }));

export async function update(state) {
  if (state.counts.asked === asked) return;
  const report = await control("GET", "/report");
  asked = state.counts.asked;
  const { cost } = report;
  tiles.replaceChildren(tile(number.format(cost.credits), "credits"), cost.lyrics_credits ? tile(number.format(cost.lyrics_credits), "lyrics credits") : "",
    tile(number.format(cost.minutes), "minutes, one task after the other"), tile(number.format(cost.tasks), cost.tasks === 1 ? "task" : "tasks"),
    tile(number.format(report.asked), report.asked === 1 ? "request" : "requests"));
  findings.replaceChildren(...(report.findings.length ? report.findings.map(drawFinding) : [
    el("p", { class: "good", text: report.asked ? `Nothing was found in ${count(report.kept, "request")}.` : "Nothing has been asked yet." })]));
  // What is open stays open.
  const open = new Set([...coverage.querySelectorAll("details[open]")].map((details) => details.dataset.of));
  coverage.replaceChildren(...["operations", "answers", "examples"].map((of) => drawShare(of, report.coverage[of], open.has(of))));
}

function drawFinding({ rule, certain, message, effect, remedy, requests, source }) {
  return el("article", { class: "finding" }, el("h3", { text: (certain ? "" : "perhaps: ") + rule.replaceAll("-", " ") }), el("p", {}, ...prose(message)),
    el("p", {}, ...prose(`${effect} ${remedy}`)),
    el("p", { class: "muted" }, "Requests: ", ...requests.flatMap((request, index) => [index ? ", " : "", el("a", { href: `#journal/number=${request}`, text: `#${request}` })])),
    el("p", { class: "muted" }, ...prose(source)));
}

function drawShare(of, { seen, all, missing }, isOpen) {
  const details = el("details", { open: isOpen, "data-of": of }, el("summary", {}, el("span", { text: of }), el("meter", { value: seen, min: 0, max: all || 1, "aria-label": of }),
    el("b", { text: `${seen} of ${all}` })));
  details.append(missing.length ? el("ul", { class: "missing" }, ...missing.map((text) => el("li", {}, el("code", { text })))) : el("p", { text: "All of them." }));
  return details;
}
