/**
 * Passive discovery against its peers: `npm run bench:passive -- [--pairs 3] [--packets 2500000] [--giant-mib 512]
 * [--only synthetic,real,growth,giant,noise]`. What is measured, and figures: docs/performance.md.
 */
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../lib/paths.mjs";
import { EXTREMES, writeExtreme } from "./lib/extreme-captures.mjs";
import { measureProcess } from "./lib/measure-process.mjs";
import { mergeCaptures } from "./lib/merge-captures.mjs";
import { Goals, hasProgram, machineLine, megabytes, printTable, round } from "./lib/report.mjs";
import { scratchFolder } from "./lib/scratch-folder.mjs";
import { growthSlope, median } from "./lib/statistics.mjs";
import { syntheticCapture } from "./lib/synthetic-capture.mjs";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "3" },
    packets: { type: "string", default: "2500000" },
    "giant-mib": { type: "string", default: "512" },
    only: { type: "string", default: "synthetic,real,growth,noise,giant" },
  },
});
const PAIRS = Number(values.pairs);
const PACKETS = Number(values.packets);
const GIANT_BYTES = Number(values["giant-mib"]) * 1_048_576;
const PARTS = new Set(values.only.split(","));

const FOLDER = scratchFolder();
const CORPUS = join(ROOT, "../shared/corpus/captures");
const CLI = join(ROOT, "bin/sightglass.mjs");
const goals = new Goals();

const inspect = (path) => measureProcess(process.execPath, [CLI, "inspect", path, "--json"]);
const PEERS = {
  ndpiReader: (path) => measureProcess("ndpiReader", ["-q", "-i", path]),
  tshark: (path) => measureProcess("tshark", ["-n", "-r", path, "-q", "-z", "conv,ip", "-z", "endpoints,ip"]),
  cat: (path) => measureProcess("cat", [path]),
};

function real() {
  if (!existsSync(CORPUS)) return null;
  const path = join(FOLDER, "real.pcap");
  const note = join(FOLDER, "real.json");
  if (!existsSync(note)) {
    const files = readdirSync(CORPUS)
      .sort()
      .map((name) => join(CORPUS, name));
    writeFileSync(note, JSON.stringify(mergeCaptures(files, path, 2_000_000)));
  }
  return path;
}

/** Alternating runs of ours and each peer over one file: a table, and the median ratio by peer. */
async function against(name, path) {
  const rows = [];
  const ratios = {};
  for (const [peer, run] of Object.entries(PEERS)) {
    if (!hasProgram(peer)) {
      rows.push([peer, "not installed", "", "", "", ""]);
      ratios[peer] = null;
      continue;
    }
    const ours = [];
    const theirs = [];
    // One run of the slow peer takes longer than all pairs of the others.
    const pairs = peer === "tshark" ? 1 : PAIRS;
    for (let i = 0; i < pairs; i += 1) {
      ours.push(await inspect(path));
      theirs.push(await run(path));
    }
    const cpu = (costs) => median(costs.map((it) => it.cpuSeconds));
    const ratio = median(ours.map((it, i) => it.cpuSeconds / Math.max(theirs[i].cpuSeconds, 0.01)));
    ratios[peer] = ratio;
    const peak = (costs) => megabytes(Math.max(...costs.map((it) => it.peakBytes)));
    rows.push([peer, round(cpu(ours)), round(cpu(theirs)), round(ratio), peak(ours), peak(theirs)]);
  }
  console.log(`\n${name}: ${path}, ${megabytes(statSync(path).size)} MiB`);
  printTable(["peer", "ours CPU s", "its CPU s", "ratio", "ours MiB", "its MiB"], rows);
  return ratios;
}

console.log(machineLine());
await inspect(join(ROOT, "package.json"));

if (PARTS.has("synthetic")) {
  const path = await syntheticCapture(PACKETS);
  if (path === null) console.log("\nThe generator of the synthetic capture is absent: not measured.");
  else {
    const ratios = await against("S, synthetic plant", path);
    goals.add("CPU, S: ours / ndpiReader -q", ratios.ndpiReader, { atMost: 1.0 });
    goals.add("CPU, S: tshark conv+endpoints / ours", ratios.tshark && 1 / ratios.tshark, { atLeast: 20 });
    goals.add("CPU, S: ours / cat", ratios.cat, { atMost: 12 });
  }
}

if (PARTS.has("real")) {
  const path = real();
  if (path === null) console.log("\nThe captures of the corpus are absent: R was not measured.");
  else {
    const ratios = await against("R, captures of real plants and laboratories, repeated", path);
    goals.add("CPU, R: ours / ndpiReader -q", ratios.ndpiReader, { atMost: 1.6 });
    goals.add("CPU, R: tshark conv+endpoints / ours", ratios.tshark && 1 / ratios.tshark, { atLeast: 20 });
  }
}

if (PARTS.has("growth")) {
  const points = [];
  for (const packets of [312_500, 625_000, 1_250_000, 2_500_000, 5_000_000]) {
    const path = await syntheticCapture(packets);
    if (path === null) break;
    const runs = [];
    for (let i = 0; i < Math.min(PAIRS, 3); i += 1) runs.push(await inspect(path));
    points.push({
      size: packets,
      cost: median(runs.map((it) => it.cpuSeconds)),
      peak: Math.max(...runs.map((it) => it.peakBytes)),
    });
    if (packets !== 2_500_000) rmSync(path);
  }
  if (points.length > 0) {
    console.log("\nGrowth with packets (flows grow with them)");
    printTable(
      ["packets", "CPU s", "µs per packet", "peak MiB"],
      points.map(({ size, cost, peak }) => [size, round(cost), round((cost / size) * 1e6), megabytes(peak)]),
    );
    goals.add("slope of CPU over packets, log-log", growthSlope(points), { atMost: 1.05 });
    goals.add("peak memory at 5M packets", points.at(-1).peak / 1_048_576, { atMost: 300, unit: " MiB" });
  }
}

if (PARTS.has("noise")) {
  const reference = await syntheticCapture(PACKETS);
  if (reference !== null) {
    const path = join(FOLDER, "noise.pcap");
    const { size } = statSync(reference);
    writeExtreme("noise", path, size);
    const ratios = [];
    let failed = 0;
    for (let i = 0; i < PAIRS; i += 1) {
      const ours = await inspect(reference);
      const noise = await inspect(path);
      if (noise.exitCode !== 0) failed += 1;
      ratios.push(noise.cpuSeconds / ours.cpuSeconds);
    }
    rmSync(path);
    goals.add("CPU, random bytes / S of the same size", median(ratios), { atMost: 2 });
    goals.add("runs that failed on random bytes", failed, { atMost: 0 });
  }
}

if (PARTS.has("giant")) {
  const rows = [];
  let worst = 0;
  for (const [kind, { title }] of Object.entries(EXTREMES)) {
    const path = join(FOLDER, "giant.pcap");
    const packets = writeExtreme(kind, path, GIANT_BYTES);
    const cost = await inspect(path);
    rmSync(path);
    worst = Math.max(worst, cost.exitCode === 0 ? cost.peakBytes : Number.POSITIVE_INFINITY);
    rows.push([
      title,
      packets,
      round(cost.cpuSeconds),
      round((cost.cpuSeconds / packets) * 1e6),
      megabytes(cost.peakBytes),
      cost.exitCode ?? "killed",
    ]);
  }
  console.log(`\nExtreme captures of ${values["giant-mib"]} MiB each`);
  printTable(["what", "packets", "CPU s", "µs per packet", "peak MiB", "exit"], rows);
  goals.add(`peak memory, ${values["giant-mib"]} MiB of any kind`, worst / 1_048_576, { atMost: 512, unit: " MiB" });
}

goals.print();
