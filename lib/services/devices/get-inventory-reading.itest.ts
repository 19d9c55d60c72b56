import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase } from "@/lib/db/client";
import { countDevices } from "@/lib/db/devices/device-query";
import { withTransaction } from "@/lib/db/transaction";
import { noteWork } from "@/lib/db/work-progress";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { DeviceIndex, deviceIndex } from "./device-index";
import { getInventoryReading } from "./get-inventory-reading";

const BATCH = 25;
const afterBatch = vi.hoisted(() => ({ do: async (): Promise<void> => {} }));

// The same rows in batches so small that this inventory takes several.
vi.mock("@/lib/db/devices/device-changes", async (original) => {
  const real = await original<typeof import("@/lib/db/devices/device-changes")>();
  return {
    ...real,
    readDeviceChanges: async function* (after: number) {
      for await (const changes of real.readDeviceChanges(after)) {
        for (let at = 0; at < changes.length; at += BATCH) {
          yield changes.slice(at, at + BATCH);
          await afterBatch.do();
        }
      }
    },
  };
});

let total: number;
beforeAll(async () => {
  await seedInventory(60);
  total = await countDevices({});
  expect(total).toBeGreaterThan(BATCH);
});
afterAll(closeDatabase);

it("counts the devices that are read from the first batch to the last, and says nothing before and afterwards", async () => {
  const index = new DeviceIndex();
  const said: Awaited<ReturnType<DeviceIndex["reading"]>>[] = [];
  afterBatch.do = async () => {
    said.push(await index.reading());
  };
  expect(await index.reading()).toBeNull();
  const loaded = index.load();
  expect(await index.reading()).toEqual({ read: 0, total });
  await loaded;
  expect(index.isReady()).toBe(true);
  expect(await index.reading()).toBeNull();
  const reads = Array.from({ length: Math.ceil(total / BATCH) }, (_, at) => Math.min(total, (at + 1) * BATCH));
  expect(said).toEqual(reads.map((read) => ({ read, total })));
});

it("says nothing any more after it gave up", async () => {
  const index = new DeviceIndex();
  afterBatch.do = async () => {
    throw new Error("the connection broke");
  };
  await index.load();
  expect(index.isReady()).toBe(false);
  expect(await index.reading()).toBeNull();
});

it("tells of large inventories only, as small ones are read before anybody has read the line", async () => {
  afterBatch.do = async () => {};
  const reading = vi.spyOn(deviceIndex(), "reading");
  const large = { read: 340_000, total: 1_000_000 };
  reading.mockResolvedValue(large);
  expect(await getInventoryReading(systemActor)).toEqual({ reading: large, work: null });
  reading.mockResolvedValue({ read: 1_000, total: 5_000 });
  expect(await getInventoryReading(systemActor)).toEqual({ reading: null, work: null });
  reading.mockResolvedValue(null);
  expect(await getInventoryReading(systemActor)).toEqual({ reading: null, work: null });
});

it("tells how far a transaction that decides on many devices is, while it has not ended", async () => {
  vi.spyOn(deviceIndex(), "reading").mockResolvedValue(null);
  const work = { what: "judging", done: 250, total: 5_000 } as const;
  await withTransaction(async (tx) => {
    await noteWork(tx, work);
    expect(await getInventoryReading(systemActor)).toEqual({ reading: null, work });
  });
  expect(await getInventoryReading(systemActor)).toEqual({ reading: null, work: null });
});

it("makes the inventory load, so that whoever asks first is told", async () => {
  const want = vi.spyOn(deviceIndex(), "want");
  await getInventoryReading(systemActor);
  expect(want).toHaveBeenCalled();
});
