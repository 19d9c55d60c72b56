"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Section } from "@/components/overview/section";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { occurrenceListOptions, workListOptions } from "@/lib/client/queries/maintenance";
import type { MaintenanceOccurrenceDto, MaintenancePlanDto } from "@/lib/contracts/maintenance";
import { formatCount } from "@/lib/domain/say-count";
import { sayWindowTime } from "./say-window-time";
import { useMaintenance } from "./use-maintenance";
import { WorkList } from "./work-list";
import { WorkSuggestions } from "./work-suggestions";

/** The windows with their work, then what is in none, what is worth planning, and what is settled. */
export function MaintenanceParts({ plan }: { readonly plan: MaintenancePlanDto }) {
  return (
    <>
      {plan.occurrences > 0 ? (
        <Occurrences />
      ) : (
        <div className="text-soft">
          <p>
            No maintenance window is open. One holds for a zone or for the whole plant, once or again and again, and
            takes work in.
          </p>
          <RoleNote permission="findings.decide" deed="open one" />
        </div>
      )}
      {plan.anytime > 0 ? (
        <Section title="Without an outage" note="can be done any time">
          <WorkList label="Work without an outage" filter={{ place: "anytime" }} />
        </Section>
      ) : null}
      {plan.unplanned > 0 ? (
        <Section title="In no window yet" note="needs an outage">
          <WorkList label="Work in no window" filter={{ place: "unplanned" }} />
        </Section>
      ) : null}
      <div className="print:hidden">
        <Section title="Worth planning" note="most risk off for what it interrupts">
          <WorkSuggestions />
        </Section>
      </div>
      {plan.settled > 0 ? (
        <div className="print:hidden">
          <Section title="Settled" note={formatCount(plan.settled)}>
            <Settled />
          </Section>
        </div>
      ) : null}
    </>
  );
}

function Occurrences() {
  const list = useInfiniteQuery(occurrenceListOptions());
  if (list.isPending) return <SkeletonRows count={4} columns={["w-96", "w-24", "w-24"]} />;
  if (list.isError) return <QueryProblem error={list.error} refetch={list.refetch} />;
  const occurrences = list.data.pages.flatMap((page) => page.items);
  const total = list.data.pages[0]?.total ?? 0;
  return (
    <>
      {occurrences.map((it) => (
        <Occurrence key={`${it.windowId} ${it.startsAt}`} occurrence={it} />
      ))}
      <ShowMore
        pages={list}
        className=""
        note={`${formatCount(occurrences.length)} of ${formatCount(total)} windows, the earliest first`}
      />
    </>
  );
}

function Occurrence({ occurrence }: { readonly occurrence: MaintenanceOccurrenceDto }) {
  const mayDecide = useCan("findings.decide");
  const { removeWindow } = useMaintenance();
  const { title, zoneName, startsAt, durationMinutes, repeats, every, workCount, objection, windowId } = occurrence;
  const again =
    repeats === "once"
      ? ""
      : repeats === "weeks"
        ? ` · every ${every === 1 ? "week" : `${every} weeks`}`
        : " · monthly";
  return (
    <Section
      title={`${sayWindowTime(startsAt)} · ${title}`}
      note={`${zoneName ?? "whole plant"} · ${durationMinutes / 60} h${again}`}
    >
      {objection ? <p className="pb-2 text-risk-medium-text">{objection}</p> : null}
      {workCount === 0 ? (
        <p className="flex items-center justify-between gap-3 border-t py-2 text-muted">
          Nothing is planned for it.
          {mayDecide ? (
            <Button
              size="sm"
              tone="quiet"
              className="print:hidden"
              aria-label={`Take the window ${title} away`}
              onClick={() => removeWindow.mutate(windowId)}
            >
              Take the window away
            </Button>
          ) : null}
        </p>
      ) : (
        <WorkList
          label={`Work of ${title}, ${startsAt.slice(0, 10)}`}
          filter={{ place: "window", windowId, occurrenceAt: startsAt }}
        />
      )}
    </Section>
  );
}

function Settled() {
  const list = useInfiniteQuery(workListOptions({ place: "settled" }));
  if (list.isPending) return <SkeletonRows count={3} columns={["w-96", "w-24"]} />;
  if (list.isError) return <QueryProblem error={list.error} refetch={list.refetch} />;
  return (
    <>
      <ul className="border-t">
        {list.data.pages
          .flatMap((page) => page.items)
          .map((it) => (
            <li key={it.id} className="flex justify-between gap-3 border-b py-1 text-soft">
              <bdi className="min-w-0 truncate">{it.title}</bdi>
              <span className="shrink-0 text-muted">{it.state}</span>
            </li>
          ))}
      </ul>
      <ShowMore pages={list} className="pt-3" />
    </>
  );
}
