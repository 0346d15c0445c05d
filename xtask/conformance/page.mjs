// The page at /__mock/, worked in a real browser as a person would, and judged as it looks.
// Usage: page.mjs <the program musicapi-mock> <the folder with node_modules>. ONLY=<words of a step's name> does those steps alone;
// UPDATE_SCREENSHOT=1 takes docs/page.png anew.
import assert from "node:assert/strict";

import { ask, makeTasks } from "./mock.mjs";
import { end, open, problems, run } from "./page/browser.mjs";
import * as looks from "./page/looks.mjs";
import * as work from "./page/work.mjs";

const steps = { ...work.steps, ...looks.steps };

async function screenshot() {
  const mock = await run("--speed", "1");
  const song = async (about) => makeTasks(mock, 1, about);
  const life = (life) => ask(mock, "/lives", { next_lives: [{ operation: null, life }] });
  const forward = (advance) => ask(mock, "/time", { advance });
  await song("a lullaby for a lighthouse keeper");
  await forward(25);
  await song("a shanty about a slow tugboat");
  await forward(30);
  await life("failed: timeout");
  await song("a march for a very small robot");
  await forward(50);
  await life("one_clip_fails");
  await song("a blues about rising bread");
  await forward(60);
  await ask(mock, "/faults", "create_sonic:9:after:reset");
  await ask(mock, "/faults", "get_sonic_task:next=3:status=503");
  await life("stuck");
  await song("a waltz about fog on the pier");
  await forward(20);
  const [{ id }] = (await ask(mock, "/state")).tasks;
  for (const path of [`/sonic/task/${id}`, "/sonic/tusk/1", "/get-credits"]) {
    await fetch(`${mock.origin}/api/v1${path}`, { headers: { authorization: "Bearer mock-key" } });
  }
  await song("a folk song about a library");
  await forward(22);
  await song("a bossa nova about rain");
  await forward(65);
  const page = await open(mock, "", { size: { width: 1440, height: 610 }, scheme: "light", motion: "reduce" });
  await page.screenshot({ path: "docs/page.png" });
  await page.close();
}

let failed = null;
try {
  for (const [name, step] of Object.entries(steps)) {
    if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
    await step().catch((error) => {
      error.message = `${name}: ${error.message}`;
      throw error;
    });
    assert.deepEqual(problems, [], name);
    console.log(`ok: ${name}`);
  }
  if (process.env.UPDATE_SCREENSHOT === "1") await screenshot();
} catch (error) {
  failed = error;
}
await end();
if (failed) throw failed;
