"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan, useUser } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { workSuggestionOptions } from "@/lib/client/queries/maintenance";
import type { NewWorkInput } from "@/lib/contracts/maintenance";
import type { PlanStepDto } from "@/lib/contracts/plan";
import { countOf } from "@/lib/domain/say-count";
import { useMaintenance } from "./use-maintenance";

const PATCH_MINUTES = 45;
const RULE_MINUTES = 30;

/** Work of a step: a patch stops each of its devices, a rule none; the minutes are a first guess, to be changed. */
function workOf(step: PlanStepDto, owner: string): NewWorkInput {
  const isPatch = step.kind === "patch";
  const kind = step.kind === "patch" || step.kind === "virtual-patch" || step.kind === "close" ? step.kind : "restrict";
  return {
    title: step.title,
    kind,
    outage: isPatch ? "device" : "none",
    minutes: isPatch ? PATCH_MINUTES * step.deviceCount : RULE_MINUTES,
    owner,
    note: isPatch ? "" : `Interrupts ${step.interrupts}`,
    deviceIds: step.deviceIds,
    findingKey: kind === "patch" || kind === "virtual-patch" ? (step.key.split("\n")[1] ?? null) : null,
    riskRemoved: step.riskRemoved,
  };
}

/** What removes most risk and is not on the list yet. */
export function WorkSuggestions() {
  const { data, error, isPending, refetch } = useQuery(workSuggestionOptions());
  const mayDecide = useCan("findings.decide");
  const { name } = useUser();
  const { addWork } = useMaintenance();
  if (isPending) return <SkeletonRows count={5} columns={["w-80", "w-24"]} />;
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  const { steps } = data;
  if (steps.length === 0)
    return (
      <p className="text-muted">
        {data.deviceCount === 0
          ? "No device is known yet, so there is nothing to lower."
          : "Nothing more would lower the plant’s risk."}
      </p>
    );
  return (
    <ul className="border-t">
      {steps.map((step) => (
        <li key={step.key} className="flex items-center gap-3 border-b py-1.5">
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <bdi>{step.title}</bdi>
            <span className="block text-muted text-xs">
              {countOf(step.deviceCount, "device")} · −{Math.round(step.riskRemoved)} points · interrupts:{" "}
              {step.interrupts}
            </span>
          </span>
          {mayDecide ? (
            <Button size="sm" aria-label={`Plan it: ${step.title}`} onClick={() => addWork.mutate(workOf(step, name))}>
              Plan it
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
