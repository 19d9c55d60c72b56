import { expect, it } from "vitest";
import { listCells } from "@/lib/testing/list-cells";
import { type DayTraffic, dayColumns } from "./day-columns";
import { FlowCube } from "./flow-cube";

const row = (from: string, to: string, protocol: string, more: Partial<DayTraffic> = {}): DayTraffic => ({
  ...{ from, to, protocol, flows: 1, packets: 2, bytes: 10, operations: [0, 1, 0, 0, 0, 0] },
  ...{ firstSeenUs: 5, lastSeenUs: 9, ports: ["tcp 502"], ...more },
});
const ALL = { fromDay: null, toDay: null };

function cube(): FlowCube {
  const made = new FlowCube();
  const set = (day: number, rows: readonly DayTraffic[]) => made.setDay(day, dayColumns(rows));
  set(1, [row("b", "a", "tls"), row("a", "b", "modbus"), row("a", "b", "dns", { operations: [0, 0, 0, 0, 0, 0] })]);
  set(2, [row("a", "b", "modbus", { firstSeenUs: 2, bytes: 7, operations: [0, 0, 3, 0, 0, 0] })]);
  set(-1, [row("a", "a", "arp", { firstSeenUs: null, lastSeenUs: null, ports: [] })]);
  return made;
}

it("adds up each pair over protocols and days, and leaves out who did not talk in the window", () => {
  expect(listCells(cube().sum(ALL))).toEqual([
    expect.objectContaining({ from: "a", to: "a", protocols: ["arp"], firstSeenUs: null, lastSeenUs: null }),
    {
      ...{ from: "a", to: "b", protocols: ["dns", "modbus"], flows: 3, packets: 6, bytes: 27 },
      ...{ operations: { read: 1, write: 3 }, firstSeenUs: 2, lastSeenUs: 9 },
    },
    expect.objectContaining({ from: "b", to: "a", protocols: ["tls"], flows: 1 }),
  ]);
  expect(
    listCells(cube().sum({ fromDay: 2, toDay: 2 })).map(({ from, to, protocols }) => [from, to, protocols]),
  ).toEqual([["a", "b", ["modbus"]]]);
});

it("says how many bytes there were before, and where a pair stands", () => {
  const sums = cube().sum({ fromDay: 2, toDay: 2 }, { fromDay: 1, toDay: 1 });
  expect([...(sums.bytesBefore ?? [])]).toEqual([20]);
  expect([sums.placeOf("a", "b"), sums.placeOf("b", "a"), sums.placeOf("x", "y")]).toEqual([0, -1, -1]);
});

it("takes a changed day for what it is now", () => {
  const changed = cube();
  changed.sum(ALL);
  changed.setDay(1, dayColumns([row("a", "b", "modbus")]));
  changed.setDay(-1, dayColumns([]));
  expect(listCells(changed.sum(ALL)).map(({ from, to, bytes }) => [from, to, bytes])).toEqual([["a", "b", 17]]);
});

it("tells sets of more than a hundred protocols apart", () => {
  const many = new FlowCube();
  const names = Array.from({ length: 120 }, (_, at) => `p${String(at).padStart(3, "0")}`);
  many.setDay(
    1,
    dayColumns([...names.map((name) => row("a", "b", name)), row("b", "a", "p119"), row("b", "c", "p060")]),
  );
  expect(listCells(many.sum(ALL)).map(({ protocols }) => protocols)).toEqual([names, ["p119"], ["p060"]]);
});

it("tells traffic apart by protocol and port only for the pairs that are asked for", () => {
  const traffic = cube().traffic(ALL, [{ from: "a", to: "b" }]);
  expect([...traffic.keys()]).toEqual(["a b"]);
  const byProtocol = new Map(traffic.get("a b")?.map((it) => [it.protocol, it]));
  expect(byProtocol.get("modbus")).toEqual({
    ...{ protocol: "modbus", operations: { read: 1, write: 3 }, ports: [{ transport: "tcp", port: 502 }] },
  });
  expect(byProtocol.get("dns")?.operations).toEqual({});
});
