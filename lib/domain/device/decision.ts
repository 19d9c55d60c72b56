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
  /**
   * When the anchor was last seen as the device's, in the clock of the evidence: an address means whoever had it then, which
   * may be long before somebody decided on it. Null where that is not known: then whoever had it at the decision.
   */
  readonly anchorSeenUs?: TimeUs | null;
  /** Said by a line of an approved list; its time is that of the import, so it is never compared. */
  readonly isOfList?: true;
  /** Made by a triage rule, in the name of who wrote it. */
  readonly isByRule?: boolean;
}

export interface StateDecision extends DecisionBase {
  readonly kind: "state";
  readonly anchor: Identifier;
  readonly state: DeviceState;
  /** An "ignored" state ends here; null = no end. */
  readonly expiresAtUs: TimeUs | null;
  /** Of an approval: the cards and addresses that the device had when it was approved (`coverOf`); null where that is not known. */
  readonly covers?: readonly Identifier[] | null;
}
export interface PinDecision extends DecisionBase {
  readonly kind: "pin";
  readonly anchor: Identifier;
  readonly field: IdentityField;
  /** null: a person says that it is not known, whatever the evidence claims. */
  readonly value: string | null;
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
  readonly otherSeenUs?: TimeUs | null;
  /** Of a merge: the cards and addresses of both (`coverOf`); null where that is not known. */
  readonly covers?: readonly Identifier[] | null;
}
/** A word that people put on the device, or take off again; as `normaliseTag` writes it. */
export interface TagDecision extends DecisionBase {
  readonly kind: "tag" | "untag";
  readonly anchor: Identifier;
  readonly tag: string;
}
/** Something to remember. Notes stand beside each other; each is taken back by itself. */
export interface NoteDecision extends DecisionBase {
  readonly kind: "note";
  readonly anchor: Identifier;
  readonly text: string;
}
/** A value of a field that the installation defined for itself (custom-field.ts). */
export interface CustomDecision extends DecisionBase {
  readonly kind: "custom";
  readonly anchor: Identifier;
  /** Key of the field's definition. */
  readonly key: string;
  /** As `parseCustomValue` writes it; null takes the value off. */
  readonly value: string | null;
}
/** A person looked at a contradiction and says that it is as it should be. Something new about it asks again. */
export interface AcceptDecision extends DecisionBase {
  readonly kind: "accept-conflict";
  readonly anchor: Identifier;
  /** Key of the conflict. */
  readonly conflict: string;
}
/** A person's word against what the documents say of one finding, for as long as what it was said about stays the same. */
export interface OverruleDecision extends DecisionBase {
  readonly kind: "overrule";
  readonly anchor: Identifier;
  /** Kind and key of the finding: "vulnerability ICSA-23-131-14". */
  readonly finding: string;
  readonly verdict: "affected" | "not-affected";
  /** `evidenceKeyOf` the finding when it was overruled. */
  readonly evidence: string;
  /** null = no end. */
  readonly expiresAtUs: TimeUs | null;
}
/** A person's yes or no to a question that a verdict left open; it serves every advisory that asks the same. */
export interface AnswerDecision extends DecisionBase {
  readonly kind: "answer";
  readonly anchor: Identifier;
  /** `OpenQuestion.key`: the condition's own words. */
  readonly question: string;
  readonly answer: "yes" | "no";
}
/** A person's word on one input of a finding's decision, in place of what feeds and traffic say. */
export interface InputDecision extends DecisionBase {
  readonly kind: "input";
  readonly anchor: Identifier;
  /** Kind and key of the finding. */
  readonly finding: string;
  readonly input: "Exploitation" | "Exposure" | "Automatable" | "Human impact" | "Technical impact" | "Known exploited";
  readonly inputValue: string;
  /** null = no end. */
  readonly expiresAtUs: TimeUs | null;
}
export type AnnotationDecision = TagDecision | NoteDecision | CustomDecision;
export type Decision =
  | StateDecision
  | PinDecision
  | ZoneDecision
  | MergeDecision
  | AcceptDecision
  | OverruleDecision
  | AnswerDecision
  | InputDecision
  | AnnotationDecision;
