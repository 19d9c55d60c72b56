import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { deviceLabel } from "@/lib/db/devices/device-label";
import { countDeviceMakes, findDeviceIdsOfMakes, findSomeOfMakes } from "@/lib/db/firmware/software-bill";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { deviceIndex } from "../devices/device-index";
import { attachedMakes } from "./attached-makes";

beforeAll(async () => {
  await seedInventory(80);
  await sql.run(
    `update device set vendor = case when n % 5 = 0 then null else 'Maker' end,
            model = case when n % 7 = 0 then null else 'Switch ' || n % 2 end,
            order_number = case n % 3 when 0 then null when 1 then '' else 'ORD-1' end,
            firmware = case when n % 4 = 1 then null else n % 3 || '.0' end
       from (select id, row_number() over (order by id) as n from device) numbered where numbered.id = device.id`,
  );
});
afterAll(closeDatabase);

it("finds the first devices of each make, and all of them, also where something is unknown or empty", async () => {
  const makes = await countDeviceMakes();
  expect(makes.length).toBeGreaterThan(20);
  expect(makes.some((it) => it.orderNumber === "") && makes.some((it) => it.orderNumber === null)).toBe(true);
  const some = await findSomeOfMakes(makes, 2);
  for (const [at, { vendor, model, orderNumber, firmware, devices }] of makes.entries()) {
    const all = await sql.query<{ id: string; name: string | null }>(
      `select id, ${deviceLabel("device")} as name from device where vendor is not distinct from $1
          and model is not distinct from $2 and order_number is not distinct from $3 and firmware is not distinct from $4
        order by id`,
      [vendor, model, orderNumber, firmware],
    );
    expect(all).toHaveLength(devices);
    expect(some[at]).toEqual(all.slice(0, 2));
    expect(await findDeviceIdsOfMakes(sql, [makes[at] as (typeof makes)[number]])).toEqual(all.map(({ id }) => id));
  }
});

it("counts the same makes in the columns as in the table, also after devices changed and went", async () => {
  const index = deviceIndex();
  await index.load();
  const sorted = (makes: readonly object[]) => makes.map((it) => JSON.stringify(it)).sort();
  const first = sorted(await countDeviceMakes());
  const changes = [
    "select 1",
    "update device set model = 'Other', firmware = null where id in (select id from device order by id limit 7)",
    "update device set model = null, order_number = null where id in (select id from device order by id desc limit 5)",
    "delete from device where id in (select id from device where model = 'Switch 1' order by id limit 9)",
  ];
  for (const change of changes) {
    await sql.run(change);
    expect(sorted(await index.makes())).toEqual(sorted(await countDeviceMakes()));
  }
  expect(sorted(await index.makes())).not.toEqual(first);
});

it("lists the makes of a bill's product with their devices, those that run it first", async () => {
  const attached = await attachedMakes(
    { vendor: "Maker", product: "Switch 1", version: "2.0" },
    await countDeviceMakes(),
  );
  expect(new Set(attached.map(({ kind }) => kind))).toEqual(new Set(["runs", "cannot-tell", "other-version"]));
  expect(attached[0]?.kind).toBe("runs");
  for (const { devices, some } of attached) expect(some).toHaveLength(Math.min(devices, 20));
});
