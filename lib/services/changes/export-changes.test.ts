import { expect, test } from "vitest";
import type { ChangeDto } from "@/lib/contracts/changes";
import { writeChanges } from "./export-changes";

const change: ChangeDto = {
  kind: "new-peer",
  deviceId: "d",
  deviceName: "PLC-1",
  isPresent: true,
  what: "modbus",
  before: null,
  after: "HMI-2",
  otherId: "e",
};
const linesOf = (isCut: boolean, unknownPeerMonths: string[]) => [
  ...writeChanges({ items: [change], isCut, unknownPeerMonths }),
];

test("a file of changes that does not hold all of them says so in its last rows, one that does says nothing", () => {
  const whole = linesOf(false, []);
  expect(whole).toHaveLength(2);
  expect(whole.join("")).toContain("PLC-1");
  const cut = linesOf(true, ["2026-03"]);
  expect(cut.slice(0, 2)).toEqual(whole);
  expect(cut).toHaveLength(4);
  expect(cut[2]).toMatch(/^incomplete,.*choose a shorter time/);
  expect(cut[3]).toMatch(/^incomplete,.*2026-03/);
});
