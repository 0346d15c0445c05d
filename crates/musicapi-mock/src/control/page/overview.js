// Beside the tasks: what each account has, what was asked last, and what goes wrong.

import { control } from "./api.js";
import { chip, clockText, el, keyed, purses, setText } from "./dom.js";
import { VERDICTS } from "./journal.js";

/** How many requests are shown. */
const REQUESTS = 9;

let accounts, requests, faults, noFaults;
let asked = -1;
const pathBase = /^\/api\/v1/;

export function mount() {
  const card = (title, address, ...content) => el("section", { class: "card small" },
    el("div", { class: "card-head" }, el("h2", {}, el("a", { href: address, text: title }))), ...content);
  accounts = el("ul", { class: "plain" });
  requests = el("ol", { class: "plain requests" });
  faults = el("ul", { class: "plain" });
  noFaults = el("p", { class: "muted", text: "None: all goes well." });
  document.getElementById("overview").append(
    card("Balance", "#money", accounts),
    card("Asked last", "#journal", requests),
    card("Faults", "#faults", noFaults, faults));
}

export function forget() {
  asked = -1;
}

export async function update(state) {
  keyed(accounts, state.accounts, (account) => account.key,
    (account) => el("li", {}, el("code", { text: account.key }), el("strong")), (row, account) => {
      setText(row.lastElementChild, `${purses(account.balance)}${account.subscribed ? "" : " · lapsed"}`);
      row.classList.toggle("bad", account.balance.credits + account.balance.extra_credits === 0);
    });
  if (state.counts.asked === asked) return;
  const [journal, active] = await Promise.all([control("GET", `/journal?limit=${REQUESTS}`), control("GET", "/faults")]);
  asked = state.counts.asked;
  keyed(requests, journal.requests, (request) => request.number, (request) => el("li", {},
    el("a", { href: `#journal/number=${request.number}`, title: request.path },
      el("time", { text: clockText(request.at) }),
      el("span", { class: "what", text: `${request.method} ${request.path.replace(pathBase, "")}` }),
      chip(VERDICTS[request.verdict] ?? "", request.status ? String(request.status) : "none"))));
  setText(document.querySelector("[data-count=faults]"), active.length ? String(active.length) : "");
  noFaults.hidden = active.length > 0;
  keyed(faults, active, (fault) => fault.number,
    (fault) => el("li", {}, el("code", { text: fault.fault }), el("span", { class: "muted" })),
    (row, fault) => setText(row.lastElementChild, `${fault.consumed}×`));
}
