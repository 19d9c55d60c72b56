import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { drawFrom } from "@/lib/simulator/draw";
import { CasePlant } from "@/lib/simulator/hard-cases/case-plant";
import { chassisWithTwoAdapters } from "@/lib/simulator/other-plants/cases/controller-cases";
import { csafDocument, takeFeeds } from "@/lib/testing/take-feeds";
import { takeIn } from "@/lib/testing/take-in";
import { getDevice } from "../devices/get-device";
import { listDevices } from "../devices/list-devices";
import { getFinding } from "./get-finding";
import { listFindings } from "./list-findings";

const PROCESSOR = "1756-L83E";

async function chassis() {
  const { items } = await listDevices(systemActor, deviceQuery.parse({ q: "modules>0" }));
  expect(items).toHaveLength(1);
  return items[0] as (typeof items)[number];
}

beforeAll(async () => {
  const plant = new CasePlant(drawFrom(5), (number) => `10.3.${number}`);
  chassisWithTwoAdapters(plant);
  for (const { path, bytes } of plant.files()) await takeIn([{ name: path, bytes }], { realm: "plant" });
  await takeFeeds(
    csafDocument("EX-26-77", {
      vendor: "Rockwell Automation",
      product: PROCESSOR,
      versions: { category: "product_version_range", name: "vers:all/*" },
      vulnerabilities: [{ cve: "CVE-2026-0077", product_status: { known_affected: ["P-1"] } }],
    }),
  );
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("modules in the rack of a device", () => {
  it("are counted, found by what they are, and stand on their device with their own identity", async () => {
    const row = await chassis();
    const { children } = await getDevice(systemActor, row.id);
    expect(row.moduleCount).toBe(children.length);
    const processor = children.find(({ address }) => address === "cip 1/0");
    const said = Object.fromEntries(processor?.fields.map(({ field, value }) => [field, value]) ?? []);
    expect(said).toMatchObject({ vendor: "Rockwell Automation", model: `${PROCESSOR}/B`, firmware: "32.11" });
    const found = await listDevices(systemActor, deviceQuery.parse({ q: `module:${PROCESSOR}` }));
    expect(found.items.map(({ id }) => id)).toEqual([row.id]);
  });

  it("bring what advisories say of them to their device, once, with the module that it is about", async () => {
    const row = await chassis();
    const { items } = await listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability" }));
    expect(items.map(({ deviceId, key, verdict }) => [deviceId, key, verdict])).toEqual([
      [row.id, "EX-26-77", "affected"],
    ]);
    expect(items[0]?.product).toContain(PROCESSOR);
    const { modules, because } = await getFinding(systemActor, items[0]?.id as string);
    expect(modules).toEqual([expect.objectContaining({ address: "cip 1/0", kind: "affected", firmware: "32.11" })]);
    expect(because).toMatch(/^slot 0: /);
  });
});
