// The page: which view is shown, and when it asks the mock what is new.

import { Gone, Refused } from "./api.js";
import { attempt, number, setText, toast } from "./dom.js";
import * as faults from "./faults.js";
import * as header from "./header.js";
import * as journal from "./journal.js";
import * as money from "./money.js";
import * as overview from "./overview.js";
import * as player from "./player.js";
import * as reference from "./reference.js";
import * as report from "./report.js";
import * as tasks from "./tasks.js";

const VIEWS = { tasks, journal, money, faults, report, reference };
/** The pause between two looks, and that while nothing happens. */
const [PAUSE, IDLE] = [500, 1000];
/** After so many looks it asks which spaces there are: tests make and end them. */
const SPACES = 10;

let shown = "tasks";
let last = null;
let timer = null;
let looking = null;
let looks = 0;
/** What was wrong at the last look: it is told once. */
let wrong = null;

function view() {
  const [name, ...rest] = location.hash.slice(1).split("/");
  return [Object.hasOwn(VIEWS, name) ? name : "tasks", rest.join("/")];
}

async function show() {
  const [name, detail] = view();
  const isOther = name !== shown;
  shown = name;
  for (const other of Object.keys(VIEWS)) document.getElementById(`view-${other}`).hidden = other !== name;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (isOther) window.scrollTo(0, 0);
  // Faults and balances may have changed without a request.
  overview.forget();
  await attempt(() => VIEWS[name].show?.(detail));
  if (last) await attempt(() => VIEWS[name].update?.(last));
}

/** Forgets what is shown, as after a reset or in another space. */
function forget() {
  last = null;
  for (const view of [overview, ...Object.values(VIEWS)]) view.forget?.();
}

function counts(state) {
  const told = (name, text) => setText(document.querySelector(`[data-count=${name}]`), text);
  const kept = state.counts.tasks.kept;
  told("tasks", kept ? number.format(kept) : "");
  told("asked", state.counts.asked ? number.format(state.counts.asked) : "");
  const total = state.accounts.reduce((sum, { balance }) => sum + balance.credits + balance.extra_credits, 0);
  told("balance", number.format(total));
}

async function look() {
  const state = await tasks.fetchState(last);
  // Time runs forward alone, unless the space was reset or a snapshot was put back.
  if (last && (state.time.now < last.time.now - 1e-9 || state.counts.asked < last.counts.asked)) {
    forget();
    return look();
  }
  const isChanged = !last || state.time.now !== last.time.now || state.counts.asked !== last.counts.asked;
  last = state;
  looks += 1;
  if (looks % SPACES === 0) await header.loadSpaces();
  counts(state);
  header.update(state);
  await VIEWS[shown].update?.(state);
  await overview.update(state);
  return isChanged;
}

function isGone(gone) {
  document.getElementById("gone").hidden = !gone;
  document.body.classList.toggle("is-gone", gone);
}

/** Looks now; and after a while again, unless nobody sees the page. One look at a time. */
function refresh() {
  clearTimeout(timer);
  looking ??= (async () => {
    let pause = PAUSE;
    try {
      pause = (await look()) ? PAUSE : IDLE;
      isGone(false);
      wrong = null;
    } catch (error) {
      pause = IDLE;
      if (error instanceof Gone) isGone(true);
      else if (error instanceof Refused && error.status === 404) await header.leaveSpace();
      else if (error.message !== wrong) toast((wrong = error.message), true);
    }
    looking = null;
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, pause);
  })();
  return looking;
}

/** Does something that changes what is shown, and shows it. */
async function act(action) {
  const done = await attempt(async () => ({ value: await action() }));
  await looking;
  await refresh();
  return done?.value;
}

/** Begins anew in another space, or after all was changed. */
async function restart() {
  await looking;
  forget();
  await refresh();
  await show();
}

async function begin() {
  const context = { act, refresh, restart };
  for (const part of [player, header, ...Object.values(VIEWS), overview]) part.mount(context);
  window.addEventListener("hashchange", show);
  window.addEventListener("resize", refresh);
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh()));
  await Promise.all([refresh(), show()]);
  performance.mark("interactive");
  document.body.dataset.ready = "yes";
  // What other views show in the tabs.
  await attempt(() => header.loadSpaces());
}

begin();
