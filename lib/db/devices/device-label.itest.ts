import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { labelOf, type TitledDevice } from "@/lib/domain/device/device-title";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { deviceLabel } from "./device-label";

beforeAll(() => seedInventory(60));
afterAll(closeDatabase);

const CASES: readonly TitledDevice[] = [
  { name: "PLC-1", vendor: "Siemens", model: "CPU 1511", ips: ["10.0.0.1"], macs: [] },
  { name: null, vendor: "Siemens", model: "CPU 1511", ips: ["10.0.0.1", "10.0.0.2"], macs: ["001b1b000001"] },
  { name: null, vendor: "WAGO", model: "Wago 750-8212", ips: [], macs: ["0030de000001"] },
  { name: "", vendor: "", model: "CPU 1511", ips: [], macs: [] },
  { name: null, vendor: "Siemens", model: null, ips: ["10.0.0.1"], macs: [] },
  { name: null, vendor: null, model: null, ips: [], macs: ["0030de000001"] },
  { name: null, vendor: null, model: null, ips: [], macs: [] },
];

it("calls a device the same in PostgreSQL as in the list", async () => {
  const seeded = await sql.query<TitledDevice>("select name, vendor, model, ips, macs from device");
  expect(seeded.length).toBeGreaterThan(50);
  for (const device of [...CASES, ...seeded]) {
    const { name, vendor, model, ips, macs } = device;
    const [row] = await sql.query<{ label: string | null }>(
      `select ${deviceLabel("it")} as label
         from (select $1::text as name, $2::text as vendor, $3::text as model, $4::text[] as ips, $5::text[] as macs) it`,
      [name, vendor, model, ips, macs],
    );
    expect(row?.label ?? "Unnamed device").toBe(labelOf(device));
  }
});
