import { expect, test } from "vitest";
import { deviceSubtitle } from "./device-name";

const seen = (value: string) => ({ value, mark: "passive", hasConflict: false }) as const;
const nameless = { id: "a", name: null, vendor: null, model: null, ips: [], macs: [], role: null };

test("stands beside the name as what it is, in the words that people use for roles", () => {
  expect(deviceSubtitle({ ...nameless, name: seen("RTU-04"), role: seen("rtu") })).toBe("RTU");
  expect(deviceSubtitle({ ...nameless, name: seen("EWS-1"), role: seen("engineering-station") })).toBe(
    "engineering station",
  );
  expect(deviceSubtitle({ ...nameless, name: seen("PLC-1"), model: seen("CPU 315"), role: seen("plc") })).toBe(
    "CPU 315",
  );
  expect(deviceSubtitle(nameless)).toBeNull();
});
