import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { MAX_CHANGES_OF_KIND } from "@/lib/contracts/changes";
import { closeDatabase, sql } from "@/lib/db/client";
import { findChangedVersions } from "@/lib/db/devices/device-version";
import { compareText } from "@/lib/domain/compare-text";
import { emptyDatabase } from "@/lib/testing/take-in";
import { exportChanges } from "./export-changes";
import { listChanges } from "./list-changes";

beforeEach(emptyDatabase);
afterAll(closeDatabase);

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const BLANK = {
  ...{ vendor: null, model: null, serial: null, role: null, os: null, owner: null, state: "unsanctioned" },
  ...{ zoneName: null, riskScore: 0, ips: [], macs: [], services: [] },
};

interface Version {
  readonly id: string;
  readonly fromDay: number;
  readonly untilDay: number | null;
  readonly firmware: string;
}

async function write(versions: readonly Version[]): Promise<void> {
  await sql.run(
    `insert into device_version (device_id, from_at, until_at, row, print)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::jsonb[], $5::text[])`,
    [
      versions.map(({ id }) => id),
      versions.map(({ fromDay }) => at(fromDay)),
      versions.map(({ untilDay }) => untilDay && at(untilDay)),
      versions.map(({ id, firmware }) => JSON.stringify({ ...BLANK, name: `plc-${id}`, firmware })),
      versions.map(({ firmware }) => firmware),
    ],
  );
}

/** Devices that change on some of ten days, some of them back to what they were, and some of which are gone in the end. */
function someVersions(count: number): Version[] {
  return Array.from({ length: count }, (_, device) => ({ device, id: randomUUID() })).flatMap(({ device, id }) => {
    const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((day) => (device * 7 + day * day) % 4 === 0);
    return days.map((fromDay, index) => ({
      ...{ id, fromDay, firmware: `V${(device + index) % 2}` },
      untilDay: days[index + 1] ?? (device % 5 === 0 ? 11 : null),
    }));
  });
}

function changedBetween(versions: readonly Version[], from: number, to: number): string[] {
  const firmwareAt = (id: string, day: number) =>
    versions.find((it) => it.id === id && it.fromDay <= day && (it.untilDay === null || it.untilDay > day))?.firmware;
  return [...new Set(versions.map(({ id }) => id))]
    .filter((id) => firmwareAt(id, from) !== firmwareAt(id, to))
    .sort(compareText);
}

it("finds every device that differs between two times, and some of them where there are more than asked for", async () => {
  const versions = someVersions(60);
  await write(versions);
  for (const [from, to] of [
    [0, 1],
    [1, 4],
    [3, 10],
    [5, 12],
    [10, 12],
  ] as const) {
    const all = changedBetween(versions, from, to);
    // Devices that changed back fill the first rows that are read: more are read then.
    for (const limit of [1, 3, 10, 200]) {
      const found = (await findChangedVersions(at(from), at(to), limit)).map(({ id }) => id);
      expect(found, `${limit} of ${from} to ${to}`).toHaveLength(Math.min(limit, all.length));
      expect(all).toEqual(expect.arrayContaining(found));
    }
    expect((await findChangedVersions(at(from), at(to), 200)).map(({ id }) => id)).toEqual(all);
  }
});

it("compares as many devices as it was asked for, however many changed", async () => {
  await write(Array.from({ length: 300 }, () => ({ id: randomUUID(), fromDay: 2, untilDay: null, firmware: "V1" })));
  const asked = vi.spyOn(sql, "query");
  expect(await findChangedVersions(at(1), at(3), 10)).toHaveLength(10);
  const compared = asked.mock.calls.flatMap(([, parameters]) => parameters?.filter(Array.isArray) ?? []);
  expect(compared.map(({ length }) => length)).toEqual([20]);
  asked.mockRestore();
});

it("lists the first of each kind and counts all, of which the file has every one", async () => {
  const count = MAX_CHANGES_OF_KIND + 7;
  const devices = Array.from({ length: count }, () => randomUUID());
  await write([
    ...devices.map((id) => ({ id, fromDay: 1, untilDay: 3, firmware: "V1" })),
    ...devices.map((id) => ({ id, fromDay: 3, untilDay: null, firmware: "V2" })),
    { id: randomUUID(), fromDay: 3, untilDay: null, firmware: "V1" },
  ]);
  const times = { from: at(2).toISOString(), to: at(4).toISOString() };
  const { items, counts } = await listChanges(systemActor, times);
  expect(counts.filter((it) => it.count > 0)).toEqual([
    { kind: "new", count: 1 },
    { kind: "firmware", count },
  ]);
  const names = items.map(({ kind, deviceName }) => `${kind} ${deviceName}`);
  const all = ["new", ...devices.map(() => "firmware")];
  expect(items.map(({ kind }) => kind)).toEqual(all.slice(0, 1 + MAX_CHANGES_OF_KIND));
  expect(names.slice(1)).toEqual(names.slice(1).sort(new Intl.Collator("en", { numeric: true }).compare));
  let text = "";
  for await (const piece of exportChanges(systemActor, times)) text += piece;
  for (const id of devices) expect(text).toContain(id);
});

it("compares devices once for as long as none of their versions is another, and says anew where they went", async () => {
  const [gone, other] = [randomUUID(), randomUUID()];
  await write([{ id: gone, fromDay: 21, untilDay: 23, firmware: "V1" }]);
  const times = { from: at(22).toISOString(), to: at(25).toISOString() };
  const asked = vi.spyOn(sql, "query");
  const comparisons = () => asked.mock.calls.filter(([text]) => text.includes("left join lateral")).length;
  expect((await listChanges(systemActor, times)).items).toMatchObject([{ kind: "gone", otherId: null }]);
  const before = comparisons();
  await sql.run("insert into device_redirect (old_id, new_id) values ($1, $2)", [gone, other]);
  await sql.run("update conversation_revision set rev = rev + 1");
  expect((await listChanges(systemActor, times)).items).toMatchObject([{ kind: "merged", otherId: other }]);
  expect([before, comparisons()]).toEqual([1, 1]);
  asked.mockRestore();
});
