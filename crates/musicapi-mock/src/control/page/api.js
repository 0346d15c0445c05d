// Calls: to the mock's control API, and to the API that it mocks. Addresses are relative to the page's own, which may lie behind a prefix.

/** Which space the page shows, by a key of it, and the keys of its accounts. */
export const session = { space: null, keys: [] };

/** The mock refused a call. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** There was no answer. */
export class Gone extends Error {
  constructor() {
    super("The mock doesn't answer.");
  }
}

const STORED = "musicapi-mock-control-key";
let asking = null;

/** Asks the person for the control key, once for all calls that wait for it. */
function askForKey(isWrong) {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById("key-dialog");
    const field = dialog.querySelector("input");
    dialog.querySelector(".wrong").hidden = !isWrong;
    const take = () => {
      sessionStorage.setItem(STORED, field.value.trim());
      field.value = "";
      asking = null;
      resolve();
    };
    dialog.addEventListener("close", take, { once: true });
    if (!dialog.open) dialog.showModal();
  });
  return asking;
}

async function fetched(address, options) {
  try {
    return await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new Gone();
  }
}

/** A control call; gives the answer, or its text where it isn't JSON. */
export async function control(method, path, body) {
  for (;;) {
    const headers = {};
    const space = session.space === null ? "" : `${path.includes("?") ? "&" : "?"}space=${encodeURIComponent(session.space)}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const key = sessionStorage.getItem(STORED);
    if (key) headers.authorization = `Bearer ${key}`;
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const answer = await fetched(`.${path}${space}`, { method, headers, body: sent });
    if (answer.status === 401) {
      // Another call may have got the key meanwhile.
      if (sessionStorage.getItem(STORED) === key) await askForKey(key !== null);
      continue;
    }
    if (answer.status === 204) return null;
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    const told = await (isJson ? answer.json() : answer.text()).catch(() => { throw new Gone(); });
    if (!answer.ok) throw new Refused(answer.status, refusal(told));
    return told;
  }
}

function refusal(told) {
  const { message, violations = [] } = told?.error ?? {};
  const details = violations.map((violation) => violation.message).filter(Boolean);
  return details.length ? `${message}: ${details.join("; ")}` : (message ?? "The mock refused it.");
}

/** A call to the API that is mocked, as a client makes it. */
export async function call({ method, path, body, key, prefer }) {
  const headers = { authorization: `Bearer ${key}` };
  if (prefer) headers.prefer = prefer;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  if (sent) headers["content-type"] = "application/json";
  const begun = performance.now();
  const answer = await fetched(`..${path}`, { method, headers, body: sent });
  const text = await answer.text().catch(() => { throw new Gone(); });
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: answer.status, headers: answer.headers, text, json, milliseconds: performance.now() - begun };
}

let reference;

/** The operations of the API that is mocked: they don't change while it runs. */
export function operations() {
  reference ??= control("GET", "/operations").catch((error) => {
    reference = undefined;
    throw error;
  });
  return reference;
}

const known = new Map();

/** All about an operation. */
export async function operation(id) {
  if (!known.has(id)) known.set(id, await control("GET", `/operations/${encodeURIComponent(id)}`));
  return known.get(id);
}
