"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Section } from "@/components/overview/section";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { maintenanceOptions } from "@/lib/client/queries/maintenance";
import type { MaintenanceOccurrenceDto, MaintenancePlanDto } from "@/lib/contracts/maintenance";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { useMaintenance } from "./use-maintenance";
import { WindowDialog } from "./window-dialog";
import { WorkList } from "./work-list";
import { WorkSuggestions } from "./work-suggestions";

/** What is done when: windows with their work, what needs none, and what has not found one. */
export function MaintenanceView() {
  const { data, error, isPending, refetch } = useQuery(maintenanceOptions());
  const [isOpening, setIsOpening] = useState(false);
  const mayDecide = useCan("findings.decide");
  const mayExport = useCan("exports.read");
  return (
    <Page
      title="Vulnerabilities · Maintenance"
      answer={data ? sentence(data) : "Maintenance plan"}
      actions={
        <span className="flex flex-wrap gap-2 print:hidden">
          {mayExport ? (
            <Button asChild>
              <a href="/api/v1/exports/work" download>
                Export CSV
              </a>
            </Button>
          ) : null}
          <Button onClick={() => window.print()}>Print or PDF</Button>
          {mayDecide ? (
            <Button tone="primary" onClick={() => setIsOpening(true)}>
              Open a window…
            </Button>
          ) : null}
        </span>
      }
    >
      <div className="print:hidden">
        <VulnerabilityPlaces />
      </div>
      <div className="flex flex-col gap-8 bg-surface px-4 py-5 md:px-6">
        <QueryProblem error={error} refetch={refetch} />
        {isPending ? <SkeletonRows count={8} columns={["w-96", "w-24", "w-24"]} /> : null}
        {data ? <Parts data={data} /> : null}
      </div>
      {isOpening ? <WindowDialog onClose={() => setIsOpening(false)} /> : null}
    </Page>
  );
}

function Parts({ data }: { readonly data: MaintenancePlanDto }) {
  const { occurrences, anytime, unplanned, settled } = data;
  const all = [...occurrences.flatMap((it) => it.work), ...anytime, ...unplanned];
  const planned = new Set(all.map((it) => it.title));
  return (
    <>
      {occurrences.map((it) => (
        <Occurrence key={`${it.windowId} ${it.startsAt}`} occurrence={it} all={occurrences} />
      ))}
      {occurrences.length === 0 ? (
        <div className="text-soft">
          <p>
            No maintenance window is open. One holds for a zone or for the whole plant, once or again and again, and
            takes work in.
          </p>
          <RoleNote permission="findings.decide" deed="open one" />
        </div>
      ) : null}
      {anytime.length > 0 ? (
        <Section title="Without an outage" note="can be done any time">
          <WorkList label="Work without an outage" work={anytime} occurrences={occurrences} />
        </Section>
      ) : null}
      {unplanned.length > 0 ? (
        <Section title="In no window yet" note="needs an outage">
          <WorkList label="Work in no window" work={unplanned} occurrences={occurrences} />
        </Section>
      ) : null}
      <div className="print:hidden">
        <Section title="Worth planning" note="most risk off for what it interrupts">
          <WorkSuggestions planned={planned} />
        </Section>
      </div>
      {settled.length > 0 ? (
        <div className="print:hidden">
          <Section title="Settled">
            <ul className="border-t">
              {settled.map((it) => (
                <li key={it.id} className="flex justify-between gap-3 border-b px-1 py-1 text-soft">
                  <bdi className="min-w-0 truncate">{it.title}</bdi>
                  <span className="shrink-0 text-muted">{it.state}</span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      ) : null}
    </>
  );
}

interface OccurrenceProps {
  readonly occurrence: MaintenanceOccurrenceDto;
  readonly all: readonly MaintenanceOccurrenceDto[];
}

function Occurrence({ occurrence, all }: OccurrenceProps) {
  const mayDecide = useCan("findings.decide");
  const { removeWindow } = useMaintenance();
  const { title, zoneName, startsAt, durationMinutes, repeats, every, work, objection, windowId } = occurrence;
  const again =
    repeats === "once"
      ? ""
      : repeats === "weeks"
        ? ` · every ${every === 1 ? "week" : `${every} weeks`}`
        : " · monthly";
  return (
    <Section
      title={`${startsAt.slice(0, 10)} ${startsAt.slice(11, 16)} UTC · ${title}`}
      note={`${zoneName ?? "whole plant"} · ${durationMinutes / 60} h${again}`}
    >
      {objection ? <p className="pb-2 text-risk-medium-text">{objection}</p> : null}
      {work.length === 0 ? (
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
        <WorkList label={`Work of ${title}, ${startsAt.slice(0, 10)}`} work={work} occurrences={all} />
      )}
    </Section>
  );
}

function sentence({ occurrences, anytime, unplanned }: MaintenancePlanDto): string {
  const inWindows = occurrences.reduce((sum, it) => sum + it.work.length, 0);
  const open = inWindows + anytime.length + unplanned.length;
  if (open === 0) return "Nothing is planned.";
  const parts = [
    ...(anytime.length > 0 ? [`${formatCount(anytime.length)} can be done without an outage`] : []),
    ...(inWindows > 0 ? [`${formatCount(inWindows)} ${inWindows === 1 ? "stands" : "stand"} in a window`] : []),
    ...(unplanned.length > 0
      ? [`${formatCount(unplanned.length)} ${unplanned.length === 1 ? "has" : "have"} none yet`]
      : []),
  ];
  return `${countOf(open, "thing")} to do: ${parts.join(", ")}.`;
}
