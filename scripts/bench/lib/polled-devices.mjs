/** Devices that state who they are and poll each other: evidence and flows for benchmarks of what imports compute. */

const hex = (n) => n.toString(16).padStart(2, "0");
const macOf = (n) => `00:1b:1b:${hex((n >> 16) & 255)}:${hex((n >> 8) & 255)}:${hex(n & 255)}`;
const ipOf = (n) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/**
 * What the device of number `n` says of itself while it is listened to.
 *
 * @param {{ startUs: number, lengthUs: number }} span
 */
export function observationsOf(n, { startUs, lengthUs }) {
  const subject = { mac: macOf(n), ip: ipOf(n), child: null };
  const seen = { firstSeenUs: startUs, lastSeenUs: startUs + lengthUs, count: 60 };
  const base = { subject, method: "passive", position: n + 1, ...seen };
  const said = (field, value) => ({ ...base, kind: "identity", protocol: "s7comm", field, value, inferred: false });
  const frames = { sent: 60, received: 60, conversed: true, ttlMin: 64, ttlMax: 64, vlan: null };
  return [
    { ...base, kind: "sighting", protocol: "ethernet", ...frames },
    { ...base, kind: "binding", protocol: "arp", proof: "arp" },
    said("vendor", "Siemens"),
    said("serial", `S C-${n}X${n * 7}`),
    said("firmware", `V4.${n % 9}.${n % 5}`),
    {
      ...base,
      kind: "service",
      protocol: "s7comm",
      transport: "tcp",
      port: 102,
      service: "s7comm",
      evidence: "payload",
      product: null,
      version: null,
      flags: [],
    },
  ];
}

/**
 * The device of number `from` polls that of number `to`.
 *
 * @param {{ startUs: number, lengthUs: number }} span
 */
export function flowBetween(from, to, { startUs, lengthUs }, position) {
  return {
    initiator: { ip: ipOf(from), mac: macOf(from) },
    responder: { ip: ipOf(to), mac: macOf(to) },
    transport: "tcp",
    port: 102,
    protocol: "s7comm",
    evidence: "payload",
    vlan: null,
    packets: 120,
    bytes: 12_000,
    packetsFromResponder: 60,
    bytesFromResponder: 6_000,
    firstSeenUs: startUs,
    lastSeenUs: startUs + lengthUs,
    position,
    operations: { read: 60 },
    operationPositions: {},
    peerName: null,
    peerNameFrom: null,
  };
}
