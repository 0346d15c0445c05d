// A request as a line for a shell.

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a call of curl; the key is that of the shell's MUSICAPI_KEY, since none is kept in full. */
export function curl(origin, { method, path, query, key, body }) {
  const address = origin + path + (query ? `?${query}` : "");
  const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), quoted(address)];
  if (key) parts.push("-H", '"authorization: Bearer $MUSICAPI_KEY"');
  if (body) parts.push("-H", "'content-type: application/json'", "--data-raw", quoted(body.text));
  return parts.join(" ");
}
