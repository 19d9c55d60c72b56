import type {
  BindingProof,
  IdentityField,
  ObservationMethod,
  ServiceEvidence,
  TimeUs,
  Transport,
} from "../observation";
import type { Annotations } from "./annotations";
import type { DeviceState } from "./decision";
import type { Identifier } from "./identifier";
import type { Presence, Rhythm } from "./presence";
import type { SeenDays } from "./seen-days";

/** Where a value was read: enough to open the file at the packet or line. */
export interface Citation {
  readonly realm: string;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly format: string;
  /** Frame, line or host number in the file. */
  readonly position: number;
}

/** One value that somebody stated, folded over all observations that state it the same way. */
export interface Claim {
  readonly value: string;
  readonly protocol: string;
  readonly method: ObservationMethod;
  readonly inferred: boolean;
  readonly citation: Citation;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly count: number;
}

/** A device's field: the chosen claim, why it won, and who agrees or disagrees. */
export interface DeviceField {
  readonly value: string;
  /** A sentence: "pinned by anna", "stated by the device itself (s7comm)", "only source". */
  readonly reason: string;
  readonly claim: Claim;
  readonly agreeing: readonly Claim[];
  readonly dissenting: readonly Claim[];
  readonly isPinned: boolean;
  /** The decision that pinned it, to undo it; null when nobody did. */
  readonly pinDecisionId: string | null;
}

export interface DeviceAddress {
  readonly ip: string;
  readonly realm: string;
  /** The lease as evidenced: first and last time the address was this device's. */
  readonly fromUs: TimeUs | null;
  readonly toUs: TimeUs | null;
  readonly proof: BindingProof | "ip-only";
  readonly citation: Citation;
}

/** A network card. mac is null for what is known by IP only (behind a router, scanner's view). */
export interface DeviceInterface {
  readonly mac: string | null;
  readonly macKind: "universal" | "local" | "virtual-router" | null;
  /** Maker of the card by OUI; never the device's vendor by itself. */
  readonly macVendor: string | null;
  readonly realm: string;
  readonly vlans: readonly number[];
  readonly addresses: readonly DeviceAddress[];
}

export interface DeviceService {
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly evidence: ServiceEvidence;
  readonly product: string | null;
  readonly version: string | null;
  readonly seen: readonly ("passive" | "active")[];
  readonly flags: readonly string[];
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly citation: Citation;
}

/** Behind a gateway, or a module in the rack: its own identity, its address in the protocol's words. */
export interface DeviceChild {
  readonly address: string;
  readonly fields: Readonly<Partial<Record<IdentityField, DeviceField>>>;
}

/** Why two identifiers are one device. */
export interface Join {
  readonly a: Identifier;
  readonly b: Identifier;
  /** "MAC owns IP by ARP", "same serial and vendor", "merged by anna". */
  readonly reason: string;
  readonly citation: Citation | null;
}

/** Something that contradicts itself and waits for a person. */
export interface Conflict {
  /** Made of what it says: the same contradiction has the same key, on every device that it touches. */
  readonly key: string;
  readonly kind:
    | "duplicate-ip"
    | "changed-serial"
    | "vendor-contradicts-oui"
    | "identity-in-two-places"
    | "unapproved-card";
  readonly summary: string;
  readonly citations: readonly Citation[];
  /** The cards, addresses and numbers that contradict each other. */
  readonly parties: readonly Identifier[];
  /** Set when a person said that it is as it should be. */
  readonly accepted: { readonly decisionId: string; readonly actor: string; readonly reason: string } | null;
}

export interface Device {
  /** Deterministic: derived from realm and strongest identifier, so import order does not matter. */
  readonly id: string;
  readonly identifiers: readonly Identifier[];
  /** The identifier that decisions on the device hold on to: its strongest that no other device shares. */
  readonly anchor: Identifier;
  /** Decisions that hold for the device, newest first. */
  readonly decisionIds: readonly string[];
  readonly state: DeviceState;
  /** Who decided the state and why; null while nobody did. */
  readonly stateReason: string | null;
  readonly annotations: Annotations;
  readonly realms: readonly string[];
  readonly fields: Readonly<Partial<Record<IdentityField, DeviceField>>>;
  readonly interfaces: readonly DeviceInterface[];
  readonly services: readonly DeviceService[];
  readonly children: readonly DeviceChild[];
  readonly joins: readonly Join[];
  readonly conflicts: readonly Conflict[];
  /** The device this one replaced at its address (same address, new serial), if any. */
  readonly replaces: string | null;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  /** By its own rhythm, as of the newest evidence; null when nothing tells. */
  readonly presence: Presence | null;
  readonly presenceReason: string;
  /** Null when no source says when it was seen. */
  readonly seenDays: SeenDays | null;
}

/** An endpoint that never proved itself: it never answered, or nobody answered it. Counted, not listed as a device. */
export interface UnconfirmedEndpoint {
  readonly key: string;
  readonly realm: string;
  readonly mac: string | null;
  /** Set when known by IP only. */
  readonly ip: string | null;
  readonly reason: string;
}

export interface UnconfirmedSummary {
  readonly realm: string;
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
}

export type HostLink = "on-link" | "behind-router" | "unknown";

/** What the evidence says of an address: on the wire at this MAC, behind a router, or not known. */
export interface HostView {
  readonly realm: string;
  readonly ip: string;
  /** Cards that own the address; empty unless on-link, so that no router's MAC stands beside a host behind it. */
  readonly macs: readonly string[];
  readonly link: HostLink;
}

export interface Inventory {
  readonly devices: readonly Device[];
  readonly hosts: readonly HostView[];
  /** Id of a device → how often it is heard. */
  readonly rhythms: ReadonlyMap<string, Rhythm>;
  readonly unconfirmed: readonly UnconfirmedEndpoint[];
}
