import fc from "fast-check";
import { DEVICE_STATES } from "@/lib/domain/device/decision";
import type { DeviceService } from "@/lib/domain/device/device";
import { EXPLOITATIONS } from "@/lib/domain/finding/finding";
import { SERVICE_EVIDENCE } from "@/lib/domain/observation";
import type { RiskCredit, RiskInput } from "@/lib/domain/risk/risk";
import { PURDUE_LEVELS, ZONE_CONSEQUENCES } from "@/lib/domain/zone/zone";

/** Devices as the risk sees them, drawn at random; a few causes only, so that they meet. */
export const CITATION = { realm: "plant", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position: 7 };

export const serviceOf = (protocol: string, port: number | null, more: Partial<DeviceService> = {}): DeviceService => ({
  transport: "tcp",
  port,
  protocol,
  evidence: "payload",
  product: null,
  version: null,
  seen: ["passive"],
  flags: [],
  firstSeenUs: 1,
  lastSeenUs: 2,
  citation: CITATION,
  ...more,
});

export const CALM: RiskInput = {
  state: "sanctioned",
  role: null,
  criticality: null,
  zone: null,
  services: [],
  conflictCount: 0,
  exposure: { internet: [], crossZone: [], remoteAccess: [] },
  vulnerabilities: [],
  credits: [],
};

export const service = fc
  .record({
    protocol: fc.constantFrom("telnet", "modbus", "http", "ssh", "ftp", "unknown", "snmp", "goose"),
    port: fc.constantFrom(null, 21, 23, 80, 161, 502),
    evidence: fc.constantFrom(...SERVICE_EVIDENCE),
    flags: fc.subarray(["cleartext-login", "smbv1", "snmp-v1", "tls<1.2", "made-up"]),
  })
  .map(({ protocol, port, ...more }) => serviceOf(protocol, port, more));
const direction = fc.constantFrom("in" as const, "out" as const);
const protocol = fc.constantFrom("modbus", "http", "s7comm", "tls");
export const internet = fc.record({
  peer: fc.constantFrom("8.8.8.8", "x.org"),
  direction,
  protocol,
  citation: fc.constant(null),
});
export const vulnerability = fc.record({
  advisory: fc.constantFrom("EX-1", "EX-2", "EX-3", "EX-4", "EX-5", "EX-6", "EX-7"),
  title: fc.constant("Example"),
  verdict: fc.constantFrom("affected" as const, "possible" as const),
  exploitation: fc.constantFrom(...EXPLOITATIONS),
  cvss: fc.constantFrom(null, 4.3, 7, 9.8),
  isAutomatable: fc.boolean(),
  hasFix: fc.boolean(),
});
export const crossZone = fc.record({
  zone: fc.constantFrom("Enterprise", "Cell 3"),
  direction,
  protocol,
  operations: fc.record({ read: fc.nat(3), write: fc.nat(3), program: fc.nat(1) }),
  citation: fc.constant(null),
});
export const remoteAccess = fc.record({
  tool: fc.constantFrom("TeamViewer", "VNC"),
  peer: fc.constantFrom("a", "b"),
  citation: fc.constant(null),
});
export const endOfSupport = fc.record({ because: fc.constant("it ended"), isPossible: fc.boolean() });
const finding = fc.constantFrom(
  "hardening end-of-support",
  ...["EX-1", "EX-2", "EX-3"].map((it) => `vulnerability ${it}`),
  ...["telnet", "modbus", "http"].map((it) => `hardening service ${it}`),
);
const path = fc.record({
  direction,
  peer: fc.constantFrom("anywhere" as const, "internet" as const, "zone" as const),
  zone: fc.constantFrom("Enterprise", "Cell 3"),
  protocol: fc.option(protocol),
  operations: fc.subarray(["read" as const, "write" as const, "program" as const]),
});
export const credit: fc.Arbitrary<RiskCredit> = fc.record({
  id: fc.uuid(),
  title: fc.constant("Control"),
  because: fc.constant("a control"),
  factor: fc.constantFrom("exposure" as const, "automatable" as const, null),
  findings: fc.option(fc.array(finding, { minLength: 1, maxLength: 2 })),
  path: fc.option(path),
});
export const riskInput: fc.Arbitrary<RiskInput> = fc.record({
  state: fc.constantFrom(...DEVICE_STATES),
  role: fc.constantFrom(null, "plc", "safety controller", "camera", "engineering station", "switch"),
  criticality: fc.constantFrom(null, 1, 2, 3, 4, 5),
  zone: fc.option(
    fc.record({
      name: fc.constantFrom("Cell 3", "DMZ"),
      purdueLevel: fc.constantFrom(null, ...PURDUE_LEVELS),
      criticality: fc.constantFrom(1, 2, 3, 4, 5),
      consequence: fc.constantFrom(null, ...ZONE_CONSEQUENCES),
    }),
  ),
  services: fc.array(service, { maxLength: 6 }),
  conflictCount: fc.nat(8),
  exposure: fc.record({
    internet: fc.array(internet, { maxLength: 4 }),
    crossZone: fc.array(crossZone, { maxLength: 4 }),
    remoteAccess: fc.array(remoteAccess, { maxLength: 3 }),
  }),
  vulnerabilities: fc.array(vulnerability, { maxLength: 8 }),
  endOfSupport: fc.option(endOfSupport),
  credits: fc.array(credit, { maxLength: 3 }),
});
