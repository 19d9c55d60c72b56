/** Devices and flows of an invented plant of any size: row n is the same in every run. */
import { createHash } from "node:crypto";

const VENDORS = [
  "Siemens",
  "Rockwell Automation",
  "Axis",
  "Schneider Electric",
  "ABB",
  "Moxa",
  "Hirschmann",
  "Phoenix Contact",
];
const ROLES = ["plc", "hmi", "camera", "switch", "engineering-station", null];
const STATES = ["unsanctioned", "sanctioned", "sanctioned", "ignored", "retired"];
const BANDS = ["low", "low", "medium", "high", "critical"];
export const PROTOCOLS = ["modbus", "s7comm", "http", "https", "opcua", "enip", "snmp", "ssh", "profinet"];
export const PORTS = [502, 102, 80, 443, 4840, 44818, 161, 22, 34964];
const TAGS = ["spare", "line-1", "line-2", "audit", "vendor-access"];
export const START_US = Date.UTC(2026, 0, 1) * 1000;
const DAY_US = 86_400e6;

/** A number between 0 and 2^32 that n leads to. */
const mix = (n, salt) => {
  let x = (n + Math.imul(salt, 0x9e3779b1)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};
const pick = (list, n, salt) => list[mix(n, salt) % list.length];
const hex = (n, length) => n.toString(16).padStart(length, "0");

export const ipOf = (n) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const idOf = (n) =>
  `${hex(mix(n, 1), 8)}-${hex(n & 0xffff, 4)}-4${hex((n >> 16) & 0xfff, 3)}-8000-${hex(mix(n, 2), 12)}`;

/** @returns rows as the rebuild hands them to `upsertDevices` */
export function generateDevices(first, count, { siteId, realmId, zones }) {
  return Array.from({ length: count }, (_, at) => device(first + at, siteId, realmId, zones));
}

function device(n, siteId, realmId, zones) {
  const zone = mix(n, 3) % 20 === 0 ? null : zones[(n >> 3) % zones.length];
  const [vendor, role, ip] = [n % 11 === 0 ? null : pick(VENDORS, n, 5), pick(ROLES, n, 6), ipOf(n)];
  const mac = `00:1b:${hex((n >> 24) & 255, 2)}:${hex((n >> 16) & 255, 2)}:${hex((n >> 8) & 255, 2)}:${hex(n & 255, 2)}`;
  const name = n % 7 === 0 ? null : `plc-${n}`;
  const model = vendor && `M${mix(n, 7) % 300}`;
  const firmware = n % 3 === 0 ? null : `V${mix(n, 8) % 9}.${mix(n, 9) % 30}.${mix(n, 10) % 5}`;
  const protocols = [...new Set([pick(PROTOCOLS, n, 11), pick(PROTOCOLS, n, 12)])].sort();
  const tags = mix(n, 13) % 4 === 0 ? [pick(TAGS, n, 14)] : [];
  const [firstSeenUs, lastSeenUs] = [
    START_US + (mix(n, 15) % 90) * DAY_US,
    START_US + (90 + (mix(n, 16) % 90)) * DAY_US,
  ];
  const anchor = { kind: "mac", realm: realmId, value: mac };
  const citation = { realm: realmId, fileSha256: "bench", fileName: "bench.pcap", format: "pcap", position: n + 1 };
  const claim = (value) => ({
    value,
    protocol: "s7comm",
    method: "passive",
    inferred: false,
    citation,
    firstSeenUs,
    lastSeenUs,
    count: 3,
  });
  const field = (value) => ({
    value,
    reason: "only source",
    claim: claim(value),
    agreeing: [],
    dissenting: [],
    isPinned: false,
    pinDecisionId: null,
  });
  const fields = Object.fromEntries(
    Object.entries({ name, vendor, model, firmware, role }).flatMap(([key, value]) =>
      value ? [[key, field(value)]] : [],
    ),
  );
  const services = protocols.map((protocol) => ({
    transport: "tcp",
    port: PORTS[PROTOCOLS.indexOf(protocol)],
    protocol,
    evidence: "payload",
    product: null,
    version: null,
    seen: ["passive"],
    flags: [],
    firstSeenUs,
    lastSeenUs,
    citation,
  }));
  const riskScore = mix(n, 17) % 101;
  const riskBand = pick(BANDS, n, 18);
  const id = idOf(n);
  return {
    id,
    siteId,
    realmIds: [realmId],
    zoneId: zone?.id ?? null,
    productId: null,
    endOfSupportUs: null,
    zoneReason: "subnet",
    state: pick(STATES, n, 19),
    stateReason: null,
    name,
    vendor,
    model,
    firmware,
    orderNumber: null,
    serial: `SN${n}`,
    os: null,
    role,
    owner: null,
    location: null,
    criticality: mix(n, 20) % 3 === 0 ? 1 + (mix(n, 21) % 5) : null,
    tags,
    custom: {},
    purdueLevel: zone?.level ?? null,
    riskScore,
    riskBand,
    presence: "active",
    conflictCount: 0,
    moduleCount: 0,
    isExposed: mix(n, 22) % 50 === 0,
    ips: [ip],
    macs: [mac],
    protocols,
    ipOrder: `4${hex(0x0a000000 + n, 8)}`,
    search: [ip, mac, vendor, model, firmware, name, `sn${n}`, ...protocols].filter(Boolean).join(" ").toLowerCase(),
    firstSeenUs,
    lastSeenUs,
    detail: {
      id,
      identifiers: [anchor],
      anchor,
      decisionIds: [],
      state: "unsanctioned",
      stateReason: null,
      realms: [realmId],
      fields,
      interfaces: [
        {
          mac,
          macKind: "universal",
          macVendor: null,
          realm: realmId,
          vlans: [],
          addresses: [{ ip, realm: realmId, fromUs: firstSeenUs, toUs: lastSeenUs, proof: "arp", citation }],
        },
      ],
      services,
      children: [],
      joins: [],
      conflicts: [],
      replaces: null,
      presence: "active",
      presenceReason: "It is usually heard at least every 5 min; the newest evidence of its realm is within its rhythm",
      firstSeenUs,
      lastSeenUs,
      annotations: { tags, notes: [], custom: {} },
    },
    risk: {
      score: riskScore,
      band: riskBand,
      likelihood: 1,
      impact: 1,
      waterfall: [],
      counterfactuals: [],
      sentence: "",
      factors: [],
    },
    circumstances: {
      exposure: { internet: [], crossZone: [], remoteAccess: [] },
      vulnerabilities: [],
      credits: [],
    },
    fingerprint: createHash("sha256").update(`${n}`).digest("hex"),
  };
}

/** @returns flows between the first `devices` of the plant; some devices talk far more than others */
export function generateFlows(first, count, devices) {
  return Array.from({ length: count }, (_, at) => {
    const n = first + at;
    const protocol = pick(PROTOCOLS, n, 31);
    const packets = 2 + (mix(n, 32) % 500);
    const server = mix(n, 33) % 4 === 0 ? mix(n, 34) % 20 : mix(n, 34) % devices;
    const lastSeenUs = START_US + (mix(n, 35) % 180) * DAY_US + (n % 86_400) * 1e6;
    return {
      initiator: { ip: ipOf(mix(n, 36) % devices), mac: null },
      responder: { ip: ipOf(server), mac: null },
      transport: "tcp",
      port: PORTS[PROTOCOLS.indexOf(protocol)],
      protocol,
      evidence: "payload",
      vlan: null,
      packets,
      bytes: packets * 180,
      packetsFromResponder: packets >> 1,
      bytesFromResponder: packets * 90,
      firstSeenUs: lastSeenUs - 60e6,
      lastSeenUs,
      position: n + 1,
      operations: { read: packets >> 2 },
      operationPositions: { read: n + 1 },
      peerName: null,
      peerNameFrom: null,
    };
  });
}
