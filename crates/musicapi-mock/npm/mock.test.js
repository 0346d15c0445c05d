import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { ControlError, forTests, Mock, MockError } from "./index.js";

const mock = forTests({ before, after });

test("a scenario sets a space up", async () => {
  const space = await mock.space({ accounts: { first: { credits: 1 } } });
  const answer = await fetch(`${space.url}/get-credits`, { headers: { authorization: `Bearer ${space.key}` } });
  assert.equal((await answer.json()).credits, 1);
  await space.credits(7);
  assert.equal((await space.accounts())[0].balance.credits, 7);
  await space.end();
  await assert.rejects(space.state(), ControlError);
  await space.end();
});

test("the control says what is wrong", async () => {
  const space = await mock.space();
  await assert.rejects(space.lives({ create_sonik: "stuck" }), (error) => error instanceof ControlError && /create_sonik/.test(error.message));
});

test("what is expected is verified", async () => {
  const space = await mock.space();
  await space.verify({ called: { create_sonic: 0 }, all_valid: true });
  await assert.rejects(space.verify({ called: { create_sonic: 1 } }), /was called 0 times/);
});

test("time is moved by what the program sleeps with", async () => {
  const space = await mock.space();
  const now = async () => (await space.call("time")).now;
  const { sleep } = space;
  const start = await now();
  await sleep(60);
  assert.notEqual(await now(), start);
});

test("a mock that doesn't start says why", async () => {
  await assert.rejects(Mock.start({ options: ["--no-such-option"] }), (error) => error instanceof MockError && /no-such-option/.test(error.message));
});

test("no program is told", async () => {
  const before = process.env.MUSICAPI_MOCK;
  process.env.MUSICAPI_MOCK = "/no/such/program";
  try {
    await assert.rejects(Mock.start(), /can't be run/);
  } finally {
    if (before === undefined) delete process.env.MUSICAPI_MOCK;
    else process.env.MUSICAPI_MOCK = before;
  }
});

test("a process that ends without a stop leaves no mock behind, and isn't held up by one", () => {
  const script = 'import { Mock } from "./index.js"; const mock = await Mock.start(); console.log(mock.url);';
  const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: import.meta.dirname, encoding: "utf8", timeout: 60_000 });
  assert.equal(ran.status, 0, ran.stderr);
  return assert.rejects(fetch(ran.stdout.trim()));
});

test("the command ends as the program ends", () => {
  const run = (...options) => spawnSync(process.execPath, ["bin.js", ...options], { cwd: import.meta.dirname, encoding: "utf8" });
  assert.match(run("--version").stdout, /^musicapi-mock \d/);
  assert.equal(run("--no-such-option").status, 2);
});

test("a command that is ended ends the program", async () => {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
    const command = spawn(process.execPath, ["bin.js", "--listen", "127.0.0.1:0"], { cwd: import.meta.dirname });
    const [said] = await once(command.stdout, "data");
    const url = String(said).split("\n")[0].split(" ").pop();
    assert.equal((await fetch(`${url}/get-credits`)).status, 401);
    command.kill(signal);
    assert.deepEqual(await once(command, "close"), [0, null], signal);
    await assert.rejects(fetch(url), signal);
  }
});
