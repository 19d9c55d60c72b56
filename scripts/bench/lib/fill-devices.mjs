import { generateDevices } from "./generate-inventory.mjs";
import { inPairs } from "./in-pairs.mjs";

/** Written by the product; the zones begin anew behind them (see `generateDevices`). */
const WRITTEN = 16_000;
const BATCH = 4_000;
const COPIED = 32_000;

const ip = (n) => `('10.' || (${n} >> 16 & 255) || '.' || (${n} >> 8 & 255) || '.' || (${n} & 255))`;
const mac = (n) => `('00:1b:' || regexp_replace(lpad(to_hex(${n}), 8, '0'), '(..)(..)(..)(..)', '\\1:\\2:\\3:\\4'))`;
/** The text with the device's own name, addresses and serial number, and nothing left of those that it was copied from. */
const renamed = (text) =>
  [
    [`ips[1]`, ip("n")],
    [`macs[1]`, mac("n")],
    [`'plc-' || base`, `'plc-' || n`],
    [`'sn' || base`, `'sn' || n`],
    [`'SN' || base`, `'SN' || n`],
  ].reduce((inner, [from, to]) => `replace(${inner}, ${from}, ${to})`, text);

const ID = "overlay(overlay(md5('device ' || n) placing '4' from 13) placing '8' from 17)::uuid";
const OWN = {
  id: ID,
  name: renamed("name"),
  serial: "'SN' || n",
  ips: `array[${ip("n")}]`,
  macs: `array[${mac("n")}]`,
  ip_order: "'4' || lpad(to_hex(167772160 + n), 8, '0')",
  search: renamed("search"),
  detail: `replace(${renamed("detail::text")}, id::text, (${ID})::text)::jsonb`,
  fingerprint: "md5('fingerprint ' || n)",
};

/**
 * Makes the inventory hold the first `devices` of the plant: the first of them through the product, the others as copies
 * of those with names and addresses of their own, as the product would take an hour for a million on a small machine.
 */
export async function fillDevices(product, place, devices) {
  for (let at = 0; at < Math.min(devices, WRITTEN); at += BATCH) {
    const batch = generateDevices(at, Math.min(BATCH, devices - at), place);
    await product.withTransaction((tx) => product.upsertDevices(tx, batch));
  }
  if (devices <= WRITTEN) return;
  const { sql } = product;
  const columns = await sql.query(
    "select column_name as name from information_schema.columns where table_name = 'device' and column_name <> 'rev'",
  );
  const names = columns.map(({ name }) => name);
  const [{ count: present }] = await sql.query("select count(*)::int as count from device");
  const indexes = await sql.query(
    `select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and tablename = 'device' and indexname not like '%_pkey'`,
  );
  for (const { name } of indexes) await sql.run(`drop index "${name}"`);
  await sql.run("drop table if exists bench_base");
  await sql.run(
    `create unlogged table bench_base as select substr(serial, 3)::int as base, d.* from device d
      where substr(serial, 3)::int < ${WRITTEN}`,
  );
  const batches = [];
  for (let at = Math.max(present, WRITTEN); at < devices; at += COPIED) batches.push(at);
  await inPairs(batches, (at) =>
    product.withTransaction(async (tx) => {
      // Without the triggers, which would keep every row of a statement in memory; they add up posture, below.
      await tx.run("set local session_replication_role = replica");
      await tx.run(
        `insert into device (${names.join(", ")})
         select ${names.map((name) => OWN[name] ?? `b.${name}`).join(", ")}
           from generate_series($1::int, $2::int - 1) n join bench_base b on b.base = n % ${WRITTEN}`,
        [at, Math.min(devices, at + COPIED)],
      );
    }),
  );
  await sql.run("drop table bench_base");
  await inPairs(indexes, ({ definition }) =>
    product.withTransaction(async (tx) => {
      await tx.run("set local maintenance_work_mem = '1GB'");
      await tx.run("set local max_parallel_maintenance_workers = 0");
      await tx.run(definition);
    }),
  );
  await addUpPosture(sql);
}

/** What the trigger does with added rows, done with all. */
async function addUpPosture(sql) {
  const [{ body }] = await sql.query("select prosrc as body from pg_proc where proname = 'posture_of_added'");
  await sql.run("truncate posture_sum");
  await sql.run(/insert into [^;]+/i.exec(body)[0].replace(/\bfrom added\b/i, "from device"));
}
