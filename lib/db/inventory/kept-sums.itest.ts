import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mergeSpans } from "@/lib/domain/coverage/coverage";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "../client";
import { findConflictPartners } from "../devices/conflict-query";
import { countAllVersions, countVersions } from "../devices/device-version";
import { liveCoveragePrint, sumLiveCoverage } from "../imports/coverage";
import { insertSensorBatch } from "../sensor";
import { withTransaction } from "../transaction";

beforeAll(() => seedInventory(30));
afterAll(closeDatabase);

const HOUR_US = 3_600_000_000;

it("sums of a sensor's hours are those of its batches, in whatever order and however often they come", async () => {
  const sensorId = randomUUID();
  await sql.run("insert into sensor (id, realm_id, name) select $1, id, 'S' from realm limit 1", [sensorId]);
  const [content] = await sql.query<{ id: number }>(
    `insert into source_content (realm_id, sha256, file_name, format, is_complete, sensor_id)
     select id, 'day', 'day', 'sensor', true, $1 from realm limit 1 returning id`,
    [sensorId],
  );
  await sql.run(
    `insert into content_coverage (content_id, revision, figures) values ($1, 0, '{"flows": 1, "packets": 2}')`,
    [content?.id],
  );
  // Minutes that touch, one over the hour's end, one that lies inside another, a pause, and one in which nothing was seen.
  const minutes = [
    [0, 1],
    [1, 2],
    [59, 61],
    [61, 62],
    [60, 61],
    [200, 210],
    [205, 206],
    [2, 59],
  ];
  const batches = [...minutes, [null, null]].map(([from, to], seq) => ({
    ...{ sensorId, seq, packets: 10, dropped: seq, digest: `${seq}` },
    firstSeenUs: from == null ? null : from * 60_000_000 + 5 * HOUR_US,
    lastSeenUs: to == null ? null : to * 60_000_000 + 5 * HOUR_US,
    ledger: { records: 7 + seq, ignored: seq, truncated: 1, malformed: 0 },
  }));
  const order = [4, 0, 8, 2, 7, 1, 6, 3, 5, 2, 8];
  const prints: string[] = [];
  for (const seq of order) {
    await withTransaction((tx) => insertSensorBatch(tx, batches[seq] as (typeof batches)[number]));
    prints.push(await liveCoveragePrint());
  }
  // What was added up is kept until a batch is new.
  expect(new Set(prints).size).toBe(batches.length);
  expect(prints.slice(-3)).toEqual(Array(3).fill(prints.at(-1)));
  const [row] = (await sumLiveCoverage()).filter(({ sensor }) => sensor === "S");
  const [read] = await sql.query(
    `select sum(dropped)::int as dropped, sum((ledger->>'records')::int)::int as records, sum((ledger->>'ignored')::int)::int as ignored,
            sum((ledger->>'truncated')::int)::int as truncated, sum((ledger->>'malformed')::int)::int as malformed
       from sensor_batch where sensor_id = $1`,
    [sensorId],
  );
  expect(row).toMatchObject(read as object);
  // Told by the hour in which the last packet was seen, as before.
  const hours = await sql.query<{ fromUs: number; toUs: number }>(
    `select min(first_seen_us) as "fromUs", max(last_seen_us) as "toUs" from sensor_batch
      where sensor_id = $1 and first_seen_us is not null group by last_seen_us / ${HOUR_US}`,
    [sensorId],
  );
  const merged = mergeSpans(hours);
  expect(merged).toHaveLength(2);
  expect([...(row?.spans ?? [])].sort((a, b) => a.fromUs - b.fromUs)).toEqual(merged);
});

it("how many devices a past time showed is what reading all versions gives, after they came, ended, moved and went", async () => {
  const times = [0, 1, 2, 3, 4, 5].map((day) => new Date(Date.UTC(2026, 0, 10 + day)));
  const expectTrue = async () => {
    const counts = [];
    for (const at of times) counts.push([await countAllVersions(at), await countVersions(at, {})]);
    for (const [kept, read] of counts) expect(kept).toBe(read);
    return counts.map(([kept]) => kept);
  };
  await sql.run("delete from device_version");
  expect(await expectTrue()).toEqual([0, 0, 0, 0, 0, 0]);
  await sql.run(
    `insert into device_version (device_id, from_at, until_at, row, print)
     select gen_random_uuid(), '2026-01-09'::timestamptz + n % 4 * interval '1 day',
            case when n % 3 = 0 then '2026-01-13'::timestamptz end, '{"riskScore": 5}', n::text from generate_series(1, 20) n`,
  );
  const came = await expectTrue();
  expect(new Set(came).size).toBeGreaterThan(3);
  await sql.run(
    "update device_version set until_at = '2026-01-14' where until_at is null and print in ('1', '2', '4')",
  );
  await sql.run("update device_version set from_at = from_at - interval '1 day' where print in ('7', '11')");
  await sql.run("delete from device_version where print in ('5', '6')");
  expect(await expectTrue()).not.toEqual(came);
});

it("finds who else shows a contradiction by its key", async () => {
  const shown = await sql.query<{ id: string; key: string }>(
    `select d.id, c->>'key' as key from device d, jsonb_array_elements(d.detail->'conflicts') c where conflict_count > 0`,
  );
  expect(shown.length).toBeGreaterThan(0);
  for (const key of new Set(shown.map((it) => it.key))) {
    const ids = shown.filter((it) => it.key === key).map(({ id }) => id);
    expect((await findConflictPartners([key])).map(({ id }) => id).sort()).toEqual([...new Set(ids)].sort());
  }
  expect(await findConflictPartners([randomUUID()])).toEqual([]);
});
