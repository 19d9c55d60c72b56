import { describe, expect, it } from "vitest";
import { minute, START_US } from "@/lib/testing/builders";
import type { Device } from "../device/device";
import { contradictsPath, type PathFlow } from "./contradicts-path";
import type { ClosedPath, Mitigation } from "./mitigation";
import { MitigationBook } from "./mitigation-book";

const MAC = { kind: "mac" as const, realm: "plant", value: "00:1b:1b:00:00:05" };
const CITATION = { realm: "plant", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position: 7 };

/** A controller that states its firmware, last seen stating it `at` minutes after the start. */
function deviceSeen(at: number): Device {
  const claim = {
    value: "V3.2.8",
    protocol: "s7comm",
    method: "active" as const,
    inferred: false,
    citation: CITATION,
    firstSeenUs: START_US,
    lastSeenUs: minute(at),
    count: 1,
  };
  const firmware = {
    value: "V3.2.8",
    reason: "only source",
    claim,
    agreeing: [],
    dissenting: [],
    isPinned: false,
    pinDecisionId: null,
  };
  return { id: "d1", identifiers: [MAC], fields: { firmware } } as unknown as Device;
}

const FINDING = { kind: "vulnerability", key: "EX-1", verdict: "affected", title: "Example weakness" } as const;

const patch = (changes: Partial<Mitigation> = {}): Mitigation => ({
  id: "m1",
  kind: "patch",
  means: null,
  title: "Firmware 3.3",
  scope: "findings",
  zoneId: null,
  targets: [{ anchor: MAC, finding: "vulnerability EX-1" }],
  factor: "automatable",
  path: null,
  owner: "Anna",
  startsAtUs: minute(100),
  reviewAtUs: null,
  expiresAtUs: null,
  endedAtUs: null,
  standing: "holds",
  contradictions: [],
  ...changes,
});

function judge(mitigation: Mitigation, device: Device, findings: readonly (typeof FINDING)[], nowAt = 1_000) {
  const book = new MitigationBook([mitigation], new Map(), () => null, minute(nowAt));
  const credits = book.creditsOf(device, null, findings);
  return { credits, outcome: book.outcomes()[0] };
}

describe("a patch", () => {
  it("has its credit until the device says what it runs", () => {
    const { credits, outcome } = judge(patch(), deviceSeen(50), [FINDING]);
    expect(credits).toMatchObject([{ id: "m1", factor: "automatable", findings: ["vulnerability EX-1"] }]);
    expect(outcome?.standing).toBe("holds");
  });

  it("loses it when the device is seen with the old firmware afterwards, and cites where", () => {
    const { credits, outcome } = judge(patch(), deviceSeen(150), [FINDING]);
    expect(credits).toEqual([]);
    expect(outcome).toMatchObject({
      standing: "withdrawn",
      contradictions: [{ kind: "firmware", citation: CITATION }],
    });
  });

  it("is confirmed when none of its findings holds any more", () => {
    expect(judge(patch(), deviceSeen(150), []).outcome?.standing).toBe("confirmed");
  });

  it("gives nothing before it begins, after its end, and on other devices", () => {
    expect(judge(patch(), deviceSeen(50), [FINDING], 99).outcome?.standing).toBe("not-begun");
    expect(judge(patch({ expiresAtUs: minute(500) }), deviceSeen(50), [FINDING]).credits).toEqual([]);
    const other = { ...deviceSeen(50), identifiers: [{ ...MAC, value: "00:1b:1b:00:00:06" }] };
    expect(judge(patch(), other, [FINDING]).credits).toEqual([]);
  });
});

describe("a path that is said to be closed", () => {
  const path: ClosedPath = {
    direction: "in",
    peer: "zone",
    zoneId: "z1",
    protocol: "modbus",
    operations: ["write"],
    allowedDeviceIds: ["hmi"],
  };
  const flow: PathFlow = {
    direction: "in",
    transport: "tcp",
    protocol: "modbus",
    operations: { write: 1 },
    packetsFromResponder: 1,
    lastSeenUs: minute(101),
    peer: { deviceId: "laptop", ip: "10.0.0.9", zoneId: "z1" },
  };
  const isAgainst = (changes: Partial<PathFlow>, other: Partial<ClosedPath> = {}) =>
    contradictsPath({ ...path, ...other }, minute(100), { ...flow, ...changes }, "z2");

  it("is contradicted by exactly what it forbids", () => {
    expect(isAgainst({})).toBe(true);
    expect(isAgainst({ lastSeenUs: minute(100) })).toBe(false);
    expect(isAgainst({ operations: { read: 9 } })).toBe(false);
    expect(isAgainst({ packetsFromResponder: 0 })).toBe(false);
    expect(isAgainst({ direction: "out" })).toBe(false);
    expect(isAgainst({ protocol: "http" })).toBe(false);
    expect(isAgainst({ peer: { deviceId: "hmi", ip: null, zoneId: "z1" } })).toBe(false);
    expect(isAgainst({ peer: { deviceId: "laptop", ip: null, zoneId: "z3" } })).toBe(false);
  });

  it("to the internet is contradicted by public addresses alone; from anywhere without a protocol, by other zones", () => {
    const outside = { deviceId: null, ip: "8.8.8.8", zoneId: null };
    expect(isAgainst({ peer: outside }, { peer: "internet", zoneId: null })).toBe(true);
    expect(isAgainst({}, { peer: "internet", zoneId: null })).toBe(false);
    const anything = { peer: "anywhere", zoneId: null, protocol: null, operations: [] } as const;
    expect(isAgainst({}, anything)).toBe(true);
    expect(isAgainst({ peer: { deviceId: "x", ip: null, zoneId: "z2" } }, anything)).toBe(false);
    expect(isAgainst({ protocol: "lldp" }, anything)).toBe(false);
  });
});
