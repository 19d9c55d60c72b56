"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { workListOptions } from "@/lib/client/queries/maintenance";
import type { WorkFilterInput, WorkItemDto } from "@/lib/contracts/maintenance";
import { OUTAGE_WORDS } from "@/lib/domain/maintenance/arrange-work";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { useMaintenance } from "./use-maintenance";

// What is not met first comes when it is opened.
const WorkWindowDialog = lateDialog(() => import("./work-window-dialog").then((it) => it.WorkWindowDialog)).Dialog;

interface WorkListProps {
  readonly label: string;
  readonly filter: WorkFilterInput;
}

/** Work in its order, in pages. */
export function WorkList({ label, filter }: WorkListProps) {
  const list = useInfiniteQuery(workListOptions(filter));
  const [moved, setMoved] = useState<WorkItemDto | null>(null);
  if (list.isPending) return <SkeletonRows count={2} columns={["w-96", "w-24", "w-24"]} />;
  if (list.isError) return <QueryProblem error={list.error} refetch={list.refetch} />;
  const work = list.data.pages.flatMap((page) => page.items);
  const total = list.data.pages[0]?.total ?? 0;
  return (
    <>
      <WorkTable label={label} work={work} onMove={setMoved} />
      <ShowMore
        pages={list}
        className="pt-3"
        note={`${formatCount(work.length)} of ${formatCount(total)}, in the order in which they are done`}
      />
      {moved ? <WorkWindowDialog item={moved} onClose={() => setMoved(null)} /> : null}
    </>
  );
}

interface WorkTableProps {
  readonly label: string;
  readonly work: readonly WorkItemDto[];
  /** Asks for the window that it is put into. */
  readonly onMove: (item: WorkItemDto) => void;
}

/** Its text begins under the heading of its part, as that of the lists beside it does. */
const UNDER_HEADING = "[&_tr>:first-child]:pl-0 [&_tr>:last-child]:pr-0";

/** What, what must stand still, how long, who; and the window that it is in. On a narrow screen one column says it all. */
function WorkTable({ label, work, onMove }: WorkTableProps) {
  const mayDecide = useCan("findings.decide");
  return (
    <Table aria-label={label} className={UNDER_HEADING}>
      <thead>
        <tr>
          <Th>Work</Th>
          <Th className="max-md:hidden">Needs</Th>
          <Th isNumber className="max-md:hidden">
            Minutes
          </Th>
          <Th isNumber className="max-md:hidden">
            Risk off
          </Th>
          <Th className="max-md:hidden">Owner</Th>
          {mayDecide ? <Th className="max-md:hidden print:hidden">Window</Th> : null}
          {mayDecide ? <Th className="max-md:hidden print:hidden">Settle</Th> : null}
          <Th className="hidden print:table-cell">Done</Th>
        </tr>
      </thead>
      <tbody>
        {work.map((it, at) => (
          <tr key={it.id} className="align-top">
            <Td className="max-w-96 [overflow-wrap:anywhere]">
              <span className="text-muted">{at + 1}. </span>
              <bdi>{it.title}</bdi>
              <span className="block text-muted text-xs">
                <WorkPlace item={it} />
              </span>
              {it.objection ? <span className="block text-risk-medium-text text-xs">{it.objection}</span> : null}
              <span className="block text-muted text-xs md:hidden">
                {OUTAGE_WORDS[it.outage]} · {it.minutes} min · <bdi>{it.owner}</bdi>
              </span>
              {mayDecide ? (
                <span className="-ml-2 flex gap-1 md:hidden print:hidden">
                  <WindowVerb item={it} onMove={onMove} />
                  <SettleVerbs item={it} />
                </span>
              ) : null}
            </Td>
            <Td className="max-md:hidden">{OUTAGE_WORDS[it.outage]}</Td>
            <Td isNumber className="max-md:hidden">
              {it.minutes}
            </Td>
            <Td isNumber className="max-md:hidden">
              {it.riskRemoved === null ? <span className="text-muted">unknown</span> : Math.round(it.riskRemoved)}
            </Td>
            <Td className="max-w-40 truncate max-md:hidden">
              <bdi>{it.owner}</bdi>
            </Td>
            {mayDecide ? (
              <Td className="max-md:hidden print:hidden">
                <WindowVerb item={it} onMove={onMove} />
              </Td>
            ) : null}
            {mayDecide ? (
              <Td className="whitespace-nowrap max-md:hidden print:hidden">
                <SettleVerbs item={it} />
              </Td>
            ) : null}
            <Td className="hidden print:table-cell">☐</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function WindowVerb({ item, onMove }: { readonly item: WorkItemDto; readonly onMove: WorkTableProps["onMove"] }) {
  return (
    <Button size="sm" tone="quiet" aria-label={`Window of ${item.title}`} onClick={() => onMove(item)}>
      {item.occurrenceAt ? `${item.occurrenceAt.slice(0, 10)}…` : "No window…"}
    </Button>
  );
}

function SettleVerbs({ item: { id, title } }: { readonly item: WorkItemDto }) {
  const { changeWork } = useMaintenance();
  const settle = (state: "done" | "dropped") => changeWork.mutate({ workId: id, change: { state } });
  return (
    <>
      <Button size="sm" tone="quiet" aria-label={`Done: ${title}`} onClick={() => settle("done")}>
        Done
      </Button>
      <Button size="sm" tone="quiet" aria-label={`Drop: ${title}`} onClick={() => settle("dropped")}>
        Drop
      </Button>
    </>
  );
}

function WorkPlace({ item }: { readonly item: WorkItemDto }) {
  const more = item.deviceCount - item.devices.length;
  return (
    <>
      {item.zoneName ? <bdi>{item.zoneName}</bdi> : null}
      {item.zoneName && item.devices.length > 0 ? ": " : null}
      {item.devices.map((device, at) => (
        <span key={device.id}>
          {at > 0 ? ", " : null}
          <Link href={`/devices/${device.id}`} className="rounded-sm hover:underline">
            <bdi>{device.name ?? "unnamed"}</bdi>
          </Link>
        </span>
      ))}
      {more > 0 ? ` and ${countOf(more, "more device")}` : null}
      {item.note ? (
        <>
          {" · "}
          <bdi>{item.note}</bdi>
        </>
      ) : null}
    </>
  );
}
