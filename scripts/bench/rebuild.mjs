/**
 * What does a small import cost in a large inventory? Fills the database with the evidence and flows of an invented
 * plant through the product's own write functions, computes the whole, then takes in one small file and compares the
 * CPU of computing only what it touches with that of computing everything. Both must leave the same devices. Then it takes
 * the small files out again, each after a preview that must say what the deletion does.
 *
 *   npm run bench:rebuild [-- --devices 100000 --small 20 --pairs 3]
 *
 * CPU is node's and the database's together.
 */
import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { withBenchDatabase } from "./lib/bench-database.mjs";
import { flowBetween, observationsOf } from "./lib/polled-devices.mjs";
import { Goals, machineLine, printTable, round } from "./lib/report.mjs";
import { median } from "./lib/statistics.mjs";

const { values } = parseArgs({
  options: {
    devices: { type: "string", default: "100000" },
    small: { type: "string", default: "20" },
    pairs: { type: "string", default: "3" },
  },
});
const [deviceCount, smallCount, pairs] = [values.devices, values.small, values.pairs].map(Number);
const START_US = Date.UTC(2026, 0, 5) * 1000;
const HOUR_US = 3_600e6;
/** Short enough that nobody else falls silent while it is listened to. */
const SMALL_US = 240e6;

const goals = new Goals();
console.log(machineLine());
await withBenchDatabase(
  "rebuild",
  [
    "lib/db/transaction",
    "lib/db/evidence/evidence",
    "lib/db/flows/flow",
    "lib/db/sites/realm",
    "lib/auth/session",
    "lib/services/inventory/rebuild-inventory",
    "lib/services/imports/delete-import",
  ],
  run,
);
goals.print();

async function run({ product, cpuOf }) {
  const { realmId } = await product.withTransaction((tx) => product.ensureRealm(tx, "Plant", "core"));

  const PER_CONTENT = 10_000;
  for (let at = 0; at < deviceCount; at += PER_CONTENT) {
    await addContent(product, realmId, `day-${at}`, at, Math.min(PER_CONTENT, deviceCount - at), START_US);
  }
  await product.sql.run("vacuum analyze");
  const rebuild = async (options) => {
    let answer;
    const ms = await cpuOf(async () => {
      answer = await product.withTransaction((tx) => product.rebuildInventory(tx, options));
    });
    return { ms, answer };
  };
  const first = await rebuild();
  const [{ count }] = await product.sql.query("select count(*)::int as count from device");
  console.log(`\n${count} devices computed from nothing: ${round(first.ms / 1000)} s CPU`);

  const parts = [];
  const wholes = [];
  const imports = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Devices that were there and talk again.
    const from = Math.floor((deviceCount / (pairs + 1)) * (pair + 1));
    const startUs = START_US + (2 + pair) * HOUR_US;
    const contentId = await addContent(product, realmId, `small-${pair}`, from, smallCount, startUs, SMALL_US);
    imports.push(await addImport(product, realmId, contentId));
    const part = await rebuild();
    const whole = await rebuild({ whole: true });
    if (part.answer.scope !== "part") throw new Error(`The whole was computed: ${part.answer.because}.`);
    if (whole.answer.devicesNew + whole.answer.devicesChanged + whole.answer.devicesGone > 0)
      throw new Error("The part and the whole differ.");
    parts.push(part.ms);
    wholes.push(whole.ms);
  }
  printTable(
    ["a file of so many devices", "part, ms CPU", "whole, ms CPU", "ratio"],
    [[smallCount, round(median(parts)), round(median(wholes)), round(median(parts) / median(wholes))]],
  );
  goals.add("a small import, part v. whole", median(parts) / median(wholes), { atMost: 0.1 });
  await takeOut(product, cpuOf, imports, median(wholes));
}

async function takeOut({ systemActor, previewImportDeletion, deleteImport }, cpuOf, imports, wholeMs) {
  const previews = [];
  const deletions = [];
  for (const id of imports) {
    let foretold;
    let done;
    const preview = async () => {
      foretold = await previewImportDeletion(systemActor, id);
    };
    const takeOutOne = async () => {
      done = await deleteImport(systemActor, id, "Only a bench");
    };
    previews.push(await cpuOf(preview));
    deletions.push(await cpuOf(takeOutOne));
    if (!isDeepStrictEqual(foretold, done)) throw new Error("The preview and the deletion differ.");
    if (done.devicesChanged === 0) throw new Error("The deletion changed nothing.");
  }
  printTable(
    ["a file of so many devices", "preview of its deletion, ms CPU", "deletion, ms CPU"],
    [[smallCount, round(median(previews)), round(median(deletions))]],
  );
  goals.add("preview of a small deletion v. whole", median(previews) / wholeMs, { atMost: 0.1 });
  goals.add("a small deletion v. whole", median(deletions) / wholeMs, { atMost: 0.1 });
}

/** A file in which `count` devices, beginning with the one of number `first`, are seen and poll the next one. */
async function addContent(product, realmId, name, first, count, startUs, lengthUs = HOUR_US) {
  const { sql, withTransaction, insertEvidence, insertFlows } = product;
  const span = { startUs, lengthUs };
  const devices = Array.from({ length: count }, (_, at) => first + at);
  const observations = devices.flatMap((n) => observationsOf(n, span));
  const flows = devices.slice(1).map((n, at) => flowBetween(n - 1, n, span, at + 1));
  const sha256 = createHash("sha256").update(name).digest("hex");
  const [content] = await sql.query(
    `insert into source_content (realm_id, sha256, file_name, format, is_complete, committed_observations, committed_flows)
     values ($1, $2, $3, 'pcap', true, $4, $5) returning id`,
    [realmId, sha256, `${name}.pcap`, observations.length, flows.length],
  );
  await withTransaction(async (tx) => {
    await insertEvidence(tx, content.id, 0, observations);
    await insertFlows(tx, content.id, 0, flows);
  });
  return content.id;
}

/** An import that has ended, with one file. */
async function addImport({ sql }, realmId, contentId) {
  const id = randomUUID();
  await sql.run(
    `insert into import (id, site_id, realm_id, actor, state)
     select $1, site_id, id, 'A. Keeper', 'done' from realm where id = $2`,
    [id, realmId],
  );
  await sql.run(
    `insert into import_file (id, import_id, number, name, declared_bytes, received_bytes, state, format, content_id)
     select $1, $2, 0, file_name, 1, 1, 'read', format, id from source_content where id = $3`,
    [randomUUID(), id, contentId],
  );
  return id;
}
