import { clsx } from "clsx";
import Link from "next/link";
import type { PlanStepDto } from "@/lib/contracts/plan";
import { countOf, formatCount } from "@/lib/domain/say-count";

interface PlanStepListProps {
  readonly steps: readonly PlanStepDto[];
  /** Steps beyond this are shown as not done. */
  readonly done?: number;
}

/** Steps in their order: what to do, what it interrupts, and the points that it takes off. */
export function PlanStepList({ steps, done = steps.length }: PlanStepListProps) {
  const most = Math.max(...steps.map((it) => it.riskRemoved), 1);
  return (
    <ol className="border-t">
      {steps.map((it, at) => (
        <li key={it.key}>
          <Link
            href={it.href}
            className={clsx("flex items-center gap-3 border-b py-2 hover:bg-hover", at >= done && "text-muted")}
          >
            <span className="w-5 shrink-0 text-right text-muted text-xs">{at + 1}</span>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <span className="block">
                <bdi>{it.title}</bdi>
              </span>
              <span className="text-muted text-xs">
                {countOf(it.deviceCount, "device")} · interrupts: {it.interrupts}
              </span>
            </span>
            <span className="w-24 shrink-0">
              <span className="block text-right">
                −{formatCount(Math.round(it.riskRemoved))} <span className="text-muted text-xs">points</span>
              </span>
              <span aria-hidden className="mt-1 flex h-1 justify-end overflow-hidden rounded-sm bg-track">
                <span
                  className={clsx("block h-full", at < done ? "bg-accent" : "bg-control")}
                  style={{ width: `${(it.riskRemoved / most) * 100}%` }}
                />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
