import { TimeAgo } from "@/components/devices/time-ago";
import type { PlanDto } from "@/lib/contracts/plan";

/** Says of a plan that it is of an earlier state of the inventory; nothing where it is of the present one. */
export function PlanAge({ plan: { isEarlier, madeAt } }: { readonly plan: PlanDto }) {
  if (!isEarlier) return null;
  return (
    <p role="status" className="py-1 text-muted">
      Worked out <TimeAgo at={madeAt} />, before the last change. The present one is being worked out.
    </p>
  );
}
