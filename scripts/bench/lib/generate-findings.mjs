/** Findings, mitigations and planned work of an invented plant: those of device n are the same in every run. */
import { createHash, randomUUID } from "node:crypto";

const ADVISORIES = 684;
const CHECKS = ["telnet", "ftp", "snmp-v1", "smb-v1", "opcua-none"];
const VERDICTS = ["affected", "affected", "possible", "not-affected"];
const DECISIONS = ["defer", "scheduled", "scheduled", "out-of-cycle", "immediate"];
const KINDS = ["compensating-control", "acceptance"];

const hashOf = (text) => createHash("sha256").update(text).digest();

/** @returns rows as the rebuild hands them to `replaceFindings` */
export function generateFindings(device, n, count) {
  return Array.from({ length: count }, (_, nth) => {
    const hash = hashOf(`${n} ${nth}`);
    const isHardening = nth === 0;
    const key = isHardening
      ? CHECKS[n % CHECKS.length]
      : `SSA-${100_000 + ((hash.readUInt16LE(0) + nth * 131) % ADVISORIES)}`;
    const decision = DECISIONS[hash[2] % DECISIONS.length];
    const hex = hashOf(`${n} ${key} ${nth}`).toString("hex");
    return {
      id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
      deviceId: device.id,
      kind: isHardening ? "hardening" : "vulnerability",
      key,
      title: isHardening ? `Service in the clear: ${key}` : `Weaknesses in the web server of ${key}`,
      verdict: VERDICTS[hash[3] % VERDICTS.length],
      confidence: null,
      question: null,
      product: device.vendor === null ? null : `${device.vendor} ${device.model}`,
      cves: isHardening
        ? []
        : [`CVE-2026-${1000 + (hash.readUInt16LE(4) % 3000)}`, `CVE-2025-${1000 + (hash.readUInt16LE(6) % 3000)}`],
      cvss: isHardening ? null : (hash[8] % 101) / 10,
      epss: isHardening ? null : hash[9] / 256,
      isKev: hash[10] % 20 === 0,
      exploitation: "none",
      decision,
      priority: DECISIONS.indexOf(decision) * 1_000 + hash[11],
      fix: hash[12] % 2 === 0 ? "Update to V5.0" : null,
      detail: {
        verdict: null,
        because: "The firmware lies in the advisory's range.",
        alternative: null,
        inputs: [],
        ssvcRow: null,
        bod: null,
        points: [],
        facts: [],
        citation: null,
        weakness: [],
      },
      fingerprint: hex,
    };
  });
}

/** One for every tenth device, on one of its findings. */
export function generateMitigations(devices) {
  return devices
    .filter((_, at) => at % 10 === 0)
    .map((device, at) => ({
      id: randomUUID(),
      kind: KINDS[at % KINDS.length],
      means: null,
      title: `Control ${device.name ?? at}`,
      scope: "devices",
      zoneId: null,
      factor: null,
      path: null,
      owner: "A. Keeper",
      evidence: "Ticket",
      evidenceUrl: null,
      startsAt: new Date(Date.UTC(2026, 0, 1 + (at % 28))),
      reviewAt: null,
      expiresAt: null,
      createdBy: "bench",
      targets: [{ anchor: device.detail.anchor, deviceId: device.id, finding: null }],
    }));
}

/** One item for every fortieth device: people plan by hand. */
export function generateWork(devices) {
  return devices
    .filter((_, at) => at % 40 === 0)
    .map((device, at) => ({
      id: randomUUID(),
      title: `Update ${device.name ?? at}`,
      kind: "patch",
      outage: at % 3 === 0 ? "none" : "device",
      minutes: 30,
      owner: "A. Keeper",
      note: "",
      zoneId: device.zoneId,
      deviceIds: [device.id],
      findingKey: null,
      riskRemoved: null,
      createdBy: "bench",
    }));
}
