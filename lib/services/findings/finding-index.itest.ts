import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import {
  countFindings,
  type FindingRecord,
  findFindingPage,
  groupFindings,
  replaceFindings,
} from "@/lib/db/findings/finding";
import { forgetOldestGone } from "@/lib/db/gone-rows";
import { withTransaction } from "@/lib/db/transaction";
import { FINDING_DECISIONS, FINDING_VERDICTS } from "@/lib/domain/finding/finding";
import type { FindingFilter, FindingGroupPosition, FindingPosition } from "@/lib/domain/finding/finding-filter";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { FindingIndex } from "./finding-index";

const index = new FindingIndex();
let devices: { id: string; zoneId: string | null; siteId: string; realmIds: string[] }[];

function findingOf(deviceId: string, n: number): FindingRecord {
  const key = n % 5 === 0 ? "telnet" : `ssa-${n % 7}`;
  return {
    id: randomUUID(),
    deviceId,
    kind: n % 5 === 0 ? "hardening" : "vulnerability",
    key,
    title: n % 11 === 0 ? (HOSTILE_NAMES[n % HOSTILE_NAMES.length] as string) : `Weakness of ${key}`,
    verdict: FINDING_VERDICTS[n % 3] as FindingRecord["verdict"],
    confidence: null,
    question: null,
    product: n % 4 === 0 ? null : `Maker Product-${n % 3}`,
    cves: n % 2 === 0 ? [`CVE-2026-${1000 + (n % 9)}`, "CVE-2020-0001"] : [],
    cvss: n % 6 === 0 ? null : (n % 100) / 10,
    epss: null,
    isKev: n % 13 === 0,
    exploitation: "none",
    decision: FINDING_DECISIONS[n % 4] as FindingRecord["decision"],
    priority: (n % 4) * 1000 + (n % 3),
    fix: null,
    detail: {},
    fingerprint: `${n}`,
  };
}

const write = (ids: readonly string[], findings: readonly FindingRecord[]) =>
  withTransaction((tx) => replaceFindings(tx, ids, findings));

beforeAll(async () => {
  await seedInventory(60);
  devices = await sql.query(
    'select id, zone_id as "zoneId", site_id as "siteId", realm_ids as "realmIds" from device order by id',
  );
  await write(
    devices.map(({ id }) => id),
    devices.flatMap(({ id }, at) => Array.from({ length: at % 6 }, (_, nth) => findingOf(id, at * 7 + nth * 3))),
  );
  await index.load();
});
afterAll(closeDatabase);

const filters = (): FindingFilter[] => [
  {},
  { kind: ["hardening"] },
  { verdict: ["affected", "possible"], decision: ["immediate", "out-of-cycle"] },
  { deviceId: devices[11]?.id as string },
  { key: "ssa-3", verdict: ["affected"] },
  { zoneId: ["none"] },
  { zoneId: [devices.find((it) => it.zoneId)?.zoneId as string, "none"], isKev: true },
  { scope: { site: devices[0]?.siteId, realm: undefined } },
  ...[...new Set(devices.flatMap((it) => it.realmIds))].map((realm) => ({ scope: { realm } })),
  { scope: { realm: devices[3]?.realmIds[0] }, verdict: ["affected"] },
  { product: "Maker Product-1" },
  { isKev: true },
  { text: "cve-2026-100" },
  { text: "WEAKNESS of ssa-4" },
  { text: "device" },
  { text: "'; drop table finding --" },
  { text: "100%_" },
];

async function expectSameAnswers(filter: FindingFilter) {
  let after: FindingPosition | null = null;
  do {
    const mine: Awaited<ReturnType<FindingIndex["page"]>> = await index.page(filter, after, 7);
    const theirs = await findFindingPage(filter, after, 7);
    expect(mine.ids).toEqual(theirs.rows.map(({ id }) => id));
    expect(mine.next).toEqual(theirs.next);
    expect(mine.counts).toEqual(await countFindings(filter));
    after = mine.next;
  } while (after);
  for (const by of ["product", "key", "zone"] as const) {
    const all = await groupFindings(filter, by, null, 1_000);
    expect(await index.groups(filter, by, null, 1_000)).toEqual(all);
    const walked = [];
    let behind: FindingGroupPosition | null = null;
    do {
      const page: Awaited<ReturnType<FindingIndex["groups"]>> = await index.groups(filter, by, behind, 2);
      expect(page).toEqual(await groupFindings(filter, by, behind, 2));
      walked.push(...page);
      behind = page.at(-1) ?? null;
    } while (behind);
    expect(walked).toEqual(all);
  }
}

describe("the findings in memory answer as PostgreSQL does", () => {
  it("has many findings of few devices to answer about", async () => {
    const { counts } = await index.page({}, null, 1);
    expect(counts.total).toBeGreaterThan(100);
    expect(counts.devices).toBeLessThan(counts.total);
  });

  it("under every filter, page by page, for lists, counts and groups", async () => {
    for (const filter of filters()) await expectSameAnswers(filter);
  });

  it("also after findings changed and went, and after devices moved, were renamed, retired and removed", async () => {
    const [moved, retired, removed, emptied, news] = [5, 11, 17, 23, 29].map((at) => devices[at]?.id as string);
    await sql.run("update device set zone_id = null, name = 'Moved device' where id = $1", [moved]);
    await sql.run("update device set state = 'retired' where id = $1", [retired]);
    await sql.run("delete from device where id = $1", [removed]);
    await write([emptied as string], []);
    await write([news as string], [findingOf(news as string, 4), { ...findingOf(news as string, 8), priority: 9_999 }]);
    for (const filter of [...filters(), { text: "moved DEVICE" }]) await expectSameAnswers(filter);
    expect((await index.page({ deviceId: retired as string }, null, 5)).counts.total).toBe(0);
    expect((await index.page({ deviceId: removed as string }, null, 5)).counts.total).toBe(0);
  });

  it("also when what went since they last read is not kept any more", async () => {
    for (const at of [6, 12, 18]) await write([devices[at]?.id as string], []);
    await sql.run("update device set name = 'Renamed meanwhile' where id = $1", [devices[2]?.id]);
    await forgetOldestGone(1);
    for (const filter of [...filters(), { text: "renamed meanwhile" }]) await expectSameAnswers(filter);
  });
});
