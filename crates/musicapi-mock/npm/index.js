// An offline MusicAPI for tests: runs the program `musicapi-mock`, and steers it. The types, with their meaning, are in index.d.ts.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";

export class MockError extends Error {}

export class ControlError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function program() {
  if (process.env.MUSICAPI_MOCK) return process.env.MUSICAPI_MOCK;
  const name = process.platform === "win32" ? "musicapi-mock.exe" : "musicapi-mock";
  try {
    return createRequire(import.meta.url).resolve(`musicapi-mock-${process.platform}-${process.arch}/${name}`);
  } catch {
    return name; // there is no package for this system: what is on the PATH
  }
}

export class Mock {
  #child;

  constructor(child, url, control) {
    this.#child = child;
    this.url = url;
    this.control = control;
  }

  static async start({ speed = 0, options = [] } = {}) {
    const command = program();
    // It ends with its standard input, so that none is left behind when this process ends or is killed.
    const child = spawn(command, ["--listen", "127.0.0.1:0", "--speed", String(speed), "--exit-with-parent", ...options]);
    let said = "";
    let wrong = "";
    // Both go on being read, so that the program never waits for a reader.
    child.stderr.on("data", (part) => (wrong = (wrong + part).slice(-10_000)));
    const addresses = await new Promise((found, failed) => {
      child.once("error", (cause) =>
        failed(new MockError(`${command} can't be run: install a package with the program, or set MUSICAPI_MOCK to its path`, { cause })),
      );
      child.once("close", () => failed(new MockError(`${command} didn't start: ${wrong.trim()}`)));
      child.stdout.on("data", (part) => {
        // The first two lines tell the addresses of the API and of its control.
        if (said.split("\n").length <= 2) said += part;
        if (said.split("\n").length > 2) found(said.split("\n").map((line) => line.split(" ").pop().replace(/\/$/, "")));
      });
    });
    // It doesn't hold up the end of a test run.
    for (const handle of [child, child.stdin, child.stdout, child.stderr]) handle.unref();
    return new Mock(child, addresses[0], addresses[1]);
  }

  async space(scenario = {}) {
    const { keys } = await call(this.control, "spaces?own_keys=true", undefined, "POST", scenario);
    return new Space(this, keys);
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.ref();
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}

export class Space {
  #control;

  constructor(mock, keys) {
    this.url = mock.url;
    this.keys = keys;
    this.key = keys[0];
    this.#control = mock.control;
    // It is handed to the program under test, as a function of its own.
    this.sleep = (seconds) => this.advance(seconds);
  }

  call(path, body, method = body === undefined ? "GET" : "POST") {
    return call(this.#control, path, this.key, method, body);
  }

  async advance(seconds) {
    await this.call("time", { advance: seconds });
  }

  async fault(fault) {
    await this.call("faults", fault);
  }

  async lives(lives) {
    await this.call("lives", { lives });
  }

  async credits(credits) {
    await this.call("accounts", { key: this.key, credits });
  }

  accounts() {
    return this.call("accounts");
  }

  state() {
    return this.call("state");
  }

  ledger() {
    return this.call("ledger");
  }

  journal() {
    return this.call("journal");
  }

  callbacks() {
    return this.call("callbacks");
  }

  report() {
    return this.call("report");
  }

  async verify(expected) {
    const { met, failures } = await this.call("verify", expected);
    if (!met) throw new Error(failures.join("\n"));
  }

  async end() {
    try {
      await this.call("spaces", undefined, "DELETE");
    } catch (error) {
      if (error.status !== 404) throw error; // it has ended by itself, or was ended before
    }
  }
}

export function forTests({ before, after }, start) {
  let mock;
  before(async () => {
    mock = await Mock.start(start);
  });
  after(() => mock?.stop());
  return { space: (scenario) => mock.space(scenario) };
}

async function call(control, path, key, method, body) {
  const headers = {};
  if (key !== undefined) headers["x-mock-space"] = key;
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await fetch(`${control}/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new ControlError(answer.status, text);
  return text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
}
