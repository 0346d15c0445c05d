// What each account has, and every debit and refund.

import { control } from "./api.js";
import { chip, clockText, count, el, keyed, number, purses, setText } from "./dom.js";

const LIMIT = 50;
const PURSES = [["credits", "Credits"], ["extra_credits", "Extra"], ["lyrics_credits", "Lyrics"]];

let cards, body, pager, suspects, note, table, none;
let page;
let drawn = "";
let before = null;
let rows = [];

export function mount(context) {
  page = context;
  cards = el("div", { class: "accounts" });
  note = el("span", { class: "muted" });
  suspects = el("div", { class: "notice bad", hidden: true });
  body = el("tbody");
  table = el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {},
    ...["#", "Time", "Account", "Operation", "Task", "Why", "Amount"].map((text) => el("th", { scope: "col", text })))), body));
  none = el("div", { class: "empty" }, el("h3", { text: "Nothing has been paid yet" }),
    el("p", { text: "Each accepted call that costs credits is a row here, and so is each refund." }));
  pager = el("div", { class: "pager" },
    el("button", { text: "← Newest", on: { click: () => turn(null) } }), el("span"),
    el("button", { text: "Older →", on: { click: () => turn(rows.at(-1)?.number ?? null) } }));
  document.getElementById("view-money").append(
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "Accounts" })), cards, newAccount()),
    el("div", { class: "card" }, el("div", { class: "card-head" }, el("h2", { text: "Ledger" }), note), suspects, table, none, pager));
}

export function forget() {
  drawn = "";
  before = null;
}

function turn(to) {
  before = to;
  drawn = "";
  page.refresh();
}

function change(what) {
  return page.act(async () => {
    await control("POST", "/accounts", what);
    drawn = "";
  });
}

function newAccount() {
  const key = el("input", { required: true, placeholder: "key", "aria-label": "Key of a new account", spellcheck: "false", autocomplete: "off" });
  const form = el("form", { class: "line" }, key, el("button", { text: "Add an account" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await change({ key: key.value.trim() });
    form.reset();
  });
  return form;
}

function makeCard({ key }) {
  const form = el("form", { class: "line purses", "aria-label": `Account ${key}` },
    ...PURSES.map(([name, label]) => el("label", {}, label, el("input", { name, type: "number", min: "0", step: "1", required: true }))),
    el("button", { text: "Set" }),
    el("button", { type: "button", text: "Empty the balance", on: { click: () => change({ key, credits: 0, extra_credits: 0, lyrics_credits: 0 }) } }),
    el("label", { class: "check" }, el("input", { type: "checkbox", on: { change: (event) => change({ key, subscribed: event.target.checked }) } }), "subscribed"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const set = Object.fromEntries(PURSES.map(([name]) => [name, Number(form.elements[name].value)]));
    document.activeElement?.blur();
    change({ key, ...set });
  });
  return el("section", { class: "account" }, el("h3", {}, el("code", { text: key })), el("p", { class: "balance" }), el("p", { class: "muted sums" }), form);
}

export async function update(state) {
  const now = JSON.stringify([state.accounts, state.counts.accepted]);
  if (now === drawn) return;
  const ledger = await control("GET", `/ledger?limit=${LIMIT}${before === null ? "" : `&before=${before}`}`);
  drawn = now;
  const accounts = state.accounts.map((account, index) => ({ ...account, sums: ledger.accounts[index] }));
  keyed(cards, accounts, (account) => account.key, makeCard, (card, account) => {
    const [, balance, sums, form] = card.children;
    setText(balance, purses(account.balance));
    const { debits = 0, refunds = 0, debited, refunded } = account.sums ?? {};
    setText(sums, `${count(debits, "debit")}${debited ? ` of ${purses(debited)}` : ""}, ${count(refunds, "refund")}${refunds ? ` of ${purses(refunded)}` : ""}`);
    for (const [name] of PURSES) if (!form.contains(document.activeElement)) form.elements[name].value = account.balance[name];
    form.querySelector("[type=checkbox]").checked = account.subscribed;
  });
  rows = ledger.rows;
  const doubtful = new Set(ledger.suspects.map(({ second }) => second.number));
  keyed(body, rows, (row) => `${row.number} ${row.at}`, (row) => makeRow(row, doubtful));
  suspects.hidden = !doubtful.size;
  setText(suspects, `${count(doubtful.size, "create")} of the same within a while of the first: perhaps paid twice by mistake.`);
  setText(note, ledger.written ? `${count(ledger.written, "row")}, the newest first` : "");
  table.hidden = !rows.length;
  none.hidden = rows.length > 0;
  const [newest, , older] = pager.children;
  newest.disabled = before === null;
  older.disabled = rows.length < LIMIT;
  pager.hidden = newest.disabled && older.disabled;
}

function makeRow(row, doubtful) {
  const isDebit = row.cause === "accepted";
  const why = isDebit ? "accepted" : `#${row.cause.failed.debit} failed`;
  return el("tr", {}, el("td", { text: number.format(row.number) }), el("td", { text: clockText(row.at) }), el("td", { text: row.key }),
    el("td", {}, el("a", { href: `#reference/${row.operation}`, text: row.operation })),
    el("td", {}, row.task ? el("a", { href: `#journal/task=${row.task}`, text: row.task.slice(0, 8), title: row.task }) : "–"),
    el("td", {}, why, doubtful.has(row.number) ? chip("failed", "twice?") : null),
    el("td", { class: isDebit ? "amount" : "amount back", text: `${isDebit ? "−" : "+"}${purses(row.amount)}` }));
}
