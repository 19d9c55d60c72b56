import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { emptyDatabase, inventorySnapshot, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { deleteImport } from "./delete-import";
import { getImport } from "./get-import";
import { runImport } from "./run-import";

/** Called once, when a deletion has found out what it will take out. */
let meanwhile: (() => Promise<void>) | null = null;
vi.mock("../inventory/collect-removal", async (original) => {
  const { collectRemoval } = await original<typeof import("../inventory/collect-removal")>();
  return {
    collectRemoval: async (...args: Parameters<typeof collectRemoval>) => {
      const removal = await collectRemoval(...args);
      await meanwhile?.();
      return removal;
    },
  };
});

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const file = {
  name: "devices.csv",
  bytes: new TextEncoder().encode("ip,mac,name\n10.0.0.7,00:10:db:00:00:07,PLC 7\n"),
};

/** Until somebody waits for a lock of this database. */
async function someoneWaits(): Promise<void> {
  const waiting =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 1";
  while ((await sql.query(waiting)).length === 0) await sleep(20);
}

for (const isHashed of [false, true]) {
  const how = isHashed ? "announced by its hash" : "read";
  test(`a file that is imported again while its import is being deleted is in the inventory afterwards (${how})`, async () => {
    const { id } = await takeIn([file]);
    const before = await inventorySnapshot();
    expect(before.devices).toHaveLength(1);
    const again = await uploadAndQueue([file], { isHashed });
    let importing: Promise<unknown> | undefined;
    meanwhile = async () => {
      meanwhile = null;
      importing = runImport(again);
      await Promise.race([importing, someoneWaits()]);
    };
    await deleteImport(systemActor, id, { reason: "taken in the wrong plant" });
    expect(await importing).toBe("ended");
    expect(await getImport(systemActor, again)).toMatchObject({ state: "done", message: null });
    expect(await inventorySnapshot()).toEqual(before);
  });
}
