"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { TimeAgo } from "@/components/devices/time-ago";
import { Section } from "@/components/overview/section";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { targetStepsOptions } from "@/lib/client/queries/targets";
import type { TargetDetail, TargetStep, TargetSteps } from "@/lib/contracts/targets";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import { ApplyStepDialog } from "./apply-step-dialog";

/** The way to the target, best step first; what is done is ticked off, and the rest is ordered anew. */
export function StepsTab({ target }: { readonly target: TargetDetail }) {
  const steps = useQuery(targetStepsOptions(target.id));
  const client = useQueryClient();
  const mayEdit = useCan("zones.edit");
  const [marking, setMarking] = useState<TargetStep | null>(null);
  const [applying, setApplying] = useState<TargetStep | null>(null);
  const mark = useMutation({
    mutationFn: ({ key, isDone, note }: { key: string; isDone: boolean; note: string }) =>
      apiSend<TargetSteps>("POST", `/targets/${target.id}/steps`, { key, isDone, note }),
    onSuccess: async () => {
      setMarking(null);
      await Promise.all([client.invalidateQueries({ queryKey: ["targets"] }), refreshInventory(client)]);
    },
    // A zone or conduit that was given back changes the whole inventory.
    onError: (error) => toast({ title: "Nothing was changed", detail: sentenceOf(error), tone: "danger" }),
  });
  const takeBack = (key: string) => mark.mutate({ key, isDone: false, note: "" });
  if (steps.isPending) {
    return (
      <div role="status">
        <p className="pb-2 text-soft">Weighing every step by the risk that it removes…</p>
        <SkeletonRows count={6} columns={["w-6", "w-64", "w-24"]} />
      </div>
    );
  }
  if (steps.isError) return <QueryProblem error={steps.error} refetch={steps.refetch} />;
  const { items, done, version, isEarlier } = steps.data;
  return (
    <div className="flex flex-col gap-6 pb-8">
      <p className="max-w-[80ch] text-soft">
        From today to version {version}. Each place has the step that removes most risk per path that it interrupts, by
        the risk of the plant as it is then; what a step needs comes before it. A path is a device pair with a protocol.
      </p>
      {isEarlier ? (
        <p role="status" className="text-muted">
          From before the last change. The present order is being worked out.
        </p>
      ) : null}
      <Section title="Order of steps" note={countOf(items.length, "step")}>
        {items.length === 0 ? (
          <p className="border-t py-3 text-soft">Nothing is left to do: today is the target.</p>
        ) : (
          <StepTable items={items} onMark={mayEdit ? setMarking : null} onApply={mayEdit ? setApplying : null} />
        )}
      </Section>
      {done.length > 0 ? (
        <Section title="Done" note={countOf(done.length, "step")}>
          <DoneList done={done} onReopen={mayEdit ? takeBack : null} />
        </Section>
      ) : null}
      {applying ? (
        <ApplyStepDialog targetId={target.id} step={applying} onUndo={takeBack} onClose={() => setApplying(null)} />
      ) : null}
      {marking ? (
        <ReasonDialog
          title="Mark the step as done"
          description={`${marking.title}. ${marking.today.because ?? "Today's zones and conduits stay as they are."} The steps that are left are ordered anew.`}
          verb="Mark as done"
          isBusy={mark.isPending}
          error={mark.error}
          onSubmit={(note) => mark.mutate({ key: marking.key, isDone: true, note })}
          onClose={() => setMarking(null)}
        />
      ) : null}
    </div>
  );
}

interface StepTableProps {
  readonly items: readonly TargetStep[];
  readonly onMark: ((step: TargetStep) => void) | null;
  readonly onApply: ((step: TargetStep) => void) | null;
}

/** On a narrow screen two columns say it all. */
function StepTable({ items, onMark, onApply }: StepTableProps) {
  return (
    <Table aria-label="Steps">
      <thead>
        <tr>
          <Th isNumber>Place</Th>
          <Th>Step</Th>
          <Th className="max-md:hidden">Stops</Th>
          <Th isNumber className="max-md:hidden">
            Paths interrupted
          </Th>
          <Th isNumber className="max-md:hidden">
            Risk points off
          </Th>
          <Th className="max-md:hidden print:hidden">{onMark ? <span className="sr-only">Actions</span> : null}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((step, index) => (
          <tr key={step.key} className="align-top hover:bg-hover">
            <Td isNumber>{index + 1}</Td>
            <Td className="min-w-52 [overflow-wrap:anywhere]">
              <bdi className={index === 0 ? "font-medium" : undefined}>{step.title}</bdi>
              {index === 0 ? <span className="ml-2 text-accent text-xs">next</span> : null}
              <DeviceNames step={step} />
              {step.needs.length > 0 ? <p className="text-muted text-xs">after {step.needs.join(", ")}</p> : null}
              {index === 0 && step.today.because ? (
                <p className="max-w-[60ch] text-muted text-xs">{step.today.because}</p>
              ) : null}
              <div className="text-soft text-xs md:hidden">
                Stops <StepStops step={step} />
                <p>
                  {countOf(step.interrupted, "path")} interrupted · {countOf(step.riskRemoved, "risk point")} off
                </p>
              </div>
              <span className="flex flex-wrap gap-2 pt-1 md:hidden print:hidden">
                <StepVerbs step={step} isNext={index === 0} onMark={onMark} onApply={onApply} />
              </span>
            </Td>
            <Td className="max-w-72 max-md:hidden">
              <StepStops step={step} />
            </Td>
            <Td isNumber className="max-md:hidden">
              {formatCount(step.interrupted)}
            </Td>
            <Td isNumber className="max-md:hidden">
              {formatCount(step.riskRemoved)}
            </Td>
            <Td className="whitespace-nowrap text-right max-md:hidden print:hidden">
              <span className="inline-flex gap-2">
                <StepVerbs step={step} isNext={index === 0} onMark={onMark} onApply={onApply} />
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function StepStops({ step: { cut, undecided } }: { readonly step: TargetStep }) {
  return (
    <>
      {cut.map(protocolTitle).join(", ") || <span className="text-muted">nothing that was seen</span>}
      {undecided.length > 0 ? (
        <p className="text-risk-medium-text text-xs">
          {undecided.length === cut.length
            ? "not accepted yet"
            : `not accepted yet: ${undecided.map(protocolTitle).join(", ")}`}
        </p>
      ) : null}
    </>
  );
}

interface StepVerbsProps extends Omit<StepTableProps, "items"> {
  readonly step: TargetStep;
  readonly isNext: boolean;
}

function StepVerbs({ step, isNext, onMark, onApply }: StepVerbsProps) {
  return (
    <>
      {onApply && step.today.because === null ? (
        <Button
          size="sm"
          tone={isNext ? "primary" : "plain"}
          onClick={() => onApply(step)}
          aria-label={`Apply to today: ${step.title}`}
        >
          Apply to today…
        </Button>
      ) : null}
      {onMark ? (
        <Button
          size="sm"
          tone={step.today.because === null ? "quiet" : "plain"}
          onClick={() => onMark(step)}
          aria-label={`Mark as done: ${step.title}`}
        >
          Done…
        </Button>
      ) : null}
    </>
  );
}

function DeviceNames({ step }: { readonly step: TargetStep }) {
  if (step.devices.length === 0) return null;
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm text-muted hover:text-ink">{countOf(step.deviceCount, "device")}</summary>
      <ul className="text-soft">
        {step.devices.map(({ id, name }) => (
          <li key={id}>
            <Link href={`/devices/${id}`} className="rounded-sm hover:underline">
              <bdi>{name}</bdi>
            </Link>
          </li>
        ))}
        {step.deviceCount > step.devices.length ? (
          <li className="text-muted">and {step.deviceCount - step.devices.length} more</li>
        ) : null}
      </ul>
    </details>
  );
}

interface DoneListProps {
  readonly done: TargetSteps["done"];
  readonly onReopen: ((key: string) => void) | null;
}

function DoneList({ done, onReopen }: DoneListProps) {
  return (
    <ul className="border-t">
      {done.map((it) => (
        <li key={it.key} className="flex items-start justify-between gap-3 border-b py-2">
          <div className="min-w-0">
            <bdi>{it.title}</bdi>
            <p className="text-muted text-xs">
              {it.isApplied ? "turned into today’s zones and conduits by " : ""}
              <bdi>{it.actor}</bdi>, <TimeAgo at={it.at} />
              {it.note ? (
                <>
                  : <bdi>{it.note}</bdi>
                </>
              ) : null}
            </p>
          </div>
          {onReopen ? (
            <Button size="sm" tone="quiet" onClick={() => onReopen(it.key)}>
              Take back
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
