/**
 * Does the map of zones move smoothly with 5,000 devices? Draws the product's own map in a real Chromium: pans across
 * the whole plant at three scales, and measures what each frame costs on the page's thread. The peer is the same
 * drawing without culling: everything in every frame.
 *
 *   npm run bench:zones-map [-- --devices 5000 --zones 60 --frames 240 --runs 3]
 */
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findChromium } from "../lib/chromium.mjs";
import { ROOT } from "../lib/paths.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median, quantile } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "5000" },
    zones: { type: "string", default: "60" },
    frames: { type: "string", default: "240" },
    runs: { type: "string", default: "3" },
  },
});
const [deviceCount, zoneCount, frames, runs] = [values.devices, values.zones, values.frames, values.runs].map(Number);
const SCALES = [
  ["whole plant", 0.1],
  ["groups", 0.4],
  ["devices", 1],
];
/** 60 frames a second leave a frame this long. */
const FRAME_MS = 16;

const bundle = await build({
  absWorkingDir: ROOT,
  stdin: {
    contents: `import { layoutMap } from "./components/zones/map/layout-map";
      import { drawMap } from "./components/zones/map/draw-map";
      Object.assign(globalThis, { layoutMap, drawMap });`,
    resolveDir: ROOT,
    loader: "ts",
  },
  bundle: true,
  write: false,
  format: "iife",
  tsconfig: "tsconfig.json",
  logLevel: "error",
});

const { executablePath, env } = await findChromium();
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args: ["--no-sandbox"] });
const goals = new Goals();
console.log(machineLine());
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.setContent("<!doctype html><canvas id=c width=1440 height=900></canvas>");
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  const size = await page.evaluate(prepare, { deviceCount, zoneCount });
  console.log(
    `\n${size.devices} devices in ${size.zones} zones with ${size.links} paths; ${frames} frames each, ms on the page's thread\n`,
  );
  const rows = [];
  for (const [name, scale] of SCALES) {
    const culled = [];
    const whole = [];
    for (let run = 0; run < runs; run++) {
      culled.push(await page.evaluate(pan, { scale, frames, isCulled: true }));
      whole.push(await page.evaluate(pan, { scale, frames: Math.min(frames, 60), isCulled: false }));
    }
    const p95 = median(culled.map((run) => quantile(run.times, 0.95)));
    const middle = median(culled.map((run) => median(run.times)));
    const peer = median(whole.map((run) => median(run.times)));
    rows.push([
      name,
      scale,
      round(middle),
      round(p95),
      round(peer),
      round(peer / middle),
      round(median(culled.map((run) => run.devices))),
    ]);
    goals.add(`map, ${name}: frame p95`, p95, { atMost: FRAME_MS, unit: " ms" });
  }
  printTable(["seen", "scale", "frame p50", "frame p95", "without culling p50", "times", "devices a frame"], rows);
  const layout = await page.evaluate(layoutCost);
  goals.add("map, layout of all", layout, { atMost: 50, unit: " ms" });
} finally {
  await browser.close();
}
goals.print();

/** In the page: an invented plant in the shape that the API sends. */
function prepare({ deviceCount, zoneCount }) {
  const levels = [5, 4, 3.5, 3, 2, 1, 1, 1, 0];
  const roles = ["plc", "hmi", "drive", "io-device", "switch", "camera", null];
  const zones = Array.from({ length: zoneCount }, (_, at) => ({
    key: `z${at}`,
    name: `Zone number ${at}`,
    purdueLevel: levels[at % levels.length],
    riskBand: ["low", "medium", "high", "critical"][at % 4],
    riskScore: at % 100,
  }));
  const devices = Array.from({ length: deviceCount }, (_, at) => ({
    id: String(at),
    name: `DEVICE-${at}-with-a-name`,
    zone: `z${at % zoneCount}`,
    role: roles[Math.floor((at / deviceCount) * roles.length)],
    riskBand: ["low", "medium", "high", "critical"][at % 4],
    state: at % 9 === 0 ? "unsanctioned" : "sanctioned",
  }));
  const links = Array.from({ length: zoneCount * 6 }, (_, at) => ({
    from: `z${at % zoneCount}`,
    to: `z${(at * 7 + 3) % zoneCount}`,
    verdict: ["inside", "violation", "undecided"][at % 3],
    isConduit: at % 4 === 0,
    flows: at,
    hasWrites: at % 5 === 0,
    protocols: ["modbus"],
  })).filter((link) => link.from !== link.to);
  globalThis.map = { zones, devices, links, pins: [], isCut: false };
  globalThis.layout = globalThis.layoutMap(globalThis.map);
  return { devices: devices.length, zones: zones.length, links: links.length };
}

/** In the page: one frame after the other along the diagonal of the plant, as a hand that drags. */
function pan({ scale, frames, isCulled }) {
  const { layout, drawMap } = globalThis;
  const canvas = document.getElementById("c");
  const context = canvas.getContext("2d", { alpha: false });
  const grey = "#889";
  const risk = { low: "#9ab", medium: "#db4", high: "#e73", critical: "#c22" };
  const names = [
    "canvas",
    "surface",
    "raised",
    "line",
    "lineStrong",
    "ink",
    "soft",
    "muted",
    "track",
    "accent",
    "inside",
    "violation",
    "undecided",
  ];
  const ink = { ...Object.fromEntries(names.map((name) => [name, grey])), risk, font: "sans-serif" };
  const highlighted = new Set(globalThis.map.devices.filter((_, at) => at % 3 === 0).map(({ id }) => id));
  // Without culling the window is the world; what lies outside is thrown away by the canvas.
  const [width, height] = isCulled ? [1440, 900] : [layout.width * scale, layout.height * scale];
  const times = [];
  let devices = 0;
  for (let frame = 0; frame < frames; frame++) {
    const part = frame / frames;
    const view = isCulled
      ? {
          scale,
          x: part * Math.max(0, layout.width - 1440 / scale),
          y: part * Math.max(0, layout.height - 900 / scale),
        }
      : { scale, x: 0, y: 0 };
    const began = performance.now();
    const drawn = drawMap(context, {
      layout,
      view,
      width,
      height,
      ink,
      highlighted,
      highlightedIn: new Map(),
      chosen: null,
    });
    // A canvas keeps its commands: reading a pixel makes it draw them, and the time counts.
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - began);
    devices += drawn.devices;
  }
  return { times, devices: devices / frames };
}

function layoutCost() {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    globalThis.layoutMap(globalThis.map);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[2];
}
