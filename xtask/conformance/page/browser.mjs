// The browser, the mocks and the folder that the steps share; and whatever goes wrong on any page.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

import { start } from "../mock.mjs";

export const [program, tools] = process.argv.slice(2);
const require = createRequire(path.resolve(tools, "node_modules", "x.js"));
const { chromium } = require("playwright-core");
/** The source of axe-core, which judges whether everybody can use a page. */
export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
export const profile = mkdtempSync(path.join(tmpdir(), "musicapi-page-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: flags });
browser.setDefaultTimeout(10_000);
export const mocks = [];

/** Everything that goes wrong on any page. */
export const problems = [];

/** Opens a view of a mock's page, and waits until it is alive. */
export async function open(mock, view = "", options = {}) {
  const page = await browser.newPage();
  if (options.size) await page.setViewportSize(options.size);
  if (options.scheme) await page.emulateMedia({ colorScheme: options.scheme, reducedMotion: options.motion });
  page.bytes = 0;
  page.asked = [];
  page.on("pageerror", (error) => problems.push(`${error.stack}`));
  page.on("console", (message) => {
    // An answer that was asked for is in the console too.
    const isWanted = /Failed to load resource/.test(message.text()) && page.mayFail?.test(message.location().url);
    if (message.type() === "error" && !isWanted) problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    page.asked.push(request.url());
    if (!request.url().startsWith(mock.origin) && !request.url().startsWith("blob:")) problems.push(`a request to ${request.url()}`);
  });
  // All that is loaded to begin with, data included.
  page.on("response", (response) => (page.bytes += Number(response.headers()["content-length"] ?? 0)));
  await page.goto(`${mock.origin}/__mock/${view}`);
  if (!options.isLocked) await page.waitForSelector("body[data-ready]");
  return page;
}

/** Starts a mock, which ends with the check. */
export async function run(...options) {
  const mock = await start(program, options);
  mocks.push(mock);
  return mock;
}

/** Ends the browser and the mocks. */
export async function end() {
  await browser.close();
  await Promise.all(mocks.map((mock) => mock.end()));
  rmSync(profile, { recursive: true, force: true });
}
