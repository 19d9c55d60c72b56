/** What a plan may do: each is one thing to decide on, on however many devices. */
export const PLAN_ACTION_KINDS = [
  "patch",
  "virtual-patch",
  "close",
  "restrict",
  "cut-internet",
  "remove-tool",
] as const;
export type PlanActionKind = (typeof PLAN_ACTION_KINDS)[number];

export interface PlanAction {
  /** Made of what it does: the same action has the same key on every day. */
  readonly key: string;
  readonly kind: PlanActionKind;
  /** The advisory, the protocol or the tool that it is about. */
  readonly subject: string;
  /** Of restrictions: from the zone … */
  readonly from: string | null;
  /** … to the zone; of cuts the zone whose devices talk with the internet. */
  readonly to: string | null;
  /** In a sentence, as a thing to do: "Restrict Modbus from Enterprise to Process". */
  readonly title: string;
  /** Recorded flows that are no more when it is done. */
  readonly flowsCut: number;
  /** What it lowers: of each device the factors that change, and the part of their weight that stays. */
  readonly effects: readonly { readonly device: number; readonly factor: string; readonly part: number }[];
  /** Devices that stand still for a while: to be patched. */
  readonly outages: number;
}
