// The action's second half, at the end of the job: the mock's report as annotations, and as a page of the job's summary.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";

const { STATE_pid: pid, STATE_control: control, STATE_log: log } = process.env;
const input = (name) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
// In the words of workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
const data = (text) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
const property = (text) => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
const annotate = (level, title, text) => console.log(`::${level} title=${property(title)}::${data(text)}`);

const headers = process.env.MUSICAPI_MOCK_CONTROL_KEY ? { authorization: `Bearer ${process.env.MUSICAPI_MOCK_CONTROL_KEY}` } : {};
const ask = async (format) => {
  // Of all spaces that the tests made.
  const answer = await fetch(`${control}/report?all=true&format=${format}`, { headers });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.text();
};

if (pid) {
  try {
    const { findings } = JSON.parse(await ask("json"));
    for (const { certain, rule, message, effect, remedy, requests } of findings) {
      const which = requests.length > 0 ? ` (request ${requests.map((number) => `#${number}`).join(", ")})` : "";
      annotate(certain ? "error" : "warning", `musicapi-mock: ${rule}`, `${certain ? "" : "perhaps "}${message}${which}. ${effect} ${remedy}`);
    }
    const text = await ask("text");
    console.log(text);
    if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `### MusicAPI mock\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`);
    if (input("junit")) writeFileSync(input("junit"), await ask("junit"));
    if (input("fail") !== "false" && findings.some(({ certain }) => certain)) process.exitCode = 1;
  } catch (error) {
    annotate("error", "musicapi-mock", `the mock can't be asked for its report: ${error.cause?.message ?? error.message}. Its log: ${readFileSync(log, "utf8").slice(-2000)}`);
    process.exitCode = 1;
  }
  try {
    process.kill(Number(pid));
  } catch {
    // It has ended already.
  }
}
