import { expect, it } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { macVendor } from "@/lib/reference/mac-vendor";
import { readPlantFile } from "@/lib/testing/read-plant";
import { simulateHardCases } from "../hard-cases/simulate-hard-cases";
import { simulateOtherPlant } from "./simulate-other-plants";

const nowUs = Date.UTC(2038, 0, 1) * 1000;

it.each([
  ["hard cases", simulateHardCases(2).files],
  ["other plants", simulateOtherPlant(2).files],
] as const)(
  "every join of two cards names what they have in common, and the line where it was read: %s",
  async (_, files) => {
    const evidence = [];
    for (const file of files) evidence.push(...(await readPlantFile(file)));
    const { devices } = resolve(evidence, [], { nowUs, macVendor });
    const joins = devices.flatMap(({ joins }) => joins).filter(({ b }) => b.kind !== "ip");
    expect(joins.length).toBeGreaterThan(10);
    for (const { reason, citation } of joins) {
      expect([reason, citation?.fileName]).toEqual([reason, expect.stringMatching(/./)]);
      // A name, an address, a serial, a key: something that an engineer can look for on the device.
      expect(reason).toMatch(/\d|name \S+|serial and vendor \(\S+\)|row of a list/);
    }
  },
  120_000,
);
