import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Device } from "@/lib/domain/device/device";
import { factsOfDevice } from "@/lib/domain/query/facts-of-device";
import { matches } from "@/lib/domain/query/matches";
import { parseQuery } from "@/lib/domain/query/parse-query";
import { QUERY_KEYS } from "@/lib/domain/query/query-keys";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "../client";
import { SqlParameters } from "../sql-parameters";
import { deviceCondition } from "./device-condition";

interface Row {
  readonly id: string;
  readonly device: Device;
  readonly zone: string | null;
  readonly purdueLevel: number | null;
  readonly site: string;
  readonly realms: string[];
  readonly riskScore: number;
  readonly riskBand: string;
  readonly isExposed: boolean;
  readonly search: string;
}

let rows: Row[];
beforeAll(async () => {
  await seedInventory(60);
  rows = await sql.query<Row>(
    `select d.id, d.detail as device, z.name as zone, d.purdue_level as "purdueLevel", s.name as site,
            array(select name from realm where id = any(d.realm_ids)) as realms, d.risk_score as "riskScore",
            d.risk_band as "riskBand", d.is_exposed as "isExposed", d.search
       from device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id order by d.id`,
  );
});
afterAll(closeDatabase);

const NOW_US = Date.UTC(2026, 5, 1) * 1000;
const QUERIES = [
  "",
  "device",
  "vendor:siemens",
  "vendor=axis,siemens",
  "vendor:unknown",
  "vendor:*",
  "vendor:s*s",
  "-vendor:siemens",
  "firmware<4.5",
  "firmware>=1.0 firmware<9",
  "firmware!=2.1",
  'zone:"Cell 3"',
  "zone:unzoned",
  "zone:c*,hall",
  "level:1..3.5",
  "level>=2 or vendor:axis",
  "site:north*",
  "realm:core",
  "state:sanctioned",
  "state!=sanctioned,ignored",
  "risk>40",
  "risk:high or risk:low",
  "port:502",
  "port:1..100/tcp",
  "port:*",
  "protocol:modbus,telnet -protocol:http",
  "ip:10.1.1.0/24",
  "ip:10.1.*",
  "ip:unknown",
  "mac:00",
  "last<30d",
  "last>30d",
  "last:unknown",
  "first>2026-01-01",
  "last:2026",
  "conflicts>0",
  "conflicts:0",
  "conflict:duplicate-ip",
  "exposed:no",
  "tag:none",
  "owner:anna",
  "criticality>=4",
  "custom.rack>7",
  "custom.rack:none",
  "child:cpu",
  "notes:x",
  "os:windows",
  "(vendor:axis or vendor:siemens) (risk>10 or -zone:hall)",
  ...HOSTILE_NAMES.map((name) => JSON.stringify(name)),
  ...HOSTILE_NAMES.map((name) => `name=${JSON.stringify(name)}`),
  "name:%",
  'name:"*"',
];
/** Whether it is known can be asked of all but the risk and the exposure, which every device has. */
const KNOWN = QUERY_KEYS.filter(({ name }) => name !== "risk" && name !== "exposed").flatMap(({ name }) => [
  `${name}:*`,
  `${name}:unknown`,
]);

describe("a query finds the same devices in PostgreSQL as in memory", () => {
  for (const text of [...QUERIES, ...KNOWN]) {
    it(text === "" ? "(empty)" : text, async () => {
      const { query, error } = parseQuery(text);
      if (error) throw new Error(error.message);
      const parameters = new SqlParameters();
      const found = await sql.query<{ id: string }>(
        `select d.id from device d where ${deviceCondition(query, parameters, NOW_US)} order by d.id`,
        parameters.values,
      );
      const expected = rows.filter(({ device, ...context }) => matches(query, factsOfDevice(device, context), NOW_US));
      expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    });
  }

  it("tells devices apart by most of these queries", async () => {
    const telling = QUERIES.filter((text) => {
      const { query } = parseQuery(text);
      const count = rows.filter(
        ({ device, ...context }) => query && matches(query, factsOfDevice(device, context), NOW_US),
      ).length;
      return count > 0 && count < rows.length;
    });
    expect(telling.length).toBeGreaterThan(QUERIES.length / 2);
  });
});
