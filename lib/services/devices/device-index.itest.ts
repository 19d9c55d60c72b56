import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEVICE_SORTS } from "@/lib/contracts/choices";
import { deviceQuery } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import {
  countDevices,
  countFacets,
  type DevicePosition,
  type DeviceSort,
  findDevicePage,
} from "@/lib/db/devices/device-query";
import { forgetOldestGone } from "@/lib/db/gone-rows";
import { findRoutedSubnets } from "@/lib/db/imports/coverage";
import { countBlindDevices, findPostureNow } from "@/lib/db/inventory/posture-query";
import { listDeviceIds } from "@/lib/db/zones/map";
import { listZonesWithDevices } from "@/lib/db/zones/zone";
import type { CustomField } from "@/lib/domain/device/custom-field";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { DeviceIndex } from "./device-index";
import { readFilter } from "./read-query";

const FILTERS: Record<string, unknown>[] = [
  {},
  { vendor: ["Axis", "unknown"], state: "unsanctioned" },
  { zone: "unzoned", protocol: ["modbus", "http"] },
  { q: "device", role: "plc", riskBand: ["low", "medium"], purdueLevel: ["1", "3.5", "unknown"] },
  { vendor: "'; drop table device --", protocol: "{}" },
  { q: 'zone:"cell 3" -vendor:siemens' },
  { q: 'zone:"cell 2" -vendor:siemens last<9000d' },
  { q: "vendor:siemens or port:502 or ip:10.1.1.0/24", state: ["sanctioned", "unsanctioned"] },
  { q: "-(protocol:modbus or zone:hall) risk>5 last:*" },
  { q: "firmware>=1 level:1..4 site:north* realm:core,cell" },
  { q: "name:unknown or serial:* or mac:00" },
  { q: "port:1..502/tcp -ip:10.1.2.0/24 -conflict:duplicate-ip" },
  { q: "custom.rack>7 or notes:* or child:cpu or conflict:*" },
  { q: "serial:1 name:device" },
  { q: JSON.stringify(HOSTILE_NAMES[2]) },
];

const CUSTOM_FIELDS: readonly CustomField[] = [
  { key: "inventory", title: "Inventory", type: "text", choices: [] },
  { key: "rack", title: "Rack", type: "number", choices: [] },
  { key: "warranty", title: "Warranty", type: "date", choices: [] },
  { key: "cabinet", title: "Cabinet", type: "choice", choices: ["low", "' or 1=1", "high"] },
  { key: "unset", title: "Unset", type: "text", choices: [] },
];
const SORTS: readonly Exclude<DeviceSort, "id">[] = [...DEVICE_SORTS, ...CUSTOM_FIELDS];

/** Values of each type, with gaps, equal ones, ones that begin alike, and such as are none of their type. */
async function writeCustomValues(): Promise<void> {
  const devices = await sql.query<{ id: string }>("select id from device order by md5(id::text)");
  for (const [at, { id }] of devices.entries()) {
    const values = {
      ...(at % 5 === 0 ? {} : { inventory: `${at % 2 ? "inv" : "INV"}-000${at % 17}-${at % 3}` }),
      ...(at % 4 === 0 ? {} : { rack: ["-2.5", "10", "9", "1e+21", "rack 9", "1e999", "٣"][at % 7] }),
      ...(at % 3 === 0 ? {} : { warranty: `202${at % 10}-01-0${1 + (at % 4)}` }),
      ...(at % 6 === 0 ? {} : { cabinet: ["high", "low", "' or 1=1", "gone"][at % 4] }),
    };
    await sql.run("update device set custom = $2::jsonb where id = $1", [id, JSON.stringify(values)]);
  }
}

const index = new DeviceIndex();
let realms: string[];
beforeAll(async () => {
  await seedInventory(60);
  realms = (await sql.query<{ id: string }>("select id from realm order by name")).map(({ id }) => id);
  await writeCustomValues();
  await index.load();
});
afterAll(closeDatabase);

const filterOf = (filter: Record<string, unknown>) => readFilter(deviceQuery.parse(filter));
const sorted = (counts: { facet: string; value: string; count: number }[]) =>
  counts.map(({ facet, value, count }) => `${facet} ${value} ${count}`).sort();

async function expectSameAnswers(raw: Record<string, unknown>) {
  const filter = filterOf(raw);
  expect(sorted(await index.facets(filter))).toEqual(sorted(await countFacets(filter)));
  expect(await index.count(filter)).toBe(await countDevices(filter));
  for (const limit of [3, 500]) expect(await index.idsOf(filter, limit)).toEqual(await listDeviceIds(filter, limit));
  for (const sort of SORTS) {
    for (const isDescending of [false, true]) {
      let after: DevicePosition | null = null;
      do {
        const request: Parameters<DeviceIndex["page"]>[0] = { filter, sort, isDescending, after, limit: 7 };
        const mine: Awaited<ReturnType<DeviceIndex["page"]>> = await index.page(request);
        const theirs = await findDevicePage(request);
        expect(mine.ids).toEqual(theirs.rows.map(({ id }) => id));
        expect(mine.next).toEqual(theirs.next);
        expect(mine.total).toBe(await countDevices(filter));
        after = mine.next;
      } while (after);
      const further = { filter, sort, isDescending, after: null, offset: 9, limit: 7 };
      expect((await index.page(further)).ids).toEqual((await findDevicePage(further)).rows.map(({ id }) => id));
    }
  }
}

describe("the columns in memory answer as PostgreSQL does", () => {
  for (const filter of FILTERS) it(JSON.stringify(filter), () => expectSameAnswers(filter));

  it("in one realm and in several", async () => {
    expect(realms.length).toBeGreaterThan(1);
    for (const realm of realms) {
      await expectSameAnswers({ realm });
      expect(await countDevices(filterOf({ realm }))).toBeGreaterThan(0);
      await expectSameAnswers({ realm, q: "device", state: "unsanctioned" });
    }
    await expectSameAnswers({ realm: realms });
  });

  it("sums by zone, and posture", async () => {
    const sums = await index.sums();
    const zones = await listZonesWithDevices();
    expect(zones.length).toBeGreaterThan(1);
    for (const { id, deviceCount, unsanctionedCount, riskSum, riskMax } of zones) {
      expect(sums.zones.get(id)).toEqual({ deviceCount, unsanctionedCount, riskSum, riskMax });
    }
    const now = await findPostureNow();
    expect({ ...sums.posture, riskMean: sums.posture.riskMean.toFixed(9) }).toEqual({
      ...now,
      riskMean: now.riskMean.toFixed(9),
    });
    expect(sums.unzonedWithRetired).toBe(await countDevices({ zone: [UNZONED] }));
    expect(sums).toMatchObject(await countBlindDevices());
    const routed = await findRoutedSubnets();
    expect(sums.routedSubnets).toEqual(routed.map(({ realmId, cidr, devices }) => ({ realmId, cidr, devices })));
  });

  it("also after devices changed, went and came back", async () => {
    const devices = await sql.query<{ id: string }>("select id from device order by id limit 6");
    const [first, second, third] = devices.map(({ id }) => id);
    await sql.run(
      "update device set vendor = 'Newmaker', tags = '{spare}', search = 'newmaker wörd 日本', risk_score = 99 where id = $1",
      [first],
    );
    await sql.run(`update device set custom = '{"inventory":"inv-000","rack":"9.5"}' where id = $1`, [first]);
    await sql.run("delete from device where id = any($1::uuid[])", [[second, third]]);
    for (const filter of [
      {},
      { q: "wörd" },
      { q: "日本 tag:spare" },
      { vendor: ["Newmaker"] },
      { q: "vendor:newmaker" },
    ]) {
      await expectSameAnswers(filter);
    }
    const page = await index.page({
      filter: filterOf({ q: "tag:spare" }),
      sort: "risk",
      isDescending: true,
      after: null,
      limit: 5,
    });
    expect(page).toMatchObject({ ids: [first], total: 1 });
  });

  it("also when what went since it last read is not kept any more", async () => {
    const before = await index.count({});
    const devices = await sql.query<{ id: string }>("select id from device order by id limit 3");
    for (const { id } of devices) await sql.run("delete from device where id = $1", [id]);
    await forgetOldestGone(1);
    expect(await index.count({})).toBe(before - 3);
    for (const filter of FILTERS) await expectSameAnswers(filter);
  });
});
