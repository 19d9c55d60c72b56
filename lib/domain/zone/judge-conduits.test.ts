import { describe, expect, it } from "vitest";
import { conduitJudge } from "./judge-conduits";

const conduit = (fromZoneId: string, toZoneId: string, ...protocols: string[]) => ({ fromZoneId, toZoneId, protocols });

describe("conduitJudge", () => {
  it("needs no conduit inside one zone", () => {
    expect(conduitJudge([])("a", "a", ["modbus"])).toBe("inside");
  });

  it("calls a pair that nobody decided undecided, not a violation", () => {
    expect(conduitJudge([conduit("a", "c")])("a", "b", ["modbus"])).toBe("undecided");
  });

  it("finds the one protocol that no conduit names", () => {
    const judge = conduitJudge([conduit("a", "b", "modbus"), conduit("a", "b", "opcua")]);
    expect(judge("a", "b", ["modbus", "opcua"])).toBe("inside");
    expect(judge("a", "b", ["modbus", "telnet"])).toBe("violation");
  });

  it("lets a conduit without protocols carry any, whatever narrower ones stand beside it", () => {
    for (const rules of [
      [conduit("a", "b"), conduit("a", "b", "modbus")],
      [conduit("a", "b", "modbus"), conduit("a", "b")],
    ]) {
      expect(conduitJudge(rules)("a", "b", ["telnet"])).toBe("inside");
    }
  });

  it("holds a conduit for its direction only", () => {
    expect(conduitJudge([conduit("a", "b", "modbus")])("b", "a", ["modbus"])).toBe("violation");
  });

  it("decides nothing about the internet and unzoned devices", () => {
    const judge = conduitJudge([conduit("a", "b")]);
    expect(judge("a", "internet", ["tls"])).toBe("undecided");
    expect(judge("unzoned", "unzoned", ["tls"])).toBe("undecided");
  });
});
