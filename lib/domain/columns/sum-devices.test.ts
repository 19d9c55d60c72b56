import fc from "fast-check";
import { expect, it } from "vitest";
import { BLANK_DEVICE_ROW } from "@/lib/testing/blank-device-row";
import { DeviceColumns } from "./device-columns";
import type { DeviceSums } from "./sum-devices";

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const change = fc.record({
  at: fc.nat({ max: 6 }),
  isGone: fc.boolean(),
  riskScore: fc.integer({ min: 0, max: 3 }),
  zoneId: fc.constantFrom("zone a", "zone b", null),
  state: fc.constantFrom("unsanctioned", "sanctioned", "retired"),
  isExposed: fc.boolean(),
  conflictCount: fc.nat({ max: 1 }),
  vendor: fc.constantFrom("Siemens", null),
  role: fc.constantFrom("plc", null),
  macs: fc.constantFrom("00:1b:00:00:00:01", ""),
  subnet: fc.constantFrom("realm 10.0.0.0/24", "realm 10.0.1.0/24", null),
});

/** Zones and subnets without devices are left out: which were ever heard of is another matter. */
const inUse = ({ zones, ...rest }: DeviceSums) => ({
  ...rest,
  zones: new Map([...zones].filter(([, it]) => it.deviceCount > 0)),
});

it("says after any changes what it says of the devices that there are in the end", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const columns = new DeviceColumns();
      const devices = new Map<number, typeof BLANK_DEVICE_ROW>();
      for (const { at, isGone, ...said } of changes) {
        const device = { ...BLANK_DEVICE_ROW, ...said, id: idOf(at) };
        if (isGone) columns.remove(device.id);
        else columns.put(device);
        if (isGone) devices.delete(at);
        else devices.set(at, device);
        // Read in between, what was said before must not be said again.
        columns.sums.read();
      }
      const anew = new DeviceColumns();
      for (const device of devices.values()) anew.put(device);
      expect(inUse(columns.sums.read())).toEqual(inUse(anew.sums.read()));
    }),
  );
});
