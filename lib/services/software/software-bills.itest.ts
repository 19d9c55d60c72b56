import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { deviceIndex } from "../devices/device-index";
import { findComponent } from "./find-component";
import { getBill } from "./get-bill";
import { listBills } from "./list-bills";
import { removeBill } from "./remove-bill";
import { takeBill } from "./take-bill";

const bill = (components: readonly object[], subject: object = { name: "GX-200 firmware", version: "4.2" }) =>
  Buffer.from(JSON.stringify({ bomFormat: "CycloneDX", metadata: { component: subject }, components }));

describe("bills of materials", () => {
  beforeAll(async () => {
    await seedInventory(10);
    await sql.run(
      `update device set model = 'GX-200', vendor = null, order_number = null, firmware =
         case when id = (select min(id::text)::uuid from device) then null else 'V4.2.0' end
        where id in (select id from device order by id::text limit 3)`,
      [],
    );
  });
  afterAll(closeDatabase);

  it("are attached to the devices that run them, and answer where a component is", async () => {
    const parts = [{ name: "libtoolbox", version: "1.2_3%", purl: "pkg:generic/libtoolbox@1.2" }, { name: "<b>x</b>" }];
    const { id } = await takeBill(systemActor, { name: "gx.cdx.json" }, bill(parts));
    expect((await listBills(systemActor)).bills).toMatchObject([
      { id, product: "GX-200 firmware", version: "4.2", components: 2, running: 2, open: 1 },
    ]);
    const detail = await getBill(systemActor, id);
    expect(detail.makes.map(({ kind, devices }) => [kind, devices])).toEqual([
      ["runs", 2],
      ["cannot-tell", 1],
    ]);
    expect(detail.parts.map((it) => it.name)).toEqual(["libtoolbox", "<b>x</b>"]);

    const found = async (text: string) => (await findComponent(systemActor, text)).found.map((it) => it.name);
    expect(await found("TOOLBOX 1.2")).toEqual(["libtoolbox"]);
    expect(await found("pkg:generic/libtoolbox")).toEqual(["libtoolbox"]);
    // What means something to SQL's patterns is text.
    expect(await found("1.2_3%")).toEqual(["libtoolbox"]);
    expect(await found("%%")).toEqual([]);

    await expect(takeBill(systemActor, { name: "again.json" }, bill(parts))).rejects.toThrow(/here already/);
    await removeBill(systemActor, id);
    expect((await listBills(systemActor)).bills).toEqual([]);
    expect(await found("toolbox")).toEqual([]);
  });

  it("are the same list until a bill or a device changes", async () => {
    const { id } = await takeBill(systemActor, { name: "gx.cdx.json" }, bill([{ name: "a" }]));
    // Makes that come from elsewhere from now on are another list of the same.
    await deviceIndex().load();
    const first = await listBills(systemActor);
    expect(await listBills(systemActor)).toBe(first);
    const [device] = await sql.query<{ id: string }>("select id from device where firmware = 'V4.2.0' limit 1");
    await sql.run("update device set owner = 'nobody' where id = $1", [device?.id]);
    expect(await listBills(systemActor), "of a change that no make shows").toBe(first);
    await sql.run("update device set firmware = 'V4.1.0' where id = $1", [device?.id]);
    expect((await listBills(systemActor)).bills).toMatchObject([{ id, running: 1 }]);
    await sql.run("update device set firmware = 'V4.2.0' where id = $1", [device?.id]);
    expect(await listBills(systemActor)).toEqual(first);
    const other = await takeBill(systemActor, { name: "b.json" }, bill([{ name: "b" }], { name: "B", version: "1" }));
    expect((await listBills(systemActor)).bills.map((it) => it.id).sort()).toEqual([id, other.id].sort());
    await removeBill(systemActor, other.id);
    expect(await listBills(systemActor)).toEqual(first);
    await removeBill(systemActor, id);
  });

  it("that do not say of which product they are have to be told, and what is said wins", async () => {
    const silent = bill([{ name: "a" }], {});
    await expect(takeBill(systemActor, { name: "x.json" }, silent)).rejects.toThrow(/neither a product nor a version/);
    await takeBill(systemActor, { name: "x.json", product: "GX-200", version: "9" }, silent);
    expect((await listBills(systemActor)).bills).toMatchObject([{ product: "GX-200", version: "9", running: 0 }]);
    await expect(takeBill(systemActor, { name: "x" }, Buffer.from("{}"))).rejects.toThrow(/no software bill/);
    await expect(takeBill(systemActor, { name: "x" }, bill([]))).rejects.toThrow(/lists no component/);
  });
});
