import { expect } from "vitest";
import { sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { rebuildInventory } from "@/lib/services/inventory/rebuild-inventory";
import { inventorySnapshot } from "./take-in";

/** All that a rebuild writes, also what only the next one reads. */
async function everything() {
  const findings = await sql.query("select id, device_id, fingerprint from finding order by id");
  const rhythms = await sql.query("select * from device_rhythm order by device_id");
  const endpoints = await sql.query("select * from unconfirmed_endpoint order by key");
  const rollup = await sql.query("select day, cells from flow_rollup_day order by day");
  const sums = await sql.query("select * from flow_rollup order by content_id, day, from_zone, to_zone, protocol");
  const facts = await sql.query(
    `select content_id, realm_id, array(select it from unnest(floods) it order by it) as floods, listening_from, listening_to
       from content_facts order by content_id`,
  );
  const links = await sql.query(
    "select distinct content_id, link, mac, ip from content_link order by content_id, link, mac, ip",
  );
  return { ...(await inventorySnapshot()), findings, rhythms, endpoints, rollup, sums, facts, links };
}

/** What stands there is what computing the whole gives, row for row. */
export async function expectWhole(): Promise<void> {
  const parts = await everything();
  // As if nothing had ever been added up: what goes by differences must give the same as beginning anew.
  await sql.run("insert into flow_rollup_stale select id from source_content on conflict do nothing");
  const outcome = await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  expect(outcome).toMatchObject({ scope: "whole", devicesNew: 0, devicesChanged: 0 });
  const wholes = await everything();
  for (const table of Object.keys(parts) as (keyof typeof parts)[]) {
    expect({ table, rows: wholes[table] }).toEqual({ table, rows: parts[table] });
  }
}
