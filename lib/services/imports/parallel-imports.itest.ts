import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase } from "@/lib/db/client";
import { type SimulatedFile, simulate } from "@/lib/simulator/simulate";
import { emptyDatabase, inventorySnapshot, type TestFile, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { getImport } from "./get-import";
import { runImport } from "./run-import";

vi.stubEnv("SIGHTGLASS_POOL", "40");

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const plant = simulate().files.filter(({ realm }) => realm === "plant");
const asTestFile = ({ path, bytes }: SimulatedFile): TestFile => ({ name: path, bytes });

/** Eight imports over the same devices: each file in two of them. */
const groups = Array.from({ length: 8 }, (_, index) =>
  plant.filter((_, at) => at % 8 === index || at % 8 === (index + 3) % 8).map(asTestFile),
);

test("eight imports at once over the same devices give what they give one after the other", async () => {
  for (const files of groups) await takeIn(files, { realm: "plant" });
  const serial = await inventorySnapshot();
  expect(serial.devices.length).toBeGreaterThan(50);

  await emptyDatabase();
  const ids: string[] = [];
  for (const files of groups) ids.push(await uploadAndQueue(files, { realm: "plant" }));
  // Whoever meets a file that another import is just reading waits for it, as workers do: it runs again.
  await Promise.all(
    ids.map(async (id) => {
      for (;;) if ((await runImport(id)) === "ended") return;
    }),
  );
  const ended = await Promise.all(ids.map((id) => getImport(systemActor, id)));
  expect(ended.map(({ state, message }) => `${state} ${message ?? ""}`)).toEqual(ids.map(() => "done "));
  expect(await inventorySnapshot()).toEqual(serial);
  // Each device was new in exactly one of them, and the first to be merged brought some.
  const added = ended.map(({ devicesNew }) => devicesNew ?? 0);
  expect(Math.max(...added)).toBeGreaterThan(0);
  expect(added.reduce((sum, it) => sum + it, 0)).toBeGreaterThanOrEqual(serial.devices.length);
});
