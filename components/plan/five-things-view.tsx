"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Section } from "@/components/overview/section";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { planOptions } from "@/lib/client/queries/plan";
import type { PlanDto } from "@/lib/contracts/plan";
import { PLAN_ORDERS } from "@/lib/domain/plan/make-plan";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { PlanAge } from "./plan-age";
import { PlanOrderNote } from "./plan-order-note";
import { PlanStepList } from "./plan-step-list";
import { RiskCurve } from "./risk-curve";

const PARSERS = { n: parseAsInteger, order: parseAsStringLiteral(PLAN_ORDERS) };
const DEFAULT_STEPS = 5;

/** What if we did the first n things: what the plant's risk would be, and what would be interrupted. */
export function FiveThingsView() {
  const [place, setPlace] = useQueryStates(PARSERS);
  const order = place.order ?? "per-flow";
  const { data, error, isPending, refetch } = useQuery(planOptions(order));
  const most = data?.steps.length ?? 0;
  const done = Math.min(Math.max(0, place.n ?? DEFAULT_STEPS), most);
  return (
    <Page
      title="Vulnerabilities · Five things"
      answer={data ? sentence(data, done) : "What removes most risk"}
      actions={
        <Segmented
          label="Order"
          value={order}
          onChange={(value) => setPlace({ order: value === "per-flow" ? null : value })}
          choices={[
            { value: "per-flow", label: "Points per interruption" },
            { value: "most-risk", label: "Most points" },
          ]}
        />
      }
    >
      <VulnerabilityPlaces />
      <div className="bg-surface">
        {error ? <QueryProblem isInset error={error} refetch={refetch} /> : null}
        {isPending ? <SkeletonRows count={8} columns={["w-96", "w-24"]} /> : null}
        {data && most === 0 ? (
          <EmptyState
            title={data.deviceCount === 0 ? "What lowers most risk will stand here" : "No change to put first"}
            action={data.deviceCount === 0 ? <ImportLink>Import captures, scans or lists</ImportLink> : null}
          >
            <p>
              {data.deviceCount === 0
                ? "Each change with the risk that it takes away and what it interrupts."
                : "No single change would lower the plant’s risk as it is known now."}
            </p>
          </EmptyState>
        ) : null}
        {data && most > 0 ? (
          <div className="grid gap-x-10 gap-y-8 px-4 py-5 md:px-6 lg:grid-cols-2">
            <Section title="What if" note={`of ${most} steps, each computed anew after those before it`}>
              <label className="flex items-center gap-3">
                <span className="shrink-0">
                  The first <output className="inline-block w-5 text-right font-semibold">{done}</output>
                </span>
                <input
                  type="range"
                  aria-label="Steps that are done"
                  aria-valuetext={`${done} steps: plant risk ${scoreAt(data, done).toFixed(1)}`}
                  min={0}
                  max={most}
                  value={done}
                  onChange={(event) => setPlace({ n: Number(event.target.value) })}
                  className="min-w-0 flex-1 accent-accent"
                />
              </label>
              <div className="pt-3">
                <RiskCurve scores={[data.before.score, ...data.steps.map(({ after }) => after.score)]} done={done} />
              </div>
              <Figures data={data} done={done} />
            </Section>
            <Section title="Steps" note="points off, summed over all devices">
              <PlanAge plan={data} />
              <PlanStepList steps={data.steps} done={done} />
              <PlanOrderNote order={order} />
            </Section>
          </div>
        ) : null}
      </div>
    </Page>
  );
}

function scoreAt({ before, steps }: PlanDto, done: number): number {
  return steps[done - 1]?.after.score ?? before.score;
}

function Figures({ data, done }: { readonly data: PlanDto; readonly done: number }) {
  const steps = data.steps.slice(0, done);
  const after = steps.at(-1)?.after ?? data.before;
  const cut = steps.reduce((sum, it) => sum + it.flowsCut, 0);
  const outages = steps.reduce((sum, it) => sum + it.outages, 0);
  return (
    <dl className="mt-4 grid grid-cols-[minmax(0,1fr)_auto_auto] gap-x-6 gap-y-1">
      <dt className="text-muted">Plant risk</dt>
      <dd className="text-right text-muted">{data.before.score.toFixed(1)}</dd>
      <dd className="text-right font-semibold">{after.score.toFixed(1)}</dd>
      <dt className="text-muted">Mean of devices</dt>
      <dd className="text-right text-muted">{data.before.mean.toFixed(1)}</dd>
      <dd className="text-right">{after.mean.toFixed(1)}</dd>
      <dt className="text-muted">Worst device</dt>
      <dd className="text-right text-muted">{data.before.max}</dd>
      <dd className="text-right">{after.max}</dd>
      <dt className="text-muted">Recorded flows cut</dt>
      <dd className="text-right text-muted">0</dd>
      <dd className="text-right">{formatCount(cut)}</dd>
      <dt className="text-muted">Devices that stand still for a patch</dt>
      <dd className="text-right text-muted">0</dd>
      <dd className="text-right">{formatCount(outages)}</dd>
    </dl>
  );
}

function sentence(data: PlanDto, done: number): string {
  if (data.deviceCount === 0) return "No device is known yet, so there is nothing to lower.";
  if (data.steps.length === 0) return "No single change would lower the plant’s risk.";
  const cut = data.steps.slice(0, done).reduce((sum, it) => sum + it.flowsCut, 0);
  const flows = cut === 0 ? "no recorded flow" : countOf(cut, "recorded flow");
  return `${done === 1 ? "One thing takes" : `${done} things take`} the plant’s risk from ${data.before.score.toFixed(1)} to ${scoreAt(data, done).toFixed(1)} and ${done === 1 ? "cuts" : "cut"} ${flows}.`;
}
