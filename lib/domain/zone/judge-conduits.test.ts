import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPERATIONS, type OperationCounts } from "../flow/flow";
import { type ConduitRule, conduitJudge, conduitsAllow, type JudgedTraffic } from "./judge-conduits";

const conduit = (fromZoneId: string, toZoneId: string, rule: Partial<ConduitRule> = {}): ConduitRule => ({
  fromZoneId,
  toZoneId,
  initiator: "from",
  protocols: [],
  operations: [],
  ports: [],
  ...rule,
});
const speaks = (...protocols: string[]): JudgedTraffic[] =>
  protocols.map((protocol) => ({ protocol, operations: {}, ports: null }));
const does = (protocol: string, operations: OperationCounts): JudgedTraffic[] => [
  { protocol, operations, ports: null },
];
const on = (protocol: string, transport: string, ...ports: number[]): JudgedTraffic[] => [
  { protocol, operations: {}, ports: ports.map((port) => ({ transport, port })) },
];

describe("conduitJudge", () => {
  it("needs no conduit inside one zone", () => {
    expect(conduitJudge([]).verdict("a", "a", speaks("modbus"))).toBe("inside");
  });

  it("calls a pair that nobody decided undecided, not a violation", () => {
    expect(conduitJudge([conduit("a", "c")]).verdict("a", "b", speaks("modbus"))).toBe("undecided");
  });

  it("decides nothing about ends that are no zone, whatever conduits say", () => {
    for (const key of ["unzoned", "internet"]) {
      const judge = conduitJudge([conduit("a", key), conduit(key, "a"), conduit(key, key)]);
      for (const [from, to] of [
        ["a", key],
        [key, "a"],
        [key, key],
      ] as const) {
        expect(judge.verdict(from, to, speaks("modbus"))).toBe("undecided");
      }
    }
  });

  it("finds the one protocol that no conduit names", () => {
    const judge = conduitJudge([
      conduit("a", "b", { protocols: ["modbus"] }),
      conduit("a", "b", { protocols: ["opcua"] }),
    ]);
    expect(judge.verdict("a", "b", speaks("modbus", "opcua"))).toBe("inside");
    expect(judge.verdict("a", "b", speaks("modbus", "telnet"))).toBe("violation");
    expect(judge.breaches("a", "b", speaks("modbus", "telnet"))).toEqual([{ protocol: "telnet", operations: [] }]);
  });

  it("lets a conduit without protocols carry any, whatever narrower ones stand beside it", () => {
    const [wide, narrow] = [conduit("a", "b"), conduit("a", "b", { protocols: ["modbus"] })];
    for (const rules of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      expect(conduitJudge(rules).verdict("a", "b", speaks("telnet"))).toBe("inside");
    }
  });

  it("holds a conduit for the side that may begin", () => {
    const one = conduitJudge([conduit("a", "b", { protocols: ["modbus"] })]);
    expect(one.verdict("b", "a", speaks("modbus"))).toBe("violation");
    const either = conduitJudge([conduit("a", "b", { protocols: ["modbus"], initiator: "either" })]);
    expect(either.verdict("b", "a", speaks("modbus"))).toBe("inside");
    expect(either.verdict("b", "a", speaks("telnet"))).toBe("violation");
  });

  it("lets only those operations pass that are named, and messages that do nothing with them", () => {
    const judge = conduitJudge([conduit("a", "b", { protocols: ["modbus"], operations: ["read"] })]);
    expect(judge.verdict("a", "b", does("modbus", { read: 5 }))).toBe("inside");
    expect(judge.verdict("a", "b", speaks("modbus"))).toBe("inside");
    expect(judge.verdict("a", "b", does("modbus", { read: 5, write: 1 }))).toBe("violation");
    expect(judge.breaches("a", "b", does("modbus", { read: 5, write: 1, program: 2 }))).toEqual([
      { protocol: "modbus", operations: ["write", "program"] },
    ]);
    expect(judge.verdict("a", "b", does("modbus", { read: 5, write: 0 }))).toBe("inside");
  });

  it("adds operations of conduits of the same protocol up, but not those of another protocol", () => {
    const reads = conduit("a", "b", { protocols: ["modbus"], operations: ["read"] });
    const writes = (protocol: string) => conduit("a", "b", { protocols: [protocol], operations: ["write"] });
    const traffic = does("modbus", { read: 1, write: 1 });
    expect(conduitJudge([reads, writes("modbus")]).verdict("a", "b", traffic)).toBe("inside");
    expect(conduitJudge([reads, writes("s7comm")]).verdict("a", "b", traffic)).toBe("violation");
  });

  it("holds a conduit to its own ports where they are known", () => {
    const rule = conduit("a", "b", { protocols: ["modbus"], ports: [{ transport: "tcp", from: 502, to: 510 }] });
    const judge = conduitJudge([rule]);
    expect(judge.verdict("a", "b", on("modbus", "tcp", 502, 510))).toBe("inside");
    expect(judge.verdict("a", "b", on("modbus", "tcp", 502, 511))).toBe("violation");
    expect(judge.verdict("a", "b", on("modbus", "udp", 502))).toBe("violation");
    expect(judge.verdict("a", "b", speaks("modbus"))).toBe("inside");
  });

  it("decides nothing about the internet and unzoned devices", () => {
    const judge = conduitJudge([conduit("a", "b")]);
    expect(judge.verdict("a", "internet", speaks("tls"))).toBe("undecided");
    expect(judge.verdict("unzoned", "unzoned", speaks("tls"))).toBe("undecided");
  });

  it("calls nothing a violation that it cannot name, and forbids nothing by one more conduit", () => {
    const rule = fc.record({
      fromZoneId: fc.constantFrom("a", "b", "c"),
      toZoneId: fc.constantFrom("a", "b", "c"),
      initiator: fc.constantFrom("from" as const, "either" as const),
      protocols: fc.subarray(["modbus", "s7comm", "tls"]),
      operations: fc.subarray([...OPERATIONS]),
      ports: fc.subarray([{ transport: "tcp" as const, from: 500, to: 510 }]),
    });
    const traffic = fc.record({
      protocol: fc.constantFrom("modbus", "s7comm", "tls"),
      operations: fc.dictionary(fc.constantFrom(...OPERATIONS), fc.nat(2)),
      ports: fc.option(fc.array(fc.record({ transport: fc.constant("tcp"), port: fc.constantFrom(502, 80) }))),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), rule, fc.array(traffic, { maxLength: 4 }), (rules, more, seen) => {
        const judge = conduitJudge(rules);
        const verdict = judge.verdict("a", "b", seen);
        expect(verdict === "violation").toBe(judge.breaches("a", "b", seen).length > 0);
        if (verdict === "inside") expect(conduitJudge([...rules, more]).verdict("a", "b", seen)).toBe("inside");
        const there = rules.filter(
          (it) =>
            (it.fromZoneId === "a" && it.toZoneId === "b") ||
            (it.initiator === "either" && it.fromZoneId === "b" && it.toZoneId === "a"),
        );
        if (verdict !== "undecided") {
          expect(verdict === "inside").toBe(seen.every((it) => conduitsAllow(there, it)));
        }
      }),
    );
  });
});
