// A song by openapi-fetch with the types that openapi-typescript makes: openapi_typescript.ts <control of the mock> <document>.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Clip = components["schemas"]["SonicClip"];

const [control, document] = process.argv.slice(2);
// The document says where the mock is.
const baseUrl: string = JSON.parse(readFileSync(document, "utf8")).servers[0].url;
const api = createClient<paths>({ baseUrl, headers: { authorization: "Bearer typescript" } });

async function sleep(seconds: number) {
  const body = JSON.stringify({ advance: seconds });
  const moved = await fetch(`${control}/time?space=typescript`, { method: "POST", headers: { "content-type": "application/json" }, body });
  assert.equal(moved.status, 200);
}

/** The clips, if the answer is a report of them. */
function clipsOf(task: components["schemas"]["SonicTaskAnswer"] | components["schemas"]["TaskNotice"] | undefined): Clip[] {
  if (!task || !("data" in task) || !Array.isArray(task.data)) return [];
  return task.data.filter((clip): clip is Clip => "clip_id" in clip);
}

const { data: created } = await api.POST("/sonic/create", {
  body: { task_type: "create_music", custom_mode: false, mv: "sonic-v6", gpt_description_prompt: "a ferry at night" },
});
assert(created);
let clips: Clip[] = [];
for (let look = 0; look < 30 && !(clips.length > 0 && clips.every((clip) => clip.state === "succeeded")); look++) {
  await sleep(20);
  const { data: task } = await api.GET("/sonic/task/{task_id}", { params: { path: { task_id: created.task_id } } });
  clips = clipsOf(task);
}
assert.equal(clips.length, 2);
for (const clip of clips) {
  assert.equal(clip.mv, "sonic-v6");
  assert(clip.audio_url && Number(clip.duration) > 0);
  assert((await (await fetch(clip.audio_url)).arrayBuffer()).byteLength > 1000);
}
console.log("openapi-typescript: a song of two clips");
