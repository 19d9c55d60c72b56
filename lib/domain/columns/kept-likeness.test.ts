import fc from "fast-check";
import { expect, it } from "vitest";
import { BLANK_DEVICE_ROW } from "@/lib/testing/blank-device-row";
import { DeviceColumns } from "./device-columns";
import { KeptLikeness } from "./kept-likeness";
import { countLikeness } from "./likely-columns";

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const change = fc.record({
  at: fc.nat({ max: 9 }),
  isGone: fc.boolean(),
  riskScore: fc.integer({ min: 0, max: 3 }),
  role: fc.constantFrom("plc", "hmi", null),
  state: fc.constantFrom("unsanctioned", "sanctioned"),
});
const waiting = (columns: DeviceColumns) =>
  Uint8Array.from({ length: columns.rows }, (_, row) =>
    columns.isUsed[row] === 1 && columns.texts.state.values[columns.texts.state.codes[row] ?? 0] === "unsanctioned"
      ? 1
      : 0,
  );

it("counts after any changes what is counted anew, also of devices that joined, left, came back or went", () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 }), (steps) => {
      const columns = new DeviceColumns();
      const kept = new KeptLikeness(columns);
      for (const changes of steps) {
        for (const { at, isGone, ...said } of changes) {
          if (isGone) columns.remove(idOf(at));
          else columns.put({ ...BLANK_DEVICE_ROW, ...said, id: idOf(at) });
        }
        const mask = waiting(columns);
        expect(kept.count("waiting", mask).byCode).toEqual(countLikeness(columns, mask).byCode);
      }
    }),
  );
});

it("counts only what is alike to a device that changed", () => {
  const columns = new DeviceColumns();
  const kept = new KeptLikeness(columns);
  for (const [at, role] of ["plc", "plc", "hmi", "switch"].entries())
    columns.put({ ...BLANK_DEVICE_ROW, id: idOf(at), role });
  const rolesNow = () =>
    new Map([...kept.count("waiting", waiting(columns)).byCode.values()].map((it) => [it.role, it]));
  const before = rolesNow();
  columns.put({ ...BLANK_DEVICE_ROW, id: idOf(0), role: "hmi", riskScore: 4 });
  const after = rolesNow();
  expect(after.get("switch")).toBe(before.get("switch"));
  expect(["plc", "hmi"].map((role) => after.get(role)?.count)).toEqual([1, 2]);
});
