/**
 * Does the list of a million devices stay smooth in a browser? Serves the database that `bench:inventory --keep` left with
 * the production build, without a worker, and drives a real Chromium: frames while scrolling, the last row, a filter
 * clicked and a word typed until the new rows are painted.
 *
 *   npm run bench:inventory-browser [-- --devices 1000000 --clicks 9 --port 4180]
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { startChild } from "../lib/child.mjs";
import { findChromium } from "../lib/chromium.mjs";
import { ROOT } from "../lib/paths.mjs";
import { during } from "../lib/progress.mjs";
import { ensureWebBuild } from "../lib/web-build.mjs";
import { deployMigrations } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { scratchFolder } from "./lib/scratch-folder.mjs";
import { median } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "1000000" },
    clicks: { type: "string", default: "9" },
    port: { type: "string", default: "4180" },
  },
});
const [clicks, port] = [values.clicks, values.port].map(Number);
/** Two frames of 60 a second. */
const LONG_FRAME_MS = 33.4;
const STEPS = [
  { name: "at rest", px: 0, count: 120 },
  { name: "by 60 px", px: 60, count: 240 },
  { name: "by 1,600 px", px: 1600, count: 80 },
  // A wheel's turns come through the driver, which works on the same processors; these come from the page itself.
  { name: "by 60 px each frame, by the page", px: 60, count: 480, isByPage: true },
];

const folder = join(scratchFolder(), `inventory-${values.devices}-postgres`);
if (!existsSync(join(folder, "kept"))) {
  console.error(
    `There is no ${folder}: fill it by npm run bench:inventory -- --devices ${values.devices} --keep first.`,
  );
  process.exit(2);
}
await ensureWebBuild({ during, signal: undefined });
const { executablePath, env: chromiumEnv } = await findChromium();
const database = await startPostgres({ dataDir: folder, throwaway: true });
const address = `http://127.0.0.1:${port}`;
const env = {
  ...process.env,
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  DATABASE_URL: database.url,
  SIGHTGLASS_DATA: join(scratchFolder(), "inventory-browser"),
  SIGHTGLASS_URL: address,
  PORT: String(port),
};
let web;
let browser;
const goals = new Goals();
try {
  await deployMigrations(database.url);
  const account = addAccount();
  // No worker: it would compute the inventory anew, from evidence that invented devices have none of.
  web = startChild({ name: "web", file: join(ROOT, "scripts/web.mjs"), env, logs: join(env.SIGHTGLASS_DATA, "logs") });
  await untilReady();
  browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...chromiumEnv },
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } });
  await context.request.post("/api/v1/session", { data: account });
  const page = await context.newPage();
  console.log(`\n${machineLine()}, ${browser.version()}`);

  const loadedMs = await timeOf(() => untilFacetsAreFast(context));
  console.log(`columns in memory ${round(loadedMs / 1000)} s after the server's start`);
  const firstMs = await timeOf(async () => {
    await page.goto("/devices");
    await page.locator("[data-index='0']").waitFor();
  });
  console.log(`the list opened, rows seen after ${Math.round(firstMs)} ms\n`);
  await page.evaluate(watchFrames);
  await measureScrolling(page);
  await measureLastRow(page, context);
  await measureFilters(page);
} finally {
  await browser?.close();
  await web?.stop(5_000);
  await database.stop();
}
goals.print();

/** A new one for each run, as the database is kept. */
function addAccount() {
  const [email, password] = [`bench-${randomBytes(4).toString("hex")}@example.com`, randomBytes(12).toString("hex")];
  const account = ["--email", email, "--name", "Bench", "--role", "owner"];
  execFileSync(process.execPath, ["bin/sightglass.mjs", "user", "add", "--password-stdin", ...account], {
    cwd: ROOT,
    env,
    input: password,
  });
  return { email, password };
}

async function untilReady() {
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(`${address}/api/health`).then(
        (it) => it.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`The web process does not answer:\n${web.tail()}`);
}

async function timeOf(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function untilFacetsAreFast(context) {
  for (;;) {
    const ms = await timeOf(() => context.request.get("/api/v1/devices/facets", { timeout: 120_000 }));
    if (ms < 400) return;
    await sleep(1_000);
  }
}

async function measureScrolling(page) {
  const rows = [];
  await page.mouse.move(900, 500);
  for (const { name, px, count, isByPage } of STEPS) {
    const shares = [];
    for (let run = 0; run < 3; run++) {
      await page.evaluate(() => {
        document.querySelector("[role=table]").parentElement.scrollTop = 0;
      });
      await sleep(1_500);
      await page.evaluate(() => globalThis.frames.begin());
      if (isByPage) await page.evaluate(scrollEachFrame, { px, count });
      else {
        for (let step = 0; step < count; step++) {
          if (px > 0) await page.mouse.wheel(0, px);
          await sleep(16);
        }
      }
      const frames = await page.evaluate(() => globalThis.frames.end());
      shares.push((100 * frames.filter((ms) => ms > LONG_FRAME_MS).length) / frames.length);
      rows.push([name, frames.length, round(median(frames)), round(Math.max(...frames)), `${round(shares.at(-1))} %`]);
    }
    // At rest they are what the machine does besides, not the list's.
    if (px > 0) goals.add(`long frames, scrolling ${name}`, median(shares), { atMost: 3, unit: " %" });
  }
  printTable(["scrolling", "frames", "p50 ms", "longest ms", "longer than 33 ms"], rows);
}

/** The last row by the End key has to be the last device of the order that PostgreSQL tells. */
async function measureLastRow(page, context) {
  const { total } = await (await context.request.get("/api/v1/devices?limit=1")).json();
  const last = await (await context.request.get(`/api/v1/devices?limit=1&offset=${total - 1}`)).json();
  const ms = await timeOf(async () => {
    await page.keyboard.press("End");
    await page.locator(`[data-index='${total - 1}']`).waitFor();
  });
  const row = page.locator(`[data-index='${total - 1}']`);
  const isThere = await row.isVisible();
  const href = await row.locator("a").first().getAttribute("href");
  const isLast = isThere && href === `/devices/${last.items[0].id}` && last.next === null;
  console.log(`\nlast row: number ${total.toLocaleString("en")}, seen ${Math.round(ms)} ms after End, ${href}`);
  goals.add("the last row is reached, and is the last device", isLast ? 1 : 0, { atLeast: 1 });
  await page.keyboard.press("Home");
  await page.locator("[data-index='0']").waitFor();
}

async function measureFilters(page) {
  const [clicked, typed] = [[], []];
  const boxes = page.getByRole("complementary", { name: "Filters" }).getByRole("checkbox");
  for (let at = 0; at < clicks; at++) {
    const box = boxes.nth(at % 4);
    // Once to choose, once to let go; both are changes of the list.
    for (let turn = 0; turn < 2; turn++) {
      const painted = page.evaluate(untilPainted, "click");
      await box.click();
      clicked.push(await painted);
      await sleep(700);
    }
  }
  const input = page.getByRole("combobox", { name: "Filter devices by a query" });
  for (let at = 0; at < clicks; at++) {
    const painted = page.evaluate(untilPainted, "input");
    await input.fill(`plc-${4242 + at}`);
    typed.push(await painted);
    await input.fill("");
    await sleep(1_500);
  }
  console.log(
    `\nclick to painted, ms: ${clicked.map(Math.round).join(", ")}\ntyped to painted, ms: ${typed.map(Math.round).join(", ")}`,
  );
  goals.add("filter click to painted, p50", median(clicked), { atMost: 200, unit: " ms" });
  goals.add("word typed to painted, p50", median(typed), { atMost: 400, unit: " ms" });
}

/** In the page: scrolls the table on by so many pixels before each of so many frames. */
async function scrollEachFrame({ px, count }) {
  const scroller = document.querySelector("[role=table]").parentElement;
  for (let step = 0; step < count; step++) {
    scroller.scrollTop += px;
    await new Promise(requestAnimationFrame);
  }
}

/** In the page: the time between frames, from `begin` to `end`. */
function watchFrames() {
  globalThis.frames = {
    times: [],
    isOn: false,
    begin() {
      this.times = [];
      this.isOn = true;
      const next = (now) => {
        this.times.push(now);
        if (this.isOn) requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    },
    end() {
      this.isOn = false;
      return this.times.slice(1).map((now, at) => now - this.times[at]);
    },
  };
}

/**
 * In the page: milliseconds from the next event of that type until the table tells of another number of rows and has been
 * painted with them; fails after half a minute.
 */
function untilPainted(type) {
  const rowCount = () => document.querySelector("[role=table]")?.getAttribute("aria-rowcount");
  const before = rowCount();
  return new Promise((resolve, reject) => {
    let began = null;
    addEventListener(type, (event) => (began ??= event.timeStamp), { capture: true, once: true });
    const late = setTimeout(() => reject(new Error(`The list stays at ${before} rows.`)), 30_000);
    const observer = new MutationObserver(() => {
      if (began === null || rowCount() === before) return;
      observer.disconnect();
      clearTimeout(late);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}
