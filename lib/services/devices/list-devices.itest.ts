import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { DEVICE_SORTS } from "@/lib/contracts/choices";
import { type DeviceRow, deviceFacets, devicePage, deviceQuery } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { versionOrder } from "@/lib/domain/query/version-order";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { listDeviceFacets } from "./list-device-facets";
import { listDevices } from "./list-devices";

const ask = async (query: Record<string, unknown> = {}) =>
  devicePage.parse(await listDevices(systemActor, deviceQuery.parse(query)));
const askFacets = async (query: Record<string, unknown> = {}) =>
  deviceFacets.parse(await listDeviceFacets(systemActor, deviceQuery.parse(query))).facets;

let all: DeviceRow[];
let siteId: string;
beforeAll(async () => {
  siteId = (await seedInventory(60)).siteId;
  all = (await ask({ limit: 500 })).items;
});
afterAll(closeDatabase);

describe("pages", () => {
  it("holds the seeded devices: 60 of one realm, and 5 of another with the same addresses", () => {
    expect(all).toHaveLength(65);
    expect(all.filter((row) => row.realms.includes("cell"))).toHaveLength(5);
  });

  for (const sort of DEVICE_SORTS) {
    for (const order of ["asc", "desc"] as const) {
      it(`visits every device once, sorted by ${sort} ${order}, unknown last`, async () => {
        const rows: DeviceRow[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await ask({ sort, order, limit: 7, ...(cursor ? { cursor } : {}) });
          rows.push(...page.items);
          if (page.next === null) break;
          cursor = page.next;
        }
        expect(new Set(rows.map((row) => row.id)).size).toBe(65);
        expect(rows).toHaveLength(65);
        const values = rows.map((row) => sortValue(row, sort));
        const known = values.filter((value) => value !== null);
        expect(values.slice(0, known.length)).toEqual(known);
        for (let at = 1; at < known.length; at++) {
          const [before, after] = [known[at - 1] as string, known[at] as string];
          expect(order === "asc" ? before <= after : before >= after).toBe(true);
        }
      });
    }
  }

  it("counts exactly, with and without filters", async () => {
    const page = await ask({ vendor: "Axis", limit: 1 });
    expect(page).toMatchObject({ totalAll: 65, total: all.filter((row) => row.vendor?.value === "Axis").length });
    expect(page.items).toHaveLength(1);
  });

  it("refuses a cursor of another order, a forged one and one with SQL in it", async () => {
    const { next } = await ask({ sort: "name", limit: 5 });
    const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const id = all[0]?.id;
    const forged = [
      next,
      "x",
      forge(["name", false, "a'; drop table device --", "1 or 1=1"]),
      forge(["name; drop table device", false, "a", id]),
      forge(["risk", true, "9", id]),
      forge(["risk", true, 1e300, id]),
      forge(["risk", true, 1.5, id]),
      forge(["field:rack", true, 1, id]),
      forge({ sort: "risk" }),
      forge(null),
    ];
    for (const cursor of forged) {
      await expect(ask({ sort: "risk", cursor })).rejects.toMatchObject({ code: "bad-request" });
    }
    const harmless = forge(["name", false, "'; drop table device --", id]);
    await expect(ask({ sort: "name", cursor: harmless })).resolves.toBeDefined();
    expect(await sql.query("select 1 from device")).toHaveLength(65);
  });

  it("sorts by a field of the installation's own, over pages, and by one that is defined no more", async () => {
    await sql.run("insert into custom_field (key, title, type, choices) values ('rack', 'Rack', 'number', '{}')");
    await sql.run(
      `update device set custom = jsonb_build_object('rack', (at % 12)::text)
         from (select id, row_number() over (order by id) as at from device) it where it.id = device.id and at <= 30`,
    );
    for (const expected of [[...Array(12).keys()], [0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9]]) {
      const racks: (string | undefined)[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await ask({ sort: "field:rack", limit: 7, ...(cursor ? { cursor } : {}) });
        racks.push(...page.items.map(({ custom }) => custom.rack));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(racks).toHaveLength(65);
      expect([...new Set(racks)]).toEqual([...expected.map(String), undefined]);
      await sql.run("delete from custom_field");
    }
  });

  it("refuses a sort and a filter that are not on the list", async () => {
    for (const sort of ["risk; drop table device", "field:", "field:rack' or 1=1", "field:Rack"]) {
      expect(deviceQuery.safeParse({ sort }).success).toBe(false);
    }
    expect(deviceQuery.safeParse({ "d.id": "x" }).success).toBe(false);
    expect(deviceQuery.safeParse({ order: "desc nulls first" }).success).toBe(false);
  });
});

describe("search", () => {
  it("finds devices by every word, in any column that people read", async () => {
    const [device] = all.filter((row) => row.vendor && row.name && row.ips[0]);
    const q = `${device?.vendor?.value.toUpperCase()} ${device?.ips[0]} ${device?.macs[0]?.slice(0, 8)}`;
    const found = (await ask({ q })).items;
    expect(found.map((row) => row.id)).toContain(device?.id);
  });

  it("takes wildcards, quotes and NUL literally", async () => {
    expect((await ask({ q: "%" })).items.map((row) => row.name?.value)).toEqual([HOSTILE_NAMES[2], HOSTILE_NAMES[2]]);
    expect((await ask({ q: "_" })).total).toBe(2);
    expect((await ask({ q: `"\\\\' or 1=1 --"` })).total).toBe(2);
    expect((await ask({ q: "'; drop table device; --" })).total).toBe(0);
    expect((await ask({ q: "device-1\u0000" })).total).toBeGreaterThan(0);
  });

  it("takes the query language, and says where it cannot read one", async () => {
    const found = (await ask({ q: 'vendor:siemens zone:"Cell 3"', limit: 500 })).items;
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((row) => /siemens/i.test(row.vendor?.value ?? "") && row.zone?.name === "Cell 3")).toBe(true);
    await expect(ask({ q: "axis vendr:x" })).rejects.toMatchObject({
      code: "bad-request",
      message: 'The query cannot be read: There is no field "vendr". Did you mean "vendor"?',
      invalidParams: [{ name: "q", reason: 'at character 6, behind "axis ": vendr' }],
    });
  });

  it("shows hostile names as the text that they are", () => {
    const names = all.map((row) => row.name?.value);
    for (const name of HOSTILE_NAMES) expect(names).toContain(name);
  });
});

describe("facets", () => {
  const FILTERS: Record<string, unknown>[] = [
    {},
    { vendor: ["Axis", "unknown"], state: "unsanctioned" },
    { zone: "unzoned", protocol: ["modbus", "http"] },
    { q: "device", role: "plc", riskBand: ["low", "medium"], purdueLevel: ["1", "3.5", "unknown"] },
    { vendor: "'; drop table device --", protocol: "{}" },
  ];

  for (const filter of FILTERS) {
    it(`counts like a person who looks at every row: ${JSON.stringify(filter)}`, async () => {
      const facets = await askFacets(filter);
      expect(facets.map((it) => it.facet)).toEqual([...DEVICE_FACETS]);
      for (const { facet, values } of facets) {
        const { [facet]: own, ...others } = filter;
        const rows = await matching(others);
        const expected = new Map<string, number>();
        for (const row of rows)
          for (const value of facetValues(row, facet)) expected.set(value, (expected.get(value) ?? 0) + 1);
        const shown = new Map(values.map((it) => [it.value, it.count]));
        for (const value of [own ?? []].flat() as string[]) if (!expected.has(value)) expected.set(value, 0);
        expect(shown).toEqual(expected);
      }
    });
  }
});

/** The same filters, in the plainest way. */
async function matching(filter: Record<string, unknown>): Promise<DeviceRow[]> {
  const { q, ...facets } = filter;
  const found = q === undefined ? null : new Set((await ask({ q, limit: 500 })).items.map((row) => row.id));
  return all.filter(
    (row) =>
      (found === null || found.has(row.id)) &&
      Object.entries(facets).every(([facet, wanted]) =>
        facetValues(row, facet as DeviceFacet).some((value) => [wanted].flat().includes(value)),
      ),
  );
}

function facetValues(row: DeviceRow, facet: DeviceFacet): string[] {
  switch (facet) {
    case "site":
      return [siteId];
    case "zone":
      return [row.zone?.id ?? "unzoned"];
    case "purdueLevel":
      return [row.zone?.purdueLevel === null || row.zone === null ? "unknown" : String(row.zone.purdueLevel)];
    case "vendor":
    case "role":
      return [row[facet]?.value ?? "unknown"];
    case "tag":
      return row.tags;
    case "criticality":
      return [String(row.criticality ?? "unknown")];
    case "presence":
      return [row.presence ?? "unknown"];
    case "protocol":
      return [...new Set(row.services.map((it) => it.protocol))];
    default:
      return [row[facet]];
  }
}

function sortValue(row: DeviceRow, sort: (typeof DEVICE_SORTS)[number]): string | number | null {
  switch (sort) {
    case "risk":
      return row.riskScore;
    case "lastSeen":
      return row.lastSeenAt;
    case "firstSeen":
      return row.firstSeenAt;
    case "zone":
      return row.zone?.name.toLowerCase() ?? null;
    case "ip":
      return (
        row.ips[0]
          ?.split(".")
          .map((part) => part.padStart(3, "0"))
          .join(".") ?? null
      );
    case "conflicts":
      return row.conflictCount;
    case "modules":
      return row.moduleCount;
    case "criticality":
      return row.criticality;
    case "firmware":
      return row.firmware && versionOrder(row.firmware.value);
    case "owner":
    case "location":
    case "os":
    case "orderNumber":
      return row[sort]?.toLowerCase() ?? null;
    default:
      return row[sort]?.value.toLowerCase() ?? null;
  }
}
