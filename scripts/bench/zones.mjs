import { parseArgs } from "node:util";
import { ROOT } from "../lib/paths.mjs";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { generateDevices, generateFlows } from "./lib/generate-inventory.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median, quantile } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    zones: { type: "string", default: "200" },
    devices: { type: "string", default: "2000" },
    flows: { type: "string", default: "400000" },
    /** Leaves the database for the next run, which takes it as it is. */
    keep: { type: "boolean", default: false },
  },
});
const [zoneCount, deviceCount, flowCount] = [values.zones, values.devices, values.flows].map(Number);
const PAIRS = 5;
const BATCH = 20_000;

const goals = new Goals();
console.log(machineLine());
const matrix = await withBenchDatabase(
  "zones",
  [
    "lib/db/transaction",
    "lib/db/devices/device",
    "lib/db/flows/flow",
    "lib/db/flows/flow-rollup",
    "lib/db/flows/flow-rollup-days",
    "lib/db/sites/realm",
    "lib/auth/session",
    "lib/services/zones/get-flow-matrix",
    "lib/services/zones/flow-cube",
    "lib/testing/list-cells",
  ],
  compareAnswers,
  { keep: values.keep },
);
await drawInBrowser(matrix);
goals.print();
console.log("\nThe map of 5,000 devices is measured by npm run bench:zones-map.");

async function compareAnswers({ product, cpuOf, isKept }) {
  let added = null;
  if (!isKept) {
    const { contentId } = await fill(product);
    added = await cpuOf(() => product.withTransaction((tx) => product.refreshFlowRollup(tx, [contentId])));
  }

  const actor = product.systemActor;
  const ask = (query) => product.writeFlowMatrix(actor, query);
  const first = await cpuOf(() => ask({}));
  const [ours, raw] = [[], []];
  let isEqual = true;
  for (let pair = 0; pair < PAIRS; pair++) {
    ours.push(await cpuOf(() => ask({ days: 7 + pair })));
    let sums;
    raw.push(await cpuOf(async () => (sums = await product.sumRollupDays())));
    const window = { fromDay: null, toDay: null };
    const cells = (cube) => JSON.stringify(product.listCells(cube.sum(window)));
    isEqual &&= cells(await product.flowCube()) === cells(product.cubeOf(sums));
  }
  const whole = [];
  for (let n = 0; n < PAIRS; n++) whole.push(await cpuOf(() => ask({})));
  const answer = await product.getFlowMatrix(actor, {});
  console.log(`\n${zoneCount} zones, ${deviceCount} devices, ${flowCount} flows, ${answer.cells.from.length} cells\n`);
  printTable(
    ["server CPU, ms", "median"],
    [
      ["added up after all flows came in, once", added === null ? "–" : round(added)],
      ["first answer of a process", round(first)],
      ["all time", round(median(whole))],
      ["a window never asked for before", round(median(ours))],
      ["raw aggregation over all flows", round(median(raw))],
    ],
  );
  goals.add("cells equal to the raw aggregation", isEqual ? 1 : 0, { atLeast: 1 });
  goals.add("server CPU, all time", median(whole), { atMost: 50, unit: " ms" });
  goals.add("server CPU, another window", median(ours), { atMost: 50, unit: " ms" });
  goals.add("raw aggregation v. all time", median(raw) / median(whole), { atLeast: 100, unit: "×" });
  return answer;
}

async function fill(product) {
  const place = await product.withTransaction(async (tx) => {
    const { siteId, realmId } = await product.ensureRealm(tx, "Plant", "core");
    await tx.run(
      `insert into zone (id, site_id, name, purdue_level, criticality)
       select gen_random_uuid(), $1, 'Zone ' || n, (n % 5), 1 + n % 5 from generate_series(1, ${zoneCount}) n`,
      [siteId],
    );
    const zones = await tx.query("select id, purdue_level as level from zone order by name");
    const [content] = await tx.query(
      "insert into source_content (realm_id, sha256, file_name, format, is_complete, known_at) values ($1, 'bench', 'bench.pcap', 'pcap', true, now()) returning id",
      [realmId],
    );
    return { siteId, realmId, zones, contentId: content.id };
  });
  await product.withTransaction((tx) => product.upsertDevices(tx, generateDevices(0, deviceCount, place)));
  for (let seq = 0; seq < flowCount; seq += BATCH) {
    const batch = generateFlows(seq, Math.min(BATCH, flowCount - seq), deviceCount);
    await product.withTransaction((tx) => product.insertFlows(tx, place.contentId, seq, batch));
  }
  await product.sql.run(
    `update flow f set initiator_device_id = i.id, responder_device_id = r.id,
            first_seen_us = 1767225600000000 + (f.first_seen_us / 86400000000 % 30) * 86400000000 + f.first_seen_us % 86400000000
       from device i, device r where i.ips[1] = f.initiator_ip and r.ips[1] = f.responder_ip`,
  );
  await product.sql.run("analyze");
  return place;
}

/**
 * The picture, drawn by the product's own functions in a page that holds nothing else, a new page for each first paint;
 * then the product's own component, pointed at cell by cell.
 */
async function drawInBrowser(answer) {
  const { chromium } = await import("playwright-core");
  const { default: AxeBuilder } = await import("@axe-core/playwright");
  const esbuild = await import("esbuild");
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  let browser;
  try {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  } catch {
    console.log("\nNo Chromium here: set CHROMIUM_PATH to have the picture measured.");
    goals.add("first paint", null, { atMost: 60, unit: " ms" });
    return;
  }
  const bundled = async (contents) => {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: ROOT,
      stdin: { contents, resolveDir: ROOT, loader: "tsx" },
      bundle: true,
      write: false,
      minify: true,
      format: "iife",
      globalName: "product",
      jsx: "automatic",
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "error",
    });
    return outputFiles[0].text;
  };
  const picture = await bundled(`export { prepareMatrix } from "./components/zones/prepare-matrix";
    export { drawTile, matrixScale, paletteOf, tilesOf } from "./components/zones/draw-matrix";`);
  const [first, again] = [[], []];
  for (let n = 0; n < PAIRS; n++) {
    const page = await newPage(browser, picture);
    const [cold, ...warm] = await page.evaluate(paint, answer);
    first.push(cold);
    again.push(median(warm));
    await page.close();
  }
  const page = await newPage(
    browser,
    await bundled(`import { createElement } from "react";
      import { createRoot } from "react-dom/client";
      import { flushSync } from "react-dom";
      import { MatrixCanvas } from "./components/zones/matrix-canvas";
      import { prepareMatrix } from "./components/zones/prepare-matrix";
      export { flushSync };
      export function show(data, element) {
        const props = { matrix: prepareMatrix(data), chosen: null, onChoose() {} };
        createRoot(element).render(createElement(MatrixCanvas, props));
      }`),
  );
  const hovers = await page.evaluate(pointAt, answer);
  const keys = await page.evaluate(walk);
  const { violations } = await new AxeBuilder({ page }).include("#root").analyze();
  for (const { id, help } of violations) console.log(`axe: ${id}, ${help}`);
  await browser.close();
  goals.add("first paint in Chromium, data to pixels", median(first), { atMost: 60, unit: " ms" });
  goals.add("paint again", median(again), { atMost: 60, unit: " ms" });
  goals.add("hover, pointer to layout, median", median(hovers), { atMost: 16, unit: " ms" });
  goals.add("hover, p95", quantile(hovers, 0.95), { atMost: 16, unit: " ms" });
  goals.add("arrow key to the cell's words, p95", quantile(keys, 0.95), { atMost: 16, unit: " ms" });
  goals.add("axe violations on the picture", violations.length, { atMost: 0 });
}

async function newPage(browser, script) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // Of the product's style what places things; colours stand for its theme.
  await page.setContent(`<!doctype html><html lang="en"><title>Matrix</title><style>
    :root{--surface:#fff;--control:#678;--ink:#111;--accent:#077;--verdict-inside:#184;--verdict-violation:#c31;--line:#ddd}
    body{margin:0;height:900px}.absolute{position:absolute}.inset-0{inset:0}.relative{position:relative}.sticky{position:sticky}
    .top-0{top:0}.left-0{left:0}.grid{display:grid;grid-template:160px auto / 208px auto;width:max-content}.flex{display:flex}
    .flex-col{flex-direction:column}.h-full{height:100%}.shrink-0{flex-shrink:0}.scroll-area{overflow:auto;min-height:0;flex:1}
    </style><div id="root" style="height:900px"></div>`);
  await page.addScriptTag({ content: script });
  return page;
}

/** In the page: one paint after the other, the first with code that never ran. */
async function paint(data) {
  const { prepareMatrix, drawTile, matrixScale, paletteOf, tilesOf } = globalThis.product;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // What a window of 1440 by 900 shows of the picture beside its headings, and the margin that is drawn ahead.
  const [rows, columns] = [70, 100];
  const paints = [];
  for (let n = 0; n < 7; n++) {
    const canvases = tilesOf(data.zones.length).map((place) => ({ place, canvas: document.createElement("canvas") }));
    const inSight = canvases.filter(({ place }) => place.fromRow < rows && place.fromColumn < columns);
    document.body.replaceChildren(...canvases.map(({ canvas }) => canvas));
    await frame();
    const begun = performance.now();
    const matrix = prepareMatrix(data);
    const palette = paletteOf(document.body);
    const scale = matrixScale(data.zones.length, devicePixelRatio);
    for (const { place, canvas } of inSight) {
      drawTile(canvas, matrix, place, palette, scale);
      // Reading a pixel back waits until all is drawn.
      canvas.getContext("2d").getImageData(0, 0, 1, 1);
    }
    paints.push(performance.now() - begun);
  }
  return paints;
}

/** In the page: the component under a pointer that goes from cell to cell, until its layout is known again. */
async function pointAt(data) {
  const { show, flushSync } = globalThis.product;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  show(data, document.getElementById("root"));
  while (document.querySelector("canvas") === null) await frame();
  for (let n = 0; n < 10; n++) await frame();
  const cells = document.querySelector("canvas").parentElement;
  const { left, top } = cells.getBoundingClientRect();
  const times = [];
  for (let n = 0; n < 120; n++) {
    const at = { clientX: left + 7 + 14 * ((n * 7) % 80), clientY: top + 7 + 14 * ((n * 5) % 45), bubbles: true };
    const begun = performance.now();
    flushSync(() => cells.dispatchEvent(new PointerEvent("pointermove", at)));
    cells.getBoundingClientRect();
    times.push(performance.now() - begun);
    await frame();
  }
  if (document.querySelector("p").textContent.startsWith("Point at")) throw new Error("nothing followed the pointer");
  return times;
}

/** In the page: the component by keyboard, from cell to cell, until its words say the next one. */
async function walk() {
  const { flushSync } = globalThis.product;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const cells = document.querySelector("[role=application]");
  cells.focus();
  const said = () => document.querySelector("[aria-live]").textContent;
  const times = [];
  for (let n = 0; n < 120; n++) {
    const before = said();
    const key = n % 2 === 0 ? "ArrowRight" : "ArrowDown";
    const begun = performance.now();
    flushSync(() => cells.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
    cells.getBoundingClientRect();
    times.push(performance.now() - begun);
    if (said() === before) throw new Error(`${key} said nothing new after "${before}"`);
    await frame();
  }
  return times;
}
