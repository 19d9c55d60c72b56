import { afterAll, beforeEach, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { listKeptFiles, putKeptSource } from "@/lib/db/imports/kept-source";
import { discardStaleUploads } from "../imports/discard-stale-uploads";
import { discardLooseFiles } from "../knowledge/discard-loose-files";
import { applyRetention } from "../packets/apply-retention";
import { forgetOldBatches } from "../sensors/forget-old-batches";
import { timeOfAges } from "./time-of-ages";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const LEAP_MS = 10 * 365 * 24 * HOUR_MS;
const NOW = new Date();
const BEFORE = new Date(NOW.getTime() - LEAP_MS);
const SHA256 = "a".repeat(64);

afterAll(closeDatabase);
beforeEach(async () => {
  await sql.run("truncate setting, kept_source, source_content, import, sensor, knowledge_file cascade");
});

/** A kept file of ten years ago, as if the clock had leapt since. */
async function keepOne() {
  const [realm] = await sql.query<{ id: string }>(
    `with s as (insert into site (id, name) values (gen_random_uuid(), 'Plant ' || gen_random_uuid()) returning id)
     insert into realm (id, site_id, name) select gen_random_uuid(), id, 'plant' from s returning id`,
  );
  await sql.run(
    "insert into source_content (realm_id, sha256, file_name, format, is_complete) values ($1, $2, 'a', 'pcap', true)",
    [realm?.id, SHA256],
  );
  await putKeptSource(sql, { sha256: SHA256, format: "pcap", mode: "whole", remark: null, records: 1, bytes: 1 });
  await sql.run("update kept_source set kept_at = $1", [BEFORE]);
}

it("nothing is let go for its age because the clock leapt, and the log of activity says so once", async () => {
  await keepOne();
  expect(await timeOfAges(BEFORE)).toEqual(BEFORE);
  expect(await applyRetention()).toBe(0);
  expect(await applyRetention()).toBe(0);
  expect(await listKeptFiles()).toHaveLength(1);
  const audit = await sql.query<{ summary: string }>("select summary from audit_entry where action = 'clock.leapt'");
  expect(audit).toEqual([{ summary: expect.stringContaining(`from ${BEFORE.toISOString().slice(0, 16)} to`) }]);
});

/** An upload under way, the number of a sensor's batch, and a feed's file that no release lists yet, likewise. */
async function beginOthers() {
  const [realm] = await sql.query<{ id: string; siteId: string }>(`select id, site_id as "siteId" from realm limit 1`);
  await sql.run(
    `insert into import (id, site_id, realm_id, actor, state, created_at)
     values (gen_random_uuid(), $1, $2, 'Ann', 'receiving', $3)`,
    [realm?.siteId, realm?.id, BEFORE],
  );
  await sql.run(
    `with s as (insert into sensor (id, realm_id, name) values (gen_random_uuid(), $1, 'Cell 3') returning id)
     insert into sensor_batch (sensor_id, seq, packets, dropped, ledger, received_at) select id, 1, 1, 0, '{}', $2 from s`,
    [realm?.id, BEFORE],
  );
  await sql.run("insert into knowledge_file (sha256, bytes, packed, created_at) values ($1, 1, 'x', $2)", [
    SHA256,
    BEFORE,
  ]);
}

it("nor are uploads under way, numbers of batches that a sensor may send again, and feeds that are just taken in", async () => {
  await keepOne();
  await beginOthers();
  await timeOfAges(BEFORE);
  const goOf = async () => [await discardStaleUploads(), await forgetOldBatches(), await discardLooseFiles()];
  expect(await goOf()).toEqual([0, 0, 0]);
  // Where the clock ran on they go.
  await sql.run("delete from setting");
  expect(await goOf()).toEqual([1, 1, 1]);
});

it("what is old goes where the clock ran on, and a week after a leap", async () => {
  await keepOne();
  await timeOfAges(new Date(NOW.getTime() - HOUR_MS));
  expect(await applyRetention()).toBe(1);

  await timeOfAges(BEFORE);
  await timeOfAges(new Date(NOW.getTime() - WEEK_MS - HOUR_MS));
  await timeOfAges(new Date(NOW.getTime() - 2 * HOUR_MS));
  expect(await timeOfAges(NOW)).toEqual(NOW);
});
