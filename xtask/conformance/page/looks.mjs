// How the page looks: at each width, light and dark, in other scripts, behind a prefix, and to who can't see or use a mouse.
import assert from "node:assert/strict";
import { createServer, request as call } from "node:http";

import { ask, makeTasks } from "../mock.mjs";
import { axe, open, run } from "./browser.mjs";

const VIEWS = ["tasks", "journal", "money", "faults", "report", "reference"];
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 390, 768, 1024, 1440, 1600];
const HEBREW = "שיר ערש לשומר המגדלור שעל שפת הים הסוער, ולכל מי ששומר איתו בלילה";
const ARABIC = "أغنية لحارس المنارة";
const LONG = "Donaudampfschifffahrtsgesellschaft".repeat(2);

/** Something of each kind: tasks that run, are done and failed; titles of each script; faults, refusals, findings. */
async function fill(mock) {
  for (const title of [LONG, HEBREW, ARABIC]) {
    await makeTasks(mock, 1, undefined, { gpt_description_prompt: undefined, custom_mode: true, title, prompt: "la la la", tags: "folk" });
  }
  await ask(mock, "/lives", { next_lives: [{ operation: null, life: "failed: timeout" }] });
  await makeTasks(mock, 1, "a march for a very small robot");
  await ask(mock, "/time", { advance: 300 });
  await ask(mock, "/lives", { next_lives: [{ operation: null, life: "stuck" }, { operation: "create_sonic", life: "immediate" }] });
  await makeTasks(mock, 1, "rain", { webhook_url: "https://example.com/hooks" });
  await ask(mock, "/faults", "get_credits:next=1:status=500");
  await ask(mock, "/faults", "get_sonic_task:every:reset");
  for (const path of ["/get-credits", "/sonic/tusk/1", "/get-credits?more=1"]) {
    await fetch(`${mock.origin}/api/v1${path}`, { headers: { authorization: "Bearer mock-key" } });
  }
  const headers = { authorization: "Bearer mock-key", "content-type": "application/json" };
  await fetch(`${mock.origin}/api/v1/sonic/create`, { method: "POST", headers, body: JSON.stringify({ mv: "sonic-v0", title: HEBREW, more: 1 }) });
}

async function turnTo(page, view) {
  await page.evaluate((view) => (location.hash = view), view);
  await page.waitForSelector(`#view-${view.split("/")[0]}:not([hidden]) .card`);
}

/** What axe finds, a line each. */
async function found(page, what) {
  const violations = await page.evaluate(async () => (await window.axe.run(document)).violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, any, html }) => `${target.join(" ")} ${any[0]?.message ?? ""} ${html.slice(0, 160)}`),
  })));
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${what}: ${id} (${help}): ${node}`));
}

/** A proxy that lets the mock lie behind a prefix, as with `--public-url`; gives where. */
async function proxied(prefix) {
  const target = {};
  const server = createServer((request, answer) => {
    if (!request.url.startsWith(`${prefix}/`)) return answer.writeHead(404).end();
    const { host } = new URL(target.origin);
    const sent = call(`${target.origin}${request.url.slice(prefix.length)}`, { method: request.method, headers: { ...request.headers, host } },
      (received) => received.pipe(answer.writeHead(received.statusCode, received.headers)));
    sent.on("error", () => answer.destroy());
    return request.pipe(sent);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}${prefix}`, target, server };
}

export const steps = {
  async "it fits narrow and wide, light and dark"() {
    const mock = await run("--speed", "1");
    await fill(mock);
    const page = await open(mock);
    for (const [width, spaces] of [...WIDTHS.map((width) => [width, 1]), ...WIDTHS.map((width) => [width, 2])]) {
      // With more than one, the header has a list of them.
      if (spaces === 2 && (await page.isHidden(".space"))) {
        await ask(mock, "/spaces", { accounts: { "another-key-that-is-rather-long": {} } });
        await page.reload();
        await page.waitForSelector(".space:not([hidden])");
      }
      await page.setViewportSize({ width, height: 800 });
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        for (const view of VIEWS) {
          await turnTo(page, view);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${view} is ${wider} px too wide at ${width}, ${scheme}`);
          const isBeside = await page.evaluate(() => {
            const [brand, menu] = ["h1", "#menu-button"].map((name) => document.querySelector(name).getBoundingClientRect());
            return menu.top < brand.bottom && menu.left > brand.right;
          });
          assert.ok(isBeside, `the menu is beside the name at ${width}`);
          const cut = await page.$$eval(".rows .path", (paths) => paths.filter((path) => path.scrollWidth > path.clientWidth).map((path) => path.textContent));
          assert.deepEqual(cut, [], `paths at ${width}`);
          if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${view}-${width}-${scheme}.png` });
        }
      }
    }
    await page.close();
  },

  async "axe finds nothing wrong in any view, light and dark"() {
    const empty = await run("--speed", "0");
    const mock = await run("--speed", "1");
    await fill(mock);
    const wrong = [];
    // Axe doesn't know that a clock would be read aloud each second.
    const clock = await open(empty);
    assert.equal(await clock.getAttribute("#now", "aria-live"), "off");
    await clock.close();
    for (const scheme of SCHEMES) {
      const options = { scheme, motion: "reduce", size: { width: 1440, height: 900 } };
      const look = async (page, what) => wrong.push(...(await found(page, `${what}, ${scheme}`)));
      const first = await open(empty, "", options);
      await first.evaluate(axe);
      for (const view of VIEWS) {
        await turnTo(first, view);
        await look(first, `${view} of an unused mock`);
      }
      await first.close();
      const page = await open(mock, "", options);
      page.mayFail = /get-credits|faults/;
      await page.evaluate(axe);
      await page.click(`.lane:has-text("${HEBREW.slice(0, 18)}") .name`);
      await page.waitForSelector(".lane .detail td code");
      await page.click(".lane:has(.chip.succeeded) .play:not(.preview)");
      await page.waitForSelector("#player:not([hidden])");
      await look(page, "tasks with one opened and the player");
      await page.click("[aria-label='Close the player']");
      for (const view of ["journal", "money", "faults", "report", "reference/get_credits"]) {
        await turnTo(page, view);
        // What is folded is opened; then what it holds is looked at too.
        await page.waitForTimeout(100);
        await page.$$eval("main details", (all) => all.forEach((details) => (details.open = true)));
        if (view.startsWith("reference")) {
          await page.click("#send");
          await page.waitForSelector(".answer pre");
        }
        await look(page, view);
      }
      await turnTo(page, "faults");
      await page.fill("#fault", "get_credit:status=500");
      await page.click("#view-faults button:text-is('Add')");
      await page.waitForSelector(".toast.bad");
      await page.click("#menu-button");
      await look(page, "the menu and a refusal");
      await page.click("#reset");
      await page.waitForSelector("#sure-dialog[open]");
      await look(page, "the question before a reset");
      await page.close();
    }
    assert.deepEqual(wrong, []);
  },

  async "titles are read from their own beginning, and whole"() {
    const mock = await run("--speed", "60");
    await fill(mock);
    for (const width of [390, 1440]) {
      const page = await open(mock, "", { size: { width, height: 900 } });
      for (const [title, direction] of [[LONG, "ltr"], [HEBREW, "rtl"], [ARABIC, "rtl"]]) {
        const lane = page.locator(".lane", { hasText: title.slice(0, 18) });
        const isBegun = (element) => {
          const range = document.createRange();
          range.setStart(element.firstChild, 0);
          range.setEnd(element.firstChild, 1);
          const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
          return { direction: getComputedStyle(element).direction, isSeen: letter.left >= box.left - 1 && letter.right <= box.right + 1 };
        };
        assert.deepEqual(await lane.locator(".title").evaluate(isBegun), { direction, isSeen: true }, `${title} at ${width}`);
        await lane.locator(".play:not(.preview)").first().click();
        await page.waitForSelector(`#player strong:has-text("${title.slice(0, 18)}")`);
        assert.deepEqual(await page.locator("#player strong").evaluate(isBegun), { direction, isSeen: true }, `${title} in the player at ${width}`);
        await lane.locator(".name").click();
        const whole = lane.locator(".detail dd", { hasText: title });
        await whole.waitFor();
        const isWhole = await whole.evaluate((element) => element.scrollWidth <= element.clientWidth + 1);
        assert.ok(isWhole, `${title} can be read at ${width}`);
        assert.equal(await whole.evaluate((element) => getComputedStyle(element).direction), direction);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${title} makes it ${wider} px too wide at ${width}`);
      }
      await page.close();
    }
  },

  async "it works behind the prefix of a proxy"() {
    const { origin, target, server } = await proxied("/music/mock");
    target.origin = (await run("--speed", "60", "--public-url", origin)).origin;
    const page = await open({ origin });
    assert.match(await page.innerText(".empty pre"), /\/music\/mock\/api\/v1\/sonic\/create/);
    await page.click(".empty .primary");
    await page.waitForSelector(".lane .chip.succeeded");
    await page.click(".play:not(.preview)");
    await page.waitForFunction(() => document.querySelector("audio").currentTime > 0.1);
    await turnTo(page, "reference/get_credits");
    await page.click("#send");
    await page.waitForSelector(".answer .chip.succeeded");
    assert.ok(page.asked.every((url) => url.startsWith("blob:") || url.startsWith(`${origin}/`)), page.asked.join("\n"));
    // Without its last slash the address leads to the page as well.
    await page.goto(`${origin}/__mock`);
    await page.waitForSelector("body[data-ready]");
    await page.waitForSelector(".lane .name");
    await page.close();
    server.closeAllConnections();
    server.close();
  },
};
