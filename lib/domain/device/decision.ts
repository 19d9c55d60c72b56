import type { IdentityField, TimeUs } from "../observation";
import type { Identifier } from "./identifier";

/**
 * What people decided. Kept apart from evidence, addressed by identifier (not by device id), so that decisions survive
 * every later import. A later decision on the same thing wins; an undone one is not passed to resolve().
 */
export const DEVICE_STATES = ["unsanctioned", "sanctioned", "ignored", "retired"] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

interface DecisionBase {
  readonly id: string;
  readonly actor: string;
  readonly atUs: TimeUs;
  readonly reason: string;
}

export interface StateDecision extends DecisionBase {
  readonly kind: "state";
  readonly anchor: Identifier;
  readonly state: DeviceState;
  /** An "ignored" state ends here; null = no end. */
  readonly expiresAtUs: TimeUs | null;
}
export interface PinDecision extends DecisionBase {
  readonly kind: "pin";
  readonly anchor: Identifier;
  readonly field: IdentityField;
  readonly value: string;
}
export interface ZoneDecision extends DecisionBase {
  readonly kind: "zone";
  readonly anchor: Identifier;
  readonly zoneId: string;
}
export interface MergeDecision extends DecisionBase {
  readonly kind: "merge" | "forbid-merge";
  readonly anchor: Identifier;
  readonly other: Identifier;
}
export type Decision = StateDecision | PinDecision | ZoneDecision | MergeDecision;
