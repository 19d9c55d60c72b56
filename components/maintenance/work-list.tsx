"use client";

import Link from "next/link";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import type { MaintenanceOccurrenceDto, WorkItemDto } from "@/lib/contracts/maintenance";
import { OUTAGE_WORDS } from "@/lib/domain/maintenance/arrange-work";
import { countOf } from "@/lib/domain/say-count";
import { useMaintenance } from "./use-maintenance";

interface WorkListProps {
  readonly label: string;
  readonly work: readonly WorkItemDto[];
  /** Windows that it may be put into. */
  readonly occurrences: readonly MaintenanceOccurrenceDto[];
}

/** Work in its order: what, what must stand still, how long, who; and the window that it is in. */
export function WorkList({ label, work, occurrences }: WorkListProps) {
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
                <Select
                  aria-label={`Window of ${it.title}`}
                  className="max-w-48"
                  value={it.windowId && it.occurrenceAt ? `${it.windowId} ${it.occurrenceAt}` : ""}
                  onChange={(event) => {
                    const [windowId = null, occurrenceAt = null] = event.target.value.split(" ").filter(Boolean);
                    change(it.id, { windowId, occurrenceAt });
                  }}
                >
                  <option value="">none</option>
                  {occurrences.map((occurrence) => (
                    <option
                      key={`${occurrence.windowId} ${occurrence.startsAt}`}
                      value={`${occurrence.windowId} ${occurrence.startsAt}`}
                    >
                      {occurrence.startsAt.slice(0, 10)} {occurrence.title}
                    </option>
                  ))}
                </Select>
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
