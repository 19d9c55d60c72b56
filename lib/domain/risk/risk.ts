import type { DeviceState } from "../device/decision";
import type { Citation, DeviceService } from "../device/device";
import type { Exploitation } from "../finding/finding";
import type { Direction } from "../flow/device-flow";
import type { Operation, OperationCounts } from "../flow/flow";
import type { PurdueLevel, ZoneConsequence } from "../zone/zone";

/** A peer outside the plant (a public address), one entry per peer, direction and protocol. */
export interface InternetContact {
  readonly peer: string;
  readonly direction: Direction;
  readonly protocol: string;
  readonly citation: Citation | null;
}

/** Traffic with devices of another zone, one entry per zone, direction and protocol. */
export interface ZoneContact {
  readonly zone: string;
  readonly direction: Direction;
  readonly protocol: string;
  readonly operations: OperationCounts;
  readonly citation: Citation | null;
}

/** A remote-access tool seen at the device, one entry per tool and peer. */
export interface RemoteAccessContact {
  readonly tool: string;
  readonly peer: string;
  readonly citation: Citation | null;
}

/** A vulnerability that the device has, or may have; one entry per advisory. */
export interface KnownVulnerability {
  readonly advisory: string;
  readonly title: string;
  readonly verdict: "affected" | "possible";
  readonly exploitation: Exploitation;
  /** Highest CVSS base score; null when none is known. */
  readonly cvss: number | null;
  /** SSVC: a machine can use it by itself, again and again. */
  readonly isAutomatable: boolean;
  /** Its vendor has released a version without it. */
  readonly hasFix: boolean;
}

/** The vendor's support of the device has ended, or may have. */
export interface EndOfSupport {
  readonly because: string;
  /** The end dates hold for some versions only, and which one the device runs cannot be told. */
  readonly isPossible: boolean;
}

/** A way to or from a device that a mitigation says is closed, as the device sees it. */
export interface ContactPath {
  readonly direction: Direction;
  readonly peer: "anywhere" | "internet" | "zone";
  /** Name of the zone; null for the other two. */
  readonly zone: string | null;
  /** null = every protocol. */
  readonly protocol: string | null;
  /** Empty = everything that is spoken. */
  readonly operations: readonly Operation[];
}

/** What a mitigation that holds does to the device's risk: one factor, by one step. */
export interface RiskCredit {
  /** Id of the mitigation. */
  readonly id: string;
  readonly title: string;
  readonly because: string;
  /** null lowers nothing and is shown: somebody accepted the risk. */
  readonly factor: "exposure" | "automatable" | null;
  /** Kind and key of the findings that it is about; null = the device itself. */
  readonly findings: readonly string[] | null;
  /** What an exposure of the device itself is lowered by. */
  readonly path: ContactPath | null;
}

export interface Exposure {
  readonly internet: readonly InternetContact[];
  readonly crossZone: readonly ZoneContact[];
  readonly remoteAccess: readonly RemoteAccessContact[];
}

/** Everything a device's score depends on; nothing else is looked at. */
export interface RiskInput {
  readonly state: DeviceState;
  readonly role: string | null;
  /** 1–5 as declared for the device; null when nobody did. */
  readonly criticality: number | null;
  readonly zone: {
    readonly name: string;
    readonly purdueLevel: PurdueLevel | null;
    readonly criticality: number;
    /** The worst that happens when it fails; absent or null when nobody said. */
    readonly consequence?: ZoneConsequence | null;
  } | null;
  readonly services: readonly DeviceService[];
  readonly conflictCount: number;
  readonly exposure: Exposure;
  readonly vulnerabilities: readonly KnownVulnerability[];
  /** Absent or null while it is supported, or nobody knows. */
  readonly endOfSupport?: EndOfSupport | null;
  /** In the order in which they began. */
  readonly credits: readonly RiskCredit[];
}

export const RISK_BANDS = ["low", "medium", "high", "critical"] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

export interface WaterfallRow {
  readonly key: string;
  readonly label: string;
  readonly side: "likelihood" | "impact" | "mitigation";
  /** Whole points; all rows of a device add up to its score. Those of mitigations are 0 or less. */
  readonly points: number;
  /** What was seen, in a sentence. */
  readonly because: string;
  readonly citation: Citation | null;
}

export interface Counterfactual {
  readonly action: string;
  readonly scoreAfter: number;
}

export interface RiskExplanation {
  /** 0–100, whole. */
  readonly score: number;
  readonly band: RiskBand;
  /** 0–1: how likely somebody gets at the device. */
  readonly likelihood: number;
  /** 0–1: how much it would hurt. */
  readonly impact: number;
  readonly waterfall: readonly WaterfallRow[];
  /** Largest gain first. */
  readonly counterfactuals: readonly Counterfactual[];
}
