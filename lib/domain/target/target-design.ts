import type { ConduitRule } from "../zone/judge-conduits";
import type { Zone } from "../zone/zone";

/** A zone as the target wants it. Its id is today's zone's where it is made from one: pins of devices hold then. */
export interface TargetZone extends Zone {
  readonly description: string;
  readonly owner: string | null;
}

/** An allowed path of the target. Its ends are zone ids, or INTERNET. */
export interface TargetConduit extends ConduitRule {
  readonly id: string;
  readonly reason: string;
  readonly owner: string | null;
  readonly reviewOn: string | null;
  readonly enforcementPoint: string | null;
}

/** Somebody looked at recorded traffic that the target cuts, and wants it cut. */
export interface AcceptedCut {
  /** `Cut.key` of what is accepted. */
  readonly key: string;
  readonly reason: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
  /** How many device pairs it was then; what comes to it later is shown as new. */
  readonly pairs: number;
}

export const PRINCIPLE_KINDS = [
  "dmz-between-enterprise-and-control",
  "no-internet-at-control",
  "remote-access-through-jump-host",
  "every-conduit-has-an-owner",
  "no-conduit-for-everything",
] as const;
export type PrincipleKind = (typeof PRINCIPLE_KINDS)[number];

/** A statement that the target keeps, checked on every version. */
export interface Principle {
  readonly kind: PrincipleKind;
  /** Zones that hold the jump hosts; for "remote-access-through-jump-host" only. */
  readonly zoneIds: readonly string[];
}

/** The zones and conduits that somebody wants, at one moment: the content of a version. */
export interface TargetDesign {
  readonly zones: readonly TargetZone[];
  readonly conduits: readonly TargetConduit[];
  /** True: between zones passes only what a conduit names. False: only pairs of zones with a conduit are restricted. */
  readonly isDefaultDeny: boolean;
  readonly principles: readonly Principle[];
  readonly acceptedCuts: readonly AcceptedCut[];
  /** Highest risk score of a device that is put up with, 0 to 100. */
  readonly riskTolerance: number;
}

export const EMPTY_DESIGN: TargetDesign = {
  zones: [],
  conduits: [],
  isDefaultDeny: true,
  principles: PRINCIPLE_KINDS.map((kind) => ({ kind, zoneIds: [] })),
  acceptedCuts: [],
  riskTolerance: 49,
};
