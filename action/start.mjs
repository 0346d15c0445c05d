// The action's first half: installs the mock if it is told where from, starts it, and tells the following steps its address and key.
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const input = (name) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";
const tell = (file, lines) => appendFileSync(process.env[file], Object.entries(lines).map(([name, value]) => `${name}=${value}\n`).join(""));
const fail = (message) => {
  console.log(`::error title=musicapi-mock::${message.replace(/%/g, "%25").replace(/\r?\n/g, "%0A")}`);
  process.exit(1);
};

const temporary = process.env.RUNNER_TEMP;
let program = "musicapi-mock";
if (input("from")) {
  const from = input("from").replace(/\/$/, "");
  const installer = join(temporary, "install-musicapi.sh");
  if (from.startsWith("https://")) {
    execFileSync("curl", ["--proto", "=https", "--tlsv1.2", "-fsSL", "-o", installer, `${from}/install.sh`], { stdio: "inherit" });
  }
  const prefix = join(temporary, "musicapi");
  execFileSync("sh", [from.startsWith("https://") ? installer : join(from, "install.sh"), "--from", from, "--prefix", prefix], { stdio: "inherit" });
  program = join(prefix, "bin", "musicapi-mock");
  appendFileSync(process.env.GITHUB_PATH, `${join(prefix, "bin")}\n`);
}

const log = join(temporary, `musicapi-mock-${process.pid}.log`);
const file = openSync(log, "w");
// It goes on when this step is over; report.mjs ends it.
const mock = spawn(program, ["--listen", `127.0.0.1:${input("port") || 0}`, ...input("options").split(/\s+/).filter(Boolean)], {
  detached: true,
  stdio: ["ignore", file, file],
});
closeSync(file);
let ended = "";
mock.on("error", (error) => (ended = `${program} can't be run (${error.code}); set the input "from", or install it in an earlier step`));
mock.on("exit", (status, signal) => (ended ||= `musicapi-mock ended with ${status ?? signal}: ${readFileSync(log, "utf8").trim()}`));
let said = {};
for (let tries = 0; tries < 600 && !said.keys; tries += 1) {
  if (ended) fail(ended);
  await sleep(50);
  const found = (pattern) => readFileSync(log, "utf8").match(pattern)?.[1];
  said = { url: found(/^listening on (\S+)$/m), control: found(/^control: (\S+)\/$/m), keys: found(/^keys: ([^\s,]+)/m) };
}
if (!said.keys) fail(`musicapi-mock didn't tell its address in 30 s: ${readFileSync(log, "utf8").trim()}`);
mock.unref();
tell("GITHUB_STATE", { pid: mock.pid, control: said.control, log });
tell("GITHUB_ENV", { MUSICAPI_BASE_URL: said.url, MUSICAPI_KEY: said.keys });
tell("GITHUB_OUTPUT", { "base-url": said.url, key: said.keys, control: said.control });
console.log(`musicapi-mock listens on ${said.url}; its control API is ${said.control}`);
