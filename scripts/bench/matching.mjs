/**
 * Matching against a truth file: precision, recall, near misses, ambiguous pairs, by tag; cost of reading the advisories
 * and of matching 100,000 devices. Usage: npm run bench:matching [-- FOLDER]; FOLDER holds csaf/ and truth.json.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadTypescript } from "./lib/load-typescript.mjs";

const folder = process.argv[2] ?? "../shared/intel";
const DEVICES = 100_000;
if (!existsSync(join(folder, "truth.json"))) {
  console.error(`${folder} holds no truth.json: nothing to measure.`);
  process.exit(1);
}
const {
  readCsaf,
  buildAdvisoryIndex,
  createMatcher,
  observedProductOf,
  readBill,
  readCve,
  judgeNamedComponent,
  buildComponentIndex,
  matchComponent,
} = await loadTypescript([
  "lib/knowledge/sbom/read-bill",
  "lib/knowledge/read-cve",
  "lib/domain/software/judge-named-component",
  "lib/domain/software/match-component",
  "lib/knowledge/csaf/read-csaf",
  "lib/knowledge/observed-product",
  "lib/domain/vulnerability/advisory-index",
  "lib/domain/vulnerability/match-device",
]);

const files = readdirSync(join(folder, "csaf"), { recursive: true }).filter((it) => it.endsWith(".json"));
const seconds = (usage) => ((usage.user + usage.system) / 1e6).toFixed(2);
let start = process.cpuUsage();
const advisories = files.flatMap((it) => readCsaf(readFileSync(join(folder, "csaf", it)), it).advisory ?? []);
const index = buildAdvisoryIndex(advisories);
console.log(`${advisories.length} advisories read and indexed in ${seconds(process.cpuUsage(start))} s of CPU`);

const { rows } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
const matcher = createMatcher(index);
const count = { hit: 0, missed: 0, wrong: 0, near: 0, ambiguous: 0, shown: 0 };
const tags = new Map();
for (const row of rows) {
  const verdicts = matcher.match(observedProductOf(row.observed));
  const definite = new Set(verdicts.filter((it) => it.kind === "affected").map((it) => it.advisory));
  const possible = new Set(verdicts.filter((it) => it.kind === "possible" && it.why !== "").map((it) => it.advisory));
  const applies = new Set((row.applies ?? []).map((it) => it.advisory));
  const near = new Set((row.not_applies ?? []).map((it) => it.advisory));
  const open = new Set((row.ambiguous ?? []).map((it) => it.advisory));
  for (const id of applies) {
    count[definite.has(id) ? "hit" : "missed"]++;
    for (const tag of row.tags ?? []) {
      const [hit, all] = tags.get(tag) ?? [0, 0];
      tags.set(tag, [hit + Number(definite.has(id)), all + 1]);
    }
  }
  for (const id of definite) {
    if (applies.has(id) || open.has(id)) continue;
    count.wrong++;
    if (near.has(id)) count.near++;
  }
  for (const id of open) {
    count.ambiguous++;
    if (possible.has(id)) count.shown++;
  }
}
const share = (a, b) => (a / (a + b || 1)).toFixed(3);
console.log(
  `precision ${share(count.hit, count.wrong)}, recall ${share(count.hit, count.missed)}, near misses called definite ${count.near}, ambiguous shown with a reason ${count.shown}/${count.ambiguous}`,
);
console.log([...tags].map(([tag, [hit, all]]) => `${tag} ${hit}/${all}`).join(", "));

measureComponents();

/** Components of a bill of materials against CVE records: share of rows with the right verdict. */
function measureComponents() {
  const path = join(folder, "sbom", "truth-components.json");
  if (!existsSync(path)) {
    console.log(`${path} is not there: components were not measured.`);
    return;
  }
  const truth = JSON.parse(readFileSync(path, "utf8"));
  const records = readCve(
    gunzipSync(readFileSync(join(folder, "cve5", "cve-records.jsonl.gz"))),
    "cve records",
  ).records;
  const byId = new Map(records.map((it) => [it.id, it]));
  const file = join(folder, "sbom", basename(truth.sbom));
  for (const bill of [file, file.replace(".cdx.json", ".spdx.json")].filter((it) => existsSync(it))) {
    const { bill: read } = readBill(readFileSync(bill), basename(bill));
    const verdicts = new Map();
    for (const row of truth.rows) {
      const record = byId.get(row.cve);
      const kind = record ? judgeNamedComponent(read, row.component, record).kind : "no record";
      const isRight = kind === (row.verdict === "ambiguous" ? "possible" : row.verdict);
      const [right, all] = verdicts.get(row.verdict) ?? [0, 0];
      verdicts.set(row.verdict, [right + Number(isRight), all + 1]);
      if (!isRight) console.log(`  ${row.cve} in ${row.component}: ${kind}, should be ${row.verdict}`);
    }
    const right = [...verdicts.values()].reduce((sum, [it]) => sum + it, 0);
    const parts = [...verdicts].map(([verdict, [it, all]]) => `${verdict} ${it}/${all}`).join(", ");
    console.log(`components of ${basename(bill)}: ${right}/${truth.rows.length} right (${parts})`);
    const begin = process.cpuUsage();
    const indexed = buildComponentIndex(records);
    const found = read.components
      .flatMap((it) => matchComponent(it, indexed))
      .filter((it) => it.kind !== "not_affected");
    console.log(
      `${read.components.length} components × ${records.length} records in ${seconds(process.cpuUsage(begin))} s of CPU (${found.length} affected or open)`,
    );
  }
}

// Every device has a firmware of its own, so that no verdict is shared.
start = process.cpuUsage();
const fleet = createMatcher(index);
let findings = 0;
for (let device = 0; device < DEVICES; device++) {
  const { observed } = rows[device % rows.length];
  const firmware = `${1 + (device % 30)}.${Math.floor(device / 30) % 100}.${Math.floor(device / 3000)}`;
  findings += fleet
    .match(observedProductOf({ ...observed, firmware }))
    .filter((it) => it.kind !== "not_affected").length;
}
console.log(`${DEVICES} devices matched anew in ${seconds(process.cpuUsage(start))} s of CPU (${findings} findings)`);
