import { expect, it } from "vitest";
import { mergeMatrixCells, type ZoneTraffic } from "./merge-matrix-cells";

const traffic = (protocol: string, operations = {}) => ({ protocol, operations, ports: null });
const part = (changes: Partial<ZoneTraffic>): ZoneTraffic => ({
  from: "a",
  to: "b",
  protocols: ["modbus"],
  flows: 1,
  packets: 2,
  bytes: 3,
  operations: {},
  traffic: [],
  firstSeenUs: null,
  lastSeenUs: null,
  ...changes,
});

it("adds protocols of a pair of zones up to the same cell in any order, and keeps directions apart", () => {
  const parts = [
    part({
      protocols: ["s7comm"],
      operations: { write: 2 },
      traffic: [traffic("s7comm", { write: 2 })],
      firstSeenUs: 10,
      lastSeenUs: 10,
    }),
    part({
      operations: { read: 5, write: 1 },
      traffic: [traffic("modbus", { read: 5, write: 1 })],
      firstSeenUs: 4,
      lastSeenUs: 6,
    }),
    part({ protocols: ["dns"], traffic: [traffic("dns")] }),
    part({ from: "b", to: "a", bytes: 100 }),
  ];
  const merged = mergeMatrixCells(parts);
  expect(merged).toEqual([
    part({ from: "b", to: "a", bytes: 100 }),
    part({
      protocols: ["dns", "modbus", "s7comm"],
      flows: 3,
      packets: 6,
      bytes: 9,
      operations: { read: 5, write: 3 },
      traffic: [traffic("dns"), traffic("modbus", { read: 5, write: 1 }), traffic("s7comm", { write: 2 })],
      firstSeenUs: 4,
      lastSeenUs: 10,
    }),
  ]);
  expect(mergeMatrixCells(parts.toReversed())).toEqual(merged);
});
