import { describe, expect, it } from "vitest";
import { CITATION } from "@/lib/testing/risk-inputs";
import { exposureLeft } from "./credit";
import type { Exposure, RiskCredit } from "./risk";

const contact = { direction: "in", protocol: "s7comm", operations: { write: 3 }, citation: CITATION } as const;
const EXPOSURE: Exposure = {
  internet: [{ peer: "203.0.113.9", direction: "in", protocol: "tls", citation: CITATION }],
  remoteAccess: [{ tool: "AnyDesk", peer: "203.0.113.9", citation: CITATION }],
  crossZone: [
    { ...contact, zone: "office" },
    { ...contact, zone: "cell" },
  ],
};
const closed = (path: Partial<NonNullable<RiskCredit["path"]>>): RiskCredit => ({
  id: "m",
  title: "Rule 7",
  because: "closed",
  factor: "exposure",
  findings: null,
  path: { direction: "in", peer: "anywhere", zone: null, protocol: null, operations: [], ...path },
});
const zonesLeft = (credit: RiskCredit) => exposureLeft(EXPOSURE, [credit]).crossZone.map(({ zone }) => zone);

describe("what closed paths leave of the exposure", () => {
  it("is everything where none is closed", () => {
    expect(exposureLeft(EXPOSURE, [])).toEqual(EXPOSURE);
  });

  it("is nothing from outside and from other zones where all is closed", () => {
    expect(exposureLeft(EXPOSURE, [closed({})])).toEqual({ internet: [], remoteAccess: [], crossZone: [] });
  });

  it("is what comes from other zones than the one that is closed", () => {
    expect(zonesLeft(closed({ peer: "zone", zone: "office" }))).toEqual(["cell"]);
  });

  it("is the whole contact where only some operations are kept away: the way there is still open", () => {
    expect(zonesLeft(closed({ operations: ["write"] }))).toEqual(["office", "cell"]);
  });

  it("is what is closed in the other direction or by another protocol", () => {
    expect(exposureLeft(EXPOSURE, [closed({ direction: "out" })]).internet).toHaveLength(1);
    expect(exposureLeft(EXPOSURE, [closed({ protocol: "modbus" })])).toEqual(EXPOSURE);
  });
});
