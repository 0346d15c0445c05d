// A request as a line for a shell.

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A path and a query are kept up to 300 bytes, and no letter is cut through. */
const isCut = (text) => new TextEncoder().encode(text ?? "").length > 296;

/** What stands in the place of a secret. */
const MASK = "[secret]";

/** Why a request can't be sent again, if it can't: only a part of it is kept. */
export function unsendable({ path, query, body }) {
  if (isCut(path) || isCut(query)) return "Only the beginning of its address is kept";
  if (body && !body.whole) return `Only the beginning of its body is kept: of ${body.bytes} bytes`;
  return null;
}

/** Whether somebody has to write secrets in: none is kept. */
export const isMasked = ({ query, body }) => Boolean(query?.includes(MASK) || body?.text.includes(MASK));

/** What curl says of a body: of a form that is its own word. */
function typeOf(text) {
  try {
    JSON.parse(text);
    return "application/json";
  } catch {
    return /^[\w*\-.+%&=~[\]]+$/.test(text) && text.includes("=") ? null : "text/plain";
  }
}

/**
 * The request as a call of curl, at the address where the page lies; the key is that of the shell's MUSICAPI_KEY, since none is kept in
 * full.
 */
export function curl(page, { method, path, query, key, body }) {
  const address = new URL(`..${path}`, page);
  address.search = query ?? "";
  const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), quoted(address.href)];
  if (key) parts.push("-H", '"authorization: Bearer $MUSICAPI_KEY"');
  const type = body && typeOf(body.text);
  if (type) parts.push("-H", quoted(`content-type: ${type}`));
  if (body) parts.push("--data-raw", quoted(body.text));
  return parts.join(" ");
}
