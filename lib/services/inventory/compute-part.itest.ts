import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase } from "@/lib/db/client";
import { seededRandom } from "@/lib/domain/random";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { simulateOtherPlant } from "@/lib/simulator/other-plants/simulate-other-plants";
import { simulate } from "@/lib/simulator/simulate";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { emptyDatabase, inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { deleteImport, previewImportDeletion } from "../imports/delete-import";
import type { RebuildOutcome } from "./write-devices";

const outcomes: RebuildOutcome[] = [];
vi.mock("./rebuild-inventory", async (original) => {
  const { rebuildInventory, ...rest } = await original<typeof import("./rebuild-inventory")>();
  return {
    ...rest,
    rebuildInventory: async (...args: Parameters<typeof rebuildInventory>) => {
      const outcome = await rebuildInventory(...args);
      outcomes.push(outcome);
      return outcome;
    },
  };
});

afterAll(closeDatabase);
beforeEach(async () => {
  await emptyDatabase();
  outcomes.length = 0;
});

interface PlantFile {
  readonly path: string;
  readonly realm: string;
  readonly bytes: Uint8Array;
}

/** Imports of one to `most` files of a realm each, in an order that the seed draws. */
function importsOf(
  files: readonly PlantFile[],
  seed: number,
  most: number,
): { realm: string; files: readonly PlantFile[] }[] {
  const random = seededRandom(seed);
  const mixed = files.map((file) => ({ file, rank: random() })).sort((a, b) => a.rank - b.rank);
  const imports: { realm: string; files: PlantFile[] }[] = [];
  for (const { file } of mixed) {
    const last = imports.at(-1);
    if (last && last.realm === file.realm && last.files.length < most && random() < 1 - 2 / most) last.files.push(file);
    else imports.push({ realm: file.realm, files: [file] });
  }
  return imports;
}

/** Compares with the whole after every `step` imports: parts computed upon parts must hold, too. */
async function takeInAll(files: readonly PlantFile[], seed: number, { step = 1, most = 3 } = {}): Promise<void> {
  const imports = importsOf(files, seed, most);
  for (const [at, { realm, files: some }] of imports.entries()) {
    const taken = await takeIn(
      some.map(({ path, bytes }) => ({ name: path, bytes })),
      { realm },
    );
    expect(taken.state).toBe("done");
    if (at % step === step - 1 || at === imports.length - 1) await expectWhole();
  }
}

/** Comparing with the whole costs as much as the plant is large: several small ones, which take one case each in turn. */
const SHARES = 6;

describe("computing only what an import touches", () => {
  it.each([
    ["hard cases", simulateHardCases(1).files, {}],
    ...Array.from(
      { length: SHARES },
      (_, at) =>
        [
          `the cases of other plants, share ${at + 1} of ${SHARES}`,
          simulateOtherPlant(2, { at, of: SHARES }).files,
          { step: 4, most: 6 },
        ] as const,
    ),
  ] as const)("gives what computing the whole gives, on a plant of %s", async (_, files, size) => {
    await takeInAll(files, 1, size);
    expect(outcomes.filter(({ scope }) => scope === "part").length).toBeGreaterThan(3);
  });

  it("gives what computing the whole gives, on the sample plant", async () => {
    await takeInAll(simulate(3).files, 3);
    expect(outcomes.filter(({ scope }) => scope === "part").length).toBeGreaterThan(3);
  });

  it("leaves no trace of an import that was taken out again, and brings all of it back when it comes again", async () => {
    const files = simulateHardCases(4).files;
    const some = files.filter((_, index) => index % 3 === 1).map(({ path, bytes }) => ({ name: path, bytes }));
    const realm = "plant";
    await takeIn(
      files.filter((_, index) => index % 3 !== 1).map(({ path, bytes }) => ({ name: path, bytes })),
      { realm },
    );
    const before = await inventorySnapshot();
    const { id } = await takeIn(some, { realm });
    const after = await inventorySnapshot();
    expect(after.devices).not.toEqual(before.devices);

    const preview = await previewImportDeletion(systemActor, id);
    expect(await inventorySnapshot()).toEqual(after);
    outcomes.length = 0;
    expect(await deleteImport(systemActor, id, { reason: "taken in the wrong plant", seen: preview.seen })).toEqual(
      preview,
    );
    expect(outcomes.map(({ scope, because }) => [scope, because])).toEqual([
      ["nothing", null],
      ["part", null],
    ]);
    expect(preview).toMatchObject({ files: some.length, filesShared: 0 });
    expect(preview.devicesGone).toBeGreaterThan(0);
    expect(await inventorySnapshot()).toEqual(before);
    await expectWhole();

    await takeIn(some, { realm });
    expect(await inventorySnapshot()).toEqual(after);
  });

  it("keeps what another import brought, too", async () => {
    const [file] = simulateHardCases(4).files;
    const one = [{ name: "a.pcap", bytes: (file as PlantFile).bytes }];
    const first = await takeIn(one);
    const whole = await inventorySnapshot();
    await takeIn(one);
    expect(await deleteImport(systemActor, first.id, { reason: "came twice" })).toMatchObject({
      filesShared: 1,
      devicesGone: 0,
    });
    expect(await inventorySnapshot()).toEqual(whole);
    await expectWhole();
  });
});
