/**
 * Does the map of zones move smoothly with 5,000 devices? Draws the product's own map in a real Chromium: pans across
 * the whole plant at three scales and zooms through it, and measures what each frame costs on the page's thread, and what
 * the map at rest does. The peer is the same drawing without culling: everything in every frame.
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
      import { MapPicture } from "./components/zones/map/map-picture";
      Object.assign(globalThis, { layoutMap, drawMap, MapPicture });`,
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
    const [moving, whole, resting] = [[], [], []];
    for (let run = 0; run < runs; run++) {
      moving.push(await page.evaluate(move, { scale, frames, way: "pan" }));
      resting.push(await page.evaluate(move, { scale, frames: Math.min(frames, 40), way: "rest" }));
      whole.push(await page.evaluate(move, { scale, frames: Math.min(frames, 40), way: "uncut" }));
    }
    const p95 = median(moving.map((times) => quantile(times, 0.95)));
    const middle = median(moving.map((times) => median(times)));
    const peer = median(whole.map((times) => median(times)));
    const rest = median(resting.map((times) => median(times)));
    rows.push([name, scale, ...[middle, p95, rest, peer, peer / middle].map(round)]);
    goals.add(`map, ${name}: frame p95`, p95, { atMost: FRAME_MS, unit: " ms" });
  }
  printTable(["seen", "scale", "frame p50", "frame p95", "at rest p50", "without culling p50", "times"], rows);
  const zooms = [];
  for (let run = 0; run < runs; run++) zooms.push(await page.evaluate(move, { scale: 0.1, frames, way: "zoom" }));
  const zoomed = median(zooms.map((times) => quantile(times, 0.95)));
  const zoomedMedian = median(zooms.map((times) => median(times)));
  console.log(`\nzooming from the whole plant to its devices: p50 ${round(zoomedMedian)} ms`);
  goals.add("map, zooming: frame p95", zoomed, { atMost: FRAME_MS, unit: " ms" });
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

/**
 * In the page, one frame after the other as under a hand that drags along the diagonal of the plant, a window's width at
 * least ("pan"), or turns the wheel ("zoom"); the same places each drawn as a map at rest ("rest"), and all of the plant
 * in every frame ("uncut").
 */
function move({ scale, frames, way }) {
  const { layout, drawMap, MapPicture } = globalThis;
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
  const [seenWidth, seenHeight] = [1440 / scale, 900 / scale];
  const [farX, farY] = [
    Math.max(seenWidth, layout.width - seenWidth),
    Math.max(seenHeight / 2, layout.height - seenHeight),
  ];
  const viewAt = (part) => {
    if (way === "uncut") return { scale, x: 0, y: 0 };
    if (way !== "zoom") return { scale, x: part * farX, y: part * farY };
    const nearer = scale * 10 ** part;
    return { scale: nearer, x: (layout.width - 1440 / nearer) / 2, y: (layout.height - 900 / nearer) / 2 };
  };
  // Without culling the window is the world; what lies outside is thrown away by the canvas.
  const [width, height] = way === "uncut" ? [layout.width * scale, layout.height * scale] : [1440, 900];
  const picture = new MapPicture();
  const scene = { layout, width, height, ink, highlighted, highlightedIn: new Map(), chosen: null };
  const times = [];
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (let frame = 0; frame < frames; frame++) {
    const shown = { ...scene, view: viewAt(frame / frames) };
    const began = performance.now();
    if (way === "uncut") drawMap(context, shown);
    else picture.draw(context, shown, 1, way !== "rest");
    // A canvas keeps its commands: reading a pixel makes it draw them, and the time counts.
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - began);
  }
  return times;
}

function layoutCost() {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    globalThis.layoutMap(globalThis.map);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[2];
}
