// What is, and was, sent to the `webhook_url` of creates. It is shown where there is something.

import { control } from "./api.js";
import { chip, clockText, el, keyed, number, setText } from "./dom.js";

/** How many that are to come, and how many that were sent, are shown. */
const LIMIT = 20;

let card, note, list;
let drawn = "";

export function mount() {
  note = el("span", { class: "muted" });
  list = el("ol", { class: "plain callbacks" });
  card = el("section", { class: "card", hidden: true }, el("div", { class: "card-head" }, el("h2", { text: "Callbacks" }), note), list);
  return card;
}

export function forget() {
  drawn = "";
}

export async function update({ counts: { callbacks: totals, callbacks_waiting: waiting } }) {
  const now = JSON.stringify([totals, waiting]);
  if (now === drawn) return;
  const known = await control("GET", `/callbacks?limit=${LIMIT}`);
  drawn = now;
  // As everywhere the newest is on top, and so above it what is to come.
  const rows = [...known.pending.map(toCome).reverse(), ...known.deliveries.map(tried)];
  keyed(list, rows, (row) => row.name, makeRow);
  card.hidden = rows.length === 0;
  const parts = [[waiting, "to come"], [totals.tried, "tried"], [totals.given_up, "given up"], [totals.dropped, "dropped, as there was no room"]];
  setText(note, parts.filter(([many]) => many).map(([many, what]) => `${number.format(many)} ${what}`).join(", "));
}

function toCome(it) {
  const state = it.refused ? ["warn", "won't be sent"] : ["", "to come"];
  return { ...it, name: `${it.id} ${it.attempt}`, at: it.due === null ? `poll ${it.look}` : clockText(it.due), state, why: it.refused };
}

function tried(it) {
  const { answered, unanswered, not_sent: refused } = it.receipt;
  const state = answered ? [answered < 300 && answered >= 200 ? "succeeded" : "failed", String(answered)]
    : refused ? ["warn", "not sent"] : ["failed", "no answer"];
  return { ...it, name: `#${it.number} ${it.at}`, at: clockText(it.at), state, why: unanswered ?? refused };
}

function makeRow({ at, state, event, task_id: task, url, attempt, why }) {
  return el("li", {}, el("time", { text: at }), chip(...state), el("b", { text: event }),
    el("span", { class: "muted attempt", text: attempt > 1 ? `attempt ${attempt}` : "" }),
    el("code", { class: "to", text: url, title: url }),
    el("a", { href: `#journal/task=${task}`, text: task.slice(0, 8), title: `Requests about the task ${task}` }),
    why ? el("p", { class: "muted", text: why }) : null);
}
