/**
 * The only thing that passes from discovery to the inventory, whatever its origin (packets, Zeek, nmap, CSV, people):
 * one source saw one thing about one endpoint in one interval. Pure data; strings are already cleaned by `cleanText`.
 */

/** Microseconds since the Unix epoch, UTC. Integers up to 2^53 hold this until the year 2255. */
export type TimeUs = number;

/** How a source came to know: it listened, it asked and was answered, or a person (or their list) says so. */
export type ObservationMethod = "passive" | "active" | "declared";

/** Who is spoken of. At least one part is set. */
export interface Subject {
  /** Lower case with colons, or null when the link layer is absent or belongs to somebody else (a router). */
  readonly mac: string | null;
  /** Canonical text of lib/domain/address.ts. */
  readonly ip: string | null;
  /** A device reached through the endpoint, in its protocol's words: "bacnet 2001/12", "modbus unit 7". */
  readonly child: string | null;
}

/** Identity fields, one closed list for every decoder, importer, page and export. */
export const IDENTITY_FIELDS = [
  "vendor",
  "model",
  "orderNumber",
  "firmware",
  "hardware",
  "serial",
  "name",
  "os",
  "description",
  "instance",
  "role",
  "location",
  "owner",
  "criticality",
] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

interface ObservationBase {
  readonly subject: Subject;
  /** Protocol or table that said it: "s7comm", "lldp", "arp", "oui", "zeek conn", "nmap s7-info", "csv". */
  readonly protocol: string;
  readonly method: ObservationMethod;
  /** 1-based frame (captures), line (logs, CSV) or host (scans) where it was first seen in the file. */
  readonly position: number;
  /** null when the source states no time (a CSV row, a log with masked timestamps). */
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** How often the same thing was seen between the two times; at least 1. */
  readonly count: number;
}

/** The endpoint's addresses stood in frames. Proves no ownership: the MAC may be a router's. */
export interface SightingObservation extends ObservationBase {
  readonly kind: "sighting";
  /** Frames (or records) sent by and sent to the subject. An endpoint that never sent is never a device. */
  readonly sent: number;
  readonly received: number;
  /** It answered somebody, or somebody answered it. */
  readonly conversed: boolean;
  /** Smallest and largest IP TTL or hop limit it sent; null without IP. A decremented TTL betrays a router. */
  readonly ttlMin: number | null;
  readonly ttlMax: number | null;
  readonly vlan: number | null;
}

/** Proofs that a MAC owns an IP, strongest first. */
export const BINDING_PROOFS = ["declared", "dhcp", "arp", "nd", "scan", "stated", "initial-ttl"] as const;
export type BindingProof = (typeof BINDING_PROOFS)[number];

/** subject.mac owns subject.ip during the interval: an address is a lease. */
export interface BindingObservation extends ObservationBase {
  readonly kind: "binding";
  readonly proof: BindingProof;
}

/** The subject (or a table, when inferred) states something about what it is. */
export interface IdentityObservation extends ObservationBase {
  readonly kind: "identity";
  readonly field: IdentityField;
  readonly value: string;
  /** Not stated by the device but concluded (vendor from a MAC prefix, role from behaviour). */
  readonly inferred: boolean;
}

export type Transport = "tcp" | "udp" | "sctp" | "icmp" | "ethernet" | "ip";

/** How sure we are that the service is what we call it. "port-only" is shown as "possibly". */
export const SERVICE_EVIDENCE = ["payload", "scan", "handshake", "port-only"] as const;
export type ServiceEvidence = (typeof SERVICE_EVIDENCE)[number];

/** The subject answers on a port (a service on the device), or speaks a layer-2 protocol (port null). */
export interface ServiceObservation extends ObservationBase {
  readonly kind: "service";
  readonly transport: Transport;
  readonly port: number | null;
  /** Protocol name of lib/protocols/registry.ts, or "unknown". */
  readonly service: string;
  readonly evidence: ServiceEvidence;
  readonly product: string | null;
  readonly version: string | null;
  /** Insecure modes seen in use: "cleartext-login", "tls<1.2", "smbv1", "snmp-v1", "snmp-v2c", "opcua-none". */
  readonly flags: readonly string[];
}

export type Observation = SightingObservation | BindingObservation | IdentityObservation | ServiceObservation;

/** Where an observation came from, once its file is part of a realm. */
export interface Origin {
  /** Name of the address space inside which an IP or MAC is unique. */
  readonly realm: string;
  /** SHA-256 of the file's unpacked content, lower-case hex: the same content is the same evidence. */
  readonly fileSha256: string;
  readonly fileName: string;
  readonly format: string;
}

/** An observation with its origin: what resolve() works on. */
export interface Evidence {
  readonly observation: Observation;
  readonly origin: Origin;
}
