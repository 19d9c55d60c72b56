import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { deviceQuery } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { findDevicePage } from "@/lib/db/devices/device-query";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { DeviceIndex } from "./device-index";
import { readFilter } from "./read-query";

/** Runs while an answer waits for the names of zones. */
let meanwhile: () => Promise<void> = async () => {};

vi.mock("@/lib/db/zones/zone", async (original) => {
  const real = await original<typeof import("@/lib/db/zones/zone")>();
  return {
    ...real,
    zoneNames: async () => {
      await meanwhile();
      return real.zoneNames();
    },
  };
});

const index = new DeviceIndex();
beforeAll(async () => {
  await seedInventory(60);
  await index.load();
});
afterAll(closeDatabase);

for (const q of ["vendor:axis", 'vendor:axis zone:"cell 3"']) {
  it(`a page by zone of ${q} holds what is asked for, though another answer passed while it waited for names`, async () => {
    const filter = readFilter(deviceQuery.parse({ q }));
    const [gone] = await index.idsOf(filter, 1);
    let passed = 0;
    meanwhile = async () => {
      if (passed++ > 0) return;
      // The row of a device that fits goes to one that does not.
      const [other] = await sql.query<{ row: Record<string, unknown> }>(
        "select to_jsonb(d) as row from device d where vendor = 'Siemens' limit 1",
      );
      await sql.run("delete from device where id = $1", [gone]);
      expect(await index.count({})).toBeGreaterThan(0);
      await sql.run(
        `insert into device select * from jsonb_populate_record(null::device, $1::jsonb || jsonb_build_object('id', gen_random_uuid()))`,
        [JSON.stringify(other?.row)],
      );
      expect(await index.count({})).toBeGreaterThan(0);
    };
    const request = { filter, sort: "zone", isDescending: false, after: null, limit: 50 } as const;
    const { ids, total } = await index.page(request);
    meanwhile = async () => {};
    expect(passed).toBeGreaterThan(0);
    expect(gone).toBeDefined();
    expect(ids).toEqual((await findDevicePage(request)).rows.map(({ id }) => id));
    expect(total).toBe(ids.length);
  });
}
