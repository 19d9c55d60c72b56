/**
 * What lists, facets and pages of the inventory cost, at two sizes with the same code, and what writing it costs.
 *
 *   npm run bench:inventory [-- --devices 100000 --flows 2000000 --small 20000 --repeat 15 --keep --only '^targets|shadow']
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { Goals, printTable, round } from "./lib/report.mjs";
import { growthSlope } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "100000" },
    flows: { type: "string", default: "2000000" },
    /** Devices of the smaller plant, with flows in proportion; 0 for none. */
    small: { type: "string", default: "20000" },
    repeat: { type: "string", default: "15" },
    // Leaves the filled databases in the scratch folder, and asks them again the next time.
    keep: { type: "boolean", default: false },
    /** Pattern of the names of questions and routes that are asked. */
    only: { type: "string", default: "" },
  },
});
const [devices, flows, small, repeat] = [values.devices, values.flows, values.small, values.repeat].map(Number);

const goals = new Goals();
const before = small > 0 ? await askInventory(small, Math.round((flows * small) / devices)) : null;
const full = await askInventory(devices, flows);
for (const [what, value, goal] of full.goals) goals.add(what, value, goal);
for (const { name, p95 } of full.costs) goals.add(`${name}, p95 at full size`, p95, { atMost: 50, unit: " ms" });
if (before) {
  const slopes = full.costs.map((cost, at) => [cost.name, growthSlope([before.costs[at], cost])]);
  console.log(`\nGrowth from ${small.toLocaleString("en")} devices (log-log slope of p50)`);
  printTable(
    ["question", "slope"],
    slopes.map(([name, slope]) => [name, round(slope)]),
  );
  for (const [name, slope] of slopes) {
    goals.add(`${name}, growth slope`, slope, { atMost: /facets|search|words/.test(name) ? 1 : 0.5 });
  }
}
goals.print();

async function askInventory(size, rows) {
  const asked = JSON.stringify({ devices: size, flows: rows, repeat, keep: values.keep, only: values.only });
  const child = fork(new URL("./lib/ask-inventory.mjs", import.meta.url), [asked]);
  const result = new Promise((resolve) => child.once("message", resolve));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`Asking ${size} devices ended with code ${code}.`);
  return result;
}
