import type { Citation } from "../device/device";
import type { Identifier } from "../device/identifier";
import type { Direction } from "../flow/device-flow";
import type { Operation } from "../flow/flow";
import type { TimeUs } from "../observation";

export const MITIGATION_KINDS = ["patch", "virtual-patch", "compensating-control", "acceptance"] as const;
export type MitigationKind = (typeof MITIGATION_KINDS)[number];

/** What a virtual patch is made of. */
export const VIRTUAL_PATCH_MEANS = ["ips-rule", "acl", "conduit-restriction"] as const;
export type VirtualPatchMeans = (typeof VIRTUAL_PATCH_MEANS)[number];

/** What a mitigation may lower, by one step each: SSVC's two inputs that a control can change. */
export const MITIGATED_FACTORS = ["exposure", "automatable"] as const;
export type MitigatedFactor = (typeof MITIGATED_FACTORS)[number];

export const MITIGATION_SCOPES = ["findings", "devices", "zone"] as const;
export type MitigationScope = (typeof MITIGATION_SCOPES)[number];

export const PATH_PEERS = ["anywhere", "internet", "zone"] as const;

/** The way that a mitigation says it closes: what is seen on it afterwards contradicts it. */
export interface ClosedPath {
  /** As the protected devices see it. */
  readonly direction: Direction;
  readonly peer: (typeof PATH_PEERS)[number];
  readonly zoneId: string | null;
  /** null = every protocol. */
  readonly protocol: string | null;
  /** Empty = everything that is spoken. */
  readonly operations: readonly Operation[];
  /** Devices that may go on: the HMI whose writes are wanted. */
  readonly allowedDeviceIds: readonly string[];
}

/** A device that a mitigation is about, by the identifier that holds on to it; with a finding when only that is meant. */
export interface MitigationTarget {
  readonly anchor: Identifier;
  /** Kind and key: "vulnerability ICSA-23-131-14". */
  readonly finding: string | null;
}

/** Why a mitigation is not believed any more: what was seen after it began. */
export interface Contradiction {
  readonly kind: "flow" | "firmware";
  readonly deviceId: string;
  /** A sentence: what was seen, between whom. */
  readonly text: string;
  readonly seenAtUs: TimeUs | null;
  readonly citation: Citation;
}

/** "confirmed": a patch after which none of its findings holds any more. */
export const STANDINGS = ["holds", "withdrawn", "confirmed", "not-begun", "expired", "ended"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Mitigation {
  readonly id: string;
  readonly kind: MitigationKind;
  /** Of virtual patches only. */
  readonly means: VirtualPatchMeans | null;
  readonly title: string;
  readonly scope: MitigationScope;
  readonly zoneId: string | null;
  readonly targets: readonly MitigationTarget[];
  /** null: nothing is lowered. */
  readonly factor: MitigatedFactor | null;
  readonly path: ClosedPath | null;
  readonly owner: string;
  readonly startsAtUs: TimeUs;
  readonly reviewAtUs: TimeUs | null;
  /** null = no end. */
  readonly expiresAtUs: TimeUs | null;
  readonly endedAtUs: TimeUs | null;
  /** As the last rebuild found it, with why. */
  readonly standing: Standing;
  readonly contradictions: readonly Contradiction[];
}

/** What time and people say of a mitigation; whether it is contradicted comes on top. */
export function termOf(
  { startsAtUs, expiresAtUs, endedAtUs }: Pick<Mitigation, "startsAtUs" | "expiresAtUs" | "endedAtUs">,
  nowUs: TimeUs,
): "running" | "not-begun" | "expired" | "ended" {
  if (endedAtUs !== null && endedAtUs <= nowUs) return "ended";
  if (startsAtUs > nowUs) return "not-begun";
  return expiresAtUs !== null && expiresAtUs <= nowUs ? "expired" : "running";
}
