"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryProblem } from "@/components/shell/query-problem";
import { SkeletonRows } from "@/components/ui/skeleton";
import { planOptions } from "@/lib/client/queries/plan";
import { PlanAge } from "./plan-age";
import { PlanOrderNote } from "./plan-order-note";
import { PlanStepList } from "./plan-step-list";

const SHOWN = 5;

/** The five things that remove most risk for what they interrupt, each with what that is. */
export function FiveThings() {
  const { data, error, isPending, refetch } = useQuery(planOptions("per-flow"));
  if (isPending) return <SkeletonRows count={5} columns={["w-80", "w-24"]} />;
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  const steps = data.steps.slice(0, SHOWN);
  if (steps.length === 0) {
    return <p className="border-t py-3 text-soft">No single change would lower the plant’s risk as it is known now.</p>;
  }
  const after = steps.at(-1)?.after;
  return (
    <>
      <PlanAge plan={data} />
      <PlanStepList steps={steps} />
      <PlanOrderNote order="per-flow" />
      <p className="flex items-baseline justify-between gap-3 pt-2 text-soft">
        <span>
          Together: mean risk {data.before.mean.toFixed(1)} → {after?.mean.toFixed(1)}; plant risk, half of which is its
          worst device, {data.before.score.toFixed(1)} → {after?.score.toFixed(1)}
        </span>
        <Link
          href="/vulnerabilities/five-things"
          className="shrink-0 underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          What if
        </Link>
      </p>
    </>
  );
}
