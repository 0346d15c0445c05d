// Requests as lines for a shell, as the page of the mock copies them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../crates/musicapi-mock/src/control/page/curl.js", import.meta.url), "utf8");
const { curl, isMasked, unsendable } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const whole = (text) => ({ text, bytes: text.length, whole: true });
const post = (body) => ({ method: "POST", path: "/api/v1/sonic/create", query: null, key: null, body });
const page = "https://mock.example/music/__mock/#journal";

assert.equal(
  curl(page, { method: "GET", path: "/api/v1/get-credits", query: "a=1&b='", key: "mock…", body: null }),
  `curl 'https://mock.example/music/api/v1/get-credits?a=1&b=%27' -H "authorization: Bearer $MUSICAPI_KEY"`,
);
const create = "curl -X POST 'https://mock.example/music/api/v1/sonic/create'";
assert.equal(curl(page, post(whole(`{"title": "it's"}`))), `${create} -H 'content-type: application/json' --data-raw '{"title": "it'\\''s"}'`);
assert.equal(curl(page, post(whole("title=A&b=%20"))), `${create} --data-raw 'title=A&b=%20'`, "curl's own type is that of a form");
assert.equal(curl(page, post(whole("{title"))), `${create} -H 'content-type: text/plain' --data-raw '{title'`);

assert.equal(unsendable(post(whole("{}"))), null);
assert.match(unsendable(post({ text: "{", bytes: 5000, whole: false })), /beginning of its body is kept: of 5000 bytes/);
assert.match(unsendable({ ...post(null), path: `/${"ы".repeat(149)}` }), /address/);
assert.match(unsendable({ ...post(null), query: "a".repeat(300) }), /address/);
assert.ok(isMasked(post(whole(`{"webhook_secret":"[secret]"}`))) && isMasked({ ...post(null), query: "key=[secret]" }) && !isMasked(post(whole("{}"))));
