import type { DeviceState } from "../device/decision";
import type { Citation, DeviceService } from "../device/device";
import type { Exploitation } from "../finding/finding";
import type { Direction } from "../flow/device-flow";
import type { OperationCounts } from "../flow/flow";
import type { PurdueLevel } from "../zone/zone";

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
  /** Its vendor has released a version without it. */
  readonly hasFix: boolean;
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
  } | null;
  readonly services: readonly DeviceService[];
  readonly conflictCount: number;
  readonly exposure: Exposure;
  readonly vulnerabilities: readonly KnownVulnerability[];
}

export const RISK_BANDS = ["low", "medium", "high", "critical"] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

export interface WaterfallRow {
  readonly key: string;
  readonly label: string;
  readonly side: "likelihood" | "impact" | "mitigation";
  /** Whole points; all rows of a device add up to its score. */
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
