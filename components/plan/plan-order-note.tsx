import type { PlanOrder } from "@/lib/domain/plan/make-plan";

const SENTENCES: Readonly<Record<PlanOrder, string>> = {
  "per-flow":
    "What costs least comes first: points taken off, divided by one more than the interruptions. A recorded flow that is cut is one interruption, and so is a device that stands still for a patch.",
  "most-risk": "What takes most points off comes first, whatever it interrupts.",
};

/** Why the steps of a plan stand in their order, where a small step stands before a large one. */
export function PlanOrderNote({ order }: { readonly order: PlanOrder }) {
  return <p className="max-w-[80ch] pt-2 text-muted text-xs">{SENTENCES[order]}</p>;
}
