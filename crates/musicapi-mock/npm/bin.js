#!/usr/bin/env node
// Runs the program, and ends as it ends.
import { spawnSync } from "node:child_process";
import { program } from "./index.js";

const { error, signal, status } = spawnSync(program(), process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`musicapi-mock: ${program()} can't be run (${error.code}): there is no package with the program for this system; set MUSICAPI_MOCK to its path`);
  process.exit(127);
}
if (signal) process.kill(process.pid, signal);
process.exit(status);
