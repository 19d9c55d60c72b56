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

/** What, what must stand still, how long, who; and the window that it is in. */
function WorkTable({ label, work, onMove }: WorkTableProps) {
  const mayDecide = useCan("findings.decide");
  const { changeWork } = useMaintenance();
  const change = (workId: string, value: Parameters<typeof changeWork.mutate>[0]["change"]) =>
    changeWork.mutate({ workId, change: value });
  return (
    <Table aria-label={label}>
      <thead>
        <tr>
          <Th>Work</Th>
          <Th>Needs</Th>
          <Th isNumber>Minutes</Th>
          <Th isNumber className="max-md:hidden">
            Risk off
          </Th>
          <Th className="max-md:hidden">Owner</Th>
          {mayDecide ? <Th className="print:hidden">Window</Th> : null}
          {mayDecide ? <Th className="print:hidden">Settle</Th> : null}
          <Th className="hidden print:table-cell">Done</Th>
        </tr>
      </thead>
      <tbody>
        {work.map((it, at) => (
          <tr key={it.id} className="align-top">
            <Td className="max-w-96">
              <span className="text-muted">{at + 1}. </span>
              <bdi>{it.title}</bdi>
              <span className="block text-muted text-xs">
                <WorkPlace item={it} />
              </span>
              {it.objection ? <span className="block text-risk-medium-text text-xs">{it.objection}</span> : null}
            </Td>
            <Td>{OUTAGE_WORDS[it.outage]}</Td>
            <Td isNumber>{it.minutes}</Td>
            <Td isNumber className="max-md:hidden">
              {it.riskRemoved === null ? <span className="text-muted">unknown</span> : Math.round(it.riskRemoved)}
            </Td>
            <Td className="max-w-40 truncate max-md:hidden">
              <bdi>{it.owner}</bdi>
            </Td>
            {mayDecide ? (
              <Td className="print:hidden">
                <Button size="sm" tone="quiet" aria-label={`Window of ${it.title}`} onClick={() => onMove(it)}>
                  {it.occurrenceAt ? `${it.occurrenceAt.slice(0, 10)}…` : "none…"}
                </Button>
              </Td>
            ) : null}
            {mayDecide ? (
              <Td className="whitespace-nowrap print:hidden">
                <Button size="sm" tone="quiet" onClick={() => change(it.id, { state: "done" })}>
                  Done
                </Button>
                <Button size="sm" tone="quiet" onClick={() => change(it.id, { state: "dropped" })}>
                  Drop
                </Button>
              </Td>
            ) : null}
            <Td className="hidden print:table-cell">☐</Td>
          </tr>
        ))}
      </tbody>
    </Table>
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
