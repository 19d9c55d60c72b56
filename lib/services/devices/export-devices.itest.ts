import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { exportFlows } from "../flows/export-flows";
import { exportMatrix } from "../zones/export-matrix";
import { exportDevices } from "./export-devices";
import { listDevices } from "./list-devices";

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const rowsOf = async (pieces: AsyncIterable<string>) =>
  parse(await textOf(pieces), { columns: true }) as Record<string, string>[];

beforeAll(async () => {
  await seedInventory(250);
});
afterAll(closeDatabase);

describe("devices", () => {
  it("come complete as CSV, more than one batch of them, and no cell runs in a spreadsheet", async () => {
    const rows = await rowsOf(exportDevices(systemActor, { format: "csv" }));
    expect(rows).toHaveLength(255);
    expect(rows.map((row) => row.Id)).toEqual(rows.map((row) => row.Id).toSorted());
    expect(rows.filter((row) => row.Name === `'${HOSTILE_NAMES[0]}`)).toHaveLength(2);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.some((row) => row.Services?.includes("possibly http tcp/80"))).toBe(true);
  });

  it("come with the filters and the order of the list", async () => {
    const query = deviceQuery.parse({ vendor: ["Axis"], sort: "ip", order: "desc", limit: 500 });
    const listed = (await listDevices(systemActor, query)).items;
    const { cursor, limit, ...filters } = query;
    const rows = await rowsOf(exportDevices(systemActor, { format: "csv", query: filters }));
    expect(rows.map((row) => row.Id)).toEqual(listed.map((row) => row.id));
    expect(rows.length).toBeGreaterThan(40);
  });

  it("come as JSON in the form that scripts rely on, unknown as null", async () => {
    const { devices } = JSON.parse(await textOf(exportDevices(systemActor, { format: "json" })));
    expect(devices).toHaveLength(255);
    const one = devices.find((it: { names: string[] }) => it.names[0] === HOSTILE_NAMES[1]);
    expect(one).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      state: "unsanctioned",
      purdueLevel: 3.5,
      zone: "Hall",
      role: "hmi",
      vendor: "Rockwell Automation",
      model: null,
      orderNumber: null,
      firmware: null,
      serials: [],
      children: [],
      firstSeen: "2026-03-02T08:01:00.000000Z",
      riskScore: expect.any(Number),
    });
    expect(one.interfaces).toEqual([
      expect.objectContaining({
        mac: "00:1b:1b:00:00:01",
        realm: "core",
        addresses: [{ ip: "10.1.2.2", realm: "core", from: expect.any(String), to: expect.any(String) }],
      }),
    ]);
    expect(one.services[0]).toMatchObject({
      transport: "tcp",
      port: 501,
      protocol: "s7comm",
      product: null,
      seen: ["passive"],
    });
  });

  it("are valid JSON when there is none", async () => {
    const query = { vendor: ["nobody makes this"] };
    expect(JSON.parse(await textOf(exportDevices(systemActor, { format: "json", query })))).toEqual({ devices: [] });
  });
});

describe("flows and matrix", () => {
  it("hold every conversation, and agree with each other", async () => {
    const { flows } = JSON.parse(await textOf(exportFlows(systemActor, { format: "json" })));
    const { cells, zones } = JSON.parse(await textOf(exportMatrix(systemActor, { format: "json" })));
    const [{ count }] = (await sql.query<{ count: number }>("select count(*) as count from conversation")) as [
      { count: number },
    ];
    expect(flows).toHaveLength(count);
    expect(count).toBeGreaterThan(200);
    const bytes = (list: { bytes: number }[]) => list.reduce((sum, it) => sum + it.bytes, 0);
    expect(bytes(cells)).toBe(bytes(flows));
    expect(zones.map((it: { name: string }) => it.name)).toEqual(["Cell 3", "Hall", "Internet", "Unzoned"]);
    expect(flows[0]).toMatchObject({
      initiator: { realm: "core" },
      responder: { realm: "core" },
      operations: expect.any(Object),
    });
  });

  it("have no row as CSV that JSON has not", async () => {
    const csv = await rowsOf(exportFlows(systemActor, { format: "csv" }));
    const { flows } = JSON.parse(await textOf(exportFlows(systemActor, { format: "json" })));
    expect(csv.map((row) => row.Bytes)).toEqual(flows.map((flow: { bytes: number }) => String(flow.bytes)));
    expect((await rowsOf(exportMatrix(systemActor, { format: "csv" }))).length).toBeGreaterThan(3);
  });

  it("are narrowed by zone and address, and by nothing that is not text", async () => {
    const narrow = await rowsOf(exportFlows(systemActor, { format: "csv", filter: { toZone: "internet" } }));
    expect(narrow.map((row) => row["Name asked for"])).toEqual(["update.example.com"]);
    const none = await rowsOf(exportFlows(systemActor, { format: "csv", filter: { initiatorIp: "' or 1=1 --" } }));
    expect(none).toEqual([]);
  });
});
