import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { HOSTILE_NAMES, seedInventory } from "@/lib/testing/seed-inventory";
import { takeBill } from "../software/take-bill";
import { exportCycloneDx } from "./export-cyclonedx";

interface Named {
  readonly "bom-ref": string;
  readonly type: string;
  readonly name: string;
  readonly components?: readonly Named[];
}

async function written(q?: string) {
  let text = "";
  for await (const piece of exportCycloneDx(systemActor, q === undefined ? {} : { query: { q } })) text += piece;
  return JSON.parse(text);
}

beforeAll(async () => {
  await seedInventory(30);
  await sql.run(
    "update device set model = 'GX-200', vendor = null, order_number = null, firmware = '4.2' where id = (select min(id::text)::uuid from device)",
  );
  const bill = {
    bomFormat: "CycloneDX",
    metadata: { component: { name: "GX-200 firmware", version: "4.2" } },
    components: [
      { type: "library", name: "openssl", version: "1.1.1d", purl: "pkg:generic/openssl@1.1.1d", cpe: "nonsense" },
      { type: "<b>", name: "zlib" },
    ],
  };
  await takeBill(systemActor, { name: "gx.json" }, Buffer.from(JSON.stringify(bill)));
});
afterAll(closeDatabase);

it("has every device once, and nothing that refers to what is not there", async () => {
  const document = await written();
  expect(document).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
  const [row] = await sql.query<{ devices: number }>("select count(*)::int as devices from device");
  const top: Named[] = document.components;
  expect(top.filter((it) => it.type === "device")).toHaveLength(row?.devices ?? -1);
  const all = (list: readonly Named[]): Named[] => list.flatMap((it) => [it, ...all(it.components ?? [])]);
  const refs = [...all(top), ...document.services].map((it) => it["bom-ref"]);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { ref, dependsOn = [] } of document.dependencies) {
    for (const it of [ref, ...dependsOn]) expect(refs).toContain(it);
  }
  expect(document.services.length).toBeGreaterThan(0);
  for (const name of HOSTILE_NAMES) expect(JSON.stringify(document)).toContain(JSON.stringify(name));
});

it("names the bill of materials that a device runs, with its components, and leaves out what is no CPE or type", async () => {
  const document = await written();
  const bill = document.components.find((it: Named) => it.type === "firmware");
  expect(bill).toMatchObject({ name: "GX-200 firmware", version: "4.2" });
  expect(bill.components.map(({ type, name, cpe }: Named & { cpe?: string }) => [type, name, cpe])).toEqual([
    ["library", "openssl", undefined],
    ["library", "zlib", undefined],
  ]);
  const device = document.components.find((it: Named) => it.name === "GX-200");
  const of = (ref: string) => document.dependencies.find((it: { ref: string }) => it.ref === ref)?.dependsOn;
  expect(of(device["bom-ref"])).toEqual([bill["bom-ref"]]);
  expect(of(bill["bom-ref"])).toHaveLength(2);
});

it("holds the devices of a query alone, and the bills that these run", async () => {
  const document = await written("model:GX-200");
  expect(document.components.map((it: Named) => it.type)).toEqual(["device", "firmware"]);
  expect((await written("model:nothing-like-this")).components).toEqual([]);
});
