import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { DeviceColumns } from "./device-columns";
import { FindingColumns } from "./finding-columns";

const ROWS = 20_000;
/** The shortest text, with the place that refers to it. */
const SMALLEST_OBJECT = 24;

/** V8 learns, compiles and lets go when it likes: now and then ten bytes for each of the rows, in either direction. */
const MEASURES = 5;

/** Bytes of objects, which every full collection of garbage walks through; arrays of numbers lie outside. */
function objectsOf(fill: () => unknown): number {
  const measured = Array.from({ length: MEASURES }, () => {
    const before = liveHeapBytes();
    const held = fill();
    const bytes = liveHeapBytes() - before;
    expect(held).toBeDefined();
    return bytes;
  }).sort((one, other) => one - other);
  return measured[Math.floor(MEASURES / 2)] ?? Number.NaN;
}

it("findings hold no object for each of them or of their devices", () => {
  const perRow =
    objectsOf(() => {
      const columns = new FindingColumns();
      for (let at = 0; at < ROWS; at++) {
        columns.put({
          ...{ id: randomUUID(), kind: "vulnerability", key: `EX-${at % 20}`, title: "Weak", verdict: "affected" },
          ...{ product: "Maker X", cves: [], cvss: 5, isKev: false, decision: "scheduled", priority: at },
          ...{ deviceId: randomUUID(), deviceName: `device ${at}`, zoneId: null, siteId: "s", realmIds: "r" },
          isRetired: false,
        });
      }
      return columns;
    }) / ROWS;
  expect(perRow).toBeLessThan(SMALLEST_OBJECT / 2);
});

it("devices hold no object for each of them", () => {
  const perRow =
    objectsOf(() => {
      const columns = new DeviceColumns();
      for (let at = 0; at < ROWS; at++) {
        columns.put({
          ...{ id: randomUUID(), siteId: "s", zoneId: null, purdueLevel: 1, state: "unsanctioned", presence: null },
          ...{ riskScore: at % 100, riskBand: "low", conflictCount: 0, moduleCount: 0, isExposed: false },
          ...{ criticality: null, name: `Device number ${at}`, serial: `S-${at}`, vendor: "Maker", model: "X" },
          ...{
            firmware: "1.0",
            orderNumber: null,
            golden: null,
            os: null,
            role: "plc",
            proof: "[true,true,[]]",
            owner: null,
            location: null,
          },
          ...{ subnet: "r 10.0.0.0/24", realmIds: "r", protocols: "modbus", tags: "", ports: "", custom: "{}" },
          ...{ notes: "", conflictKinds: "", macs: `00:1b:1b:00:00:${at}`, childValues: "" },
          ...{ ipOrder: `4${at.toString(16).padStart(8, "0")}`, otherIps: "", search: `device number ${at}` },
          ...{ endOfSupportUs: null, firstSeenUs: at, lastSeenUs: at },
        });
      }
      return columns;
    }) / ROWS;
  expect(perRow).toBeLessThan(SMALLEST_OBJECT / 2);
});
