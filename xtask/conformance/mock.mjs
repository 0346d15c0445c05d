// A mock as a child process, and what a test does to it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Starts the program on a free port, unless the arguments say another; gives it once it listens. */
export async function start(program, options) {
  const listen = options.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
  const child = spawn(program, [...listen, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), ended]);
  const origin = /^listening on (http:\/\/[^/]+)\/api\/v1$/.exec(first[0])?.[1];
  assert.ok(origin, `it doesn't listen: ${first[0]}`);
  const end = () => {
    child.kill();
    return ended;
  };
  return { origin, end };
}

/** A control call. */
export async function ask(mock, path, body, method = body === undefined ? "GET" : "POST") {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  const answer = await fetch(`${mock.origin}/__mock${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** Starts songs by the API, as a client would, perhaps with fields more. */
export async function makeTasks(mock, count, about, more = {}) {
  const headers = { authorization: "Bearer mock-key", "content-type": "application/json" };
  let made = 0;
  const worker = async () => {
    while (made < count) {
      made += 1;
      const body = JSON.stringify({ custom_mode: false, mv: "sonic-v5", gpt_description_prompt: about ?? `song ${made}`, ...more });
      const answer = await fetch(`${mock.origin}/api/v1/sonic/create`, { method: "POST", headers, body });
      assert.equal(answer.status, 200, await answer.text());
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, 16) }, worker));
}
