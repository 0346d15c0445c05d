#!/usr/bin/env node
// Runs the program, hands signals on to it, and ends as it ends.
import { spawn } from "node:child_process";
import { program } from "./index.js";

const child = spawn(program(), process.argv.slice(2), { stdio: "inherit" });
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`musicapi-mock: ${program()} can't be run (${error.code}): there is no package with the program for this system; set MUSICAPI_MOCK to its path`);
  process.exit(127);
});
child.on("close", (status, signal) => {
  if (!signal) process.exit(status);
  for (const handled of signals) process.removeAllListeners(handled);
  process.kill(process.pid, signal);
});
