import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { emptyDatabase, inventorySnapshot, type TestFile, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { deleteImport, previewImportDeletion } from "./delete-import";

/** Called once, by the next preview, after it has read what it will take out. */
let meanwhile: (() => Promise<void>) | null = null;
vi.mock("../inventory/collect-removal", async (original) => {
  const { collectRemoval } = await original<typeof import("../inventory/collect-removal")>();
  return {
    collectRemoval: async (...args: Parameters<typeof collectRemoval>) => {
      const removal = await collectRemoval(...args);
      const call = meanwhile;
      meanwhile = null;
      await call?.();
      return removal;
    },
  };
});

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const files: TestFile[] = simulateHardCases(4).files.map(({ path, bytes }) => ({ name: path, bytes }));
const [first, second, third] = [0, 1, 2].map((turn) => files.filter((_, index) => index % 3 === turn)) as [
  TestFile[],
  TestFile[],
  TestFile[],
];
const reason = "taken in the wrong plant";

test("an import and a decision are done while somebody looks at a deletion, which then says what is so by now", async () => {
  const { id } = await takeIn(first);
  await takeIn(second);
  const done: string[] = [];
  meanwhile = async () => {
    done.push((await takeIn(third)).state);
    const [device] = await sql.query<{ id: string }>("select id from device order by id limit 1");
    const decided = await decideDevices(systemActor, {
      kind: "state",
      deviceIds: [device?.id as string],
      state: "sanctioned",
      reason: "known since the plant was built",
      expiresAt: null,
    });
    done.push(`${decided.decisionIds.length} decided`);
  };
  const preview = await previewImportDeletion(systemActor, id);
  expect(done).toEqual(["done", "1 decided"]);
  expect(await deleteImport(systemActor, id, { reason, seen: preview.seen })).toEqual(preview);
});

test("a deletion is refused when other things would go than the preview said, and done when they are confirmed", async () => {
  const { id } = await takeIn(first);
  const preview = await previewImportDeletion(systemActor, id);
  await takeIn(first.slice(0, 1));
  const before = await inventorySnapshot();
  const refused = deleteImport(systemActor, id, { reason, seen: preview.seen });
  await expect(refused).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/changed since you looked.*would go.*Nothing was changed/),
  });
  expect(await inventorySnapshot()).toEqual(before);
  const again = await previewImportDeletion(systemActor, id);
  expect(again).toMatchObject({ filesShared: 1 });
  expect(await deleteImport(systemActor, id, { reason, seen: again.seen })).toEqual(again);
});
