import { expect, it } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { file, identity, minute, sighting } from "@/lib/testing/builders";
import { canonicalJson } from "./canonical-json";
import { PackedDevices } from "./packed-devices";

/** More than stay loose, and no whole number of blocks. */
const MANY = 4_600;

function packed(count: number) {
  const observations = Array.from({ length: count }, (_, at) => {
    const ip = `10.${at >> 16}.${(at >> 8) & 255}.${at & 255 || 1}`;
    return [sighting(null, ip, { sent: 9, conversed: true }), identity({ ip }, "name", `pümpe-${at}`)];
  }).flat();
  const { devices } = resolve(file("a", observations), [], { nowUs: minute(0), macVendor: () => null });
  const inventory = new PackedDevices();
  for (const device of devices) inventory.add(device);
  return { devices, inventory };
}

it("gives back all devices as they are stored, in their order, however often it is asked", () => {
  const { devices, inventory } = packed(MANY);
  expect(devices.length).toBeGreaterThan(4_096);
  for (const walk of [1, 2]) {
    const given = [...inventory];
    expect(given.length, `walk ${walk}`).toBe(devices.length);
    expect(canonicalJson(given)).toBe(canonicalJson(devices));
  }
  expect(inventory.ids).toEqual(devices.map(({ id }) => id));
});

it("leaves the devices of a small plant as they are", () => {
  const { devices, inventory } = packed(3);
  const given = [...inventory];
  for (const [at, device] of devices.entries()) expect(given[at]).toBe(device);
});
