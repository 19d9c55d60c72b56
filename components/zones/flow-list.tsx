"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { AsOfBar } from "@/components/activity/as-of-bar";
import { LookBack } from "@/components/activity/look-back";
import { CitationText } from "@/components/devices/citation-text";
import { OperationsText } from "@/components/devices/operations-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { FirstStep } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NothingFits } from "@/components/ui/nothing-fits";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes, formatPackets } from "@/lib/client/format-number";
import { monthsText } from "@/lib/client/months-text";
import { type FlowFilter, flowListOptions } from "@/lib/client/queries/flows";
import type { FlowRow } from "@/lib/contracts/zones";
import { countOf } from "@/lib/domain/say-count";
import { FlowFilters, type FlowZone } from "./flow-filters";

interface FlowListProps {
  readonly filter: FlowFilter;
  /** What may be chosen as a zone. */
  readonly zones: readonly FlowZone[];
}

/** The single flows behind a cell, each with the frame or line where it begins. */
export function FlowList({ filter, zones }: FlowListProps) {
  const router = useRouter();
  const flows = useInfiniteQuery(flowListOptions(filter));
  const rows = flows.data?.pages.flatMap((page) => page.items) ?? [];
  const total = flows.data?.pages[0]?.total;
  const { asOf, ...search } = filter;
  const isNarrowed = Object.keys(filter).length > 0;
  const hasFilters = isNarrowed || total !== 0;
  return (
    <Page
      title="Zones · Flows"
      answer={sentence(filter, zones, total)}
      isFilling
      actions={
        <>
          {asOf ? null : <LookBack path="/zones/flows" what="these flows" search={search} />}
          <Button asChild>
            <Link href={`/zones?from=${filter.fromZone ?? ""}&to=${filter.toZone ?? ""}`}>Back to the matrix</Link>
          </Button>
        </>
      }
    >
      {asOf ? <AsOfBar asOf={asOf} path="/zones/flows" search={search} /> : null}
      {(total ?? 0) > 0 ? (
        <p className="px-4 pb-2 text-muted text-xs md:px-6">
          One line for each flow of each file. Exports add up what several files say of the same two ends and service.
        </p>
      ) : null}
      {hasFilters ? <FlowFilters filter={filter} zones={zones} /> : null}
      <DroppedMonths months={flows.data?.pages[0]?.droppedMonths ?? []} />
      <div className={clsx("scroll-area min-h-0 flex-1 bg-surface", !hasFilters && "border-t")}>
        {flows.isError ? <QueryProblem isInset error={flows.error} refetch={flows.refetch} /> : null}
        {flows.isPending ? <SkeletonRows count={12} columns={["w-40", "w-40", "w-20", "w-20"]} /> : null}
        {total === 0 ? (
          isNarrowed ? (
            <NothingFits title="No flow fits" onClear={() => router.push("/zones/flows")}>
              Take a filter away to see more. An address is looked for as a whole, not in parts.
            </NothingFits>
          ) : (
            <EmptyState title="Single flows will stand here" action={<FirstStep />}>
              <p>Every connection that a capture or flow log holds, with the frame or line where it begins.</p>
            </EmptyState>
          )
        ) : null}
        {rows.length > 0 ? (
          <Table isEdgeToEdge aria-label="Flows">
            <thead>
              <tr>
                <Th>Initiator</Th>
                <Th>Responder</Th>
                <Th>Service</Th>
                <Th isNumber className="max-md:hidden">
                  Packets
                </Th>
                <Th isNumber className="max-md:hidden">
                  Bytes
                </Th>
                <Th className="max-md:hidden">Done</Th>
                <Th className="max-md:hidden">Last seen</Th>
                <Th className="max-md:hidden">Read at</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <FlowLine key={row.id} row={row} />
              ))}
            </tbody>
          </Table>
        ) : null}
        <ShowMore pages={flows} />
      </div>
    </Page>
  );
}

/** "Cell A → 10.1.2.3: 1,044 flows" */
function sentence(filter: FlowFilter, zones: readonly FlowZone[], total: number | undefined): string {
  const { fromZone, toZone, initiatorIp, responderIp } = filter;
  const flows = total === undefined ? "Flows" : countOf(total, "flow");
  if (!(fromZone || toZone || initiatorIp || responderIp)) return total === 0 ? "No flow is known yet." : flows;
  const nameOf = (key: string | undefined, ip: string | undefined) =>
    ip ?? zones.find((it) => it.key === key)?.name ?? "anywhere";
  return `${nameOf(fromZone, initiatorIp)} → ${nameOf(toZone, responderIp)}: ${flows}`;
}

/** Says of which months the list cannot have any flow, so that an empty list is not taken for silence. */
function DroppedMonths({ months }: { readonly months: readonly string[] }) {
  if (months.length === 0) return null;
  return (
    <p className="border-t px-4 py-2 text-soft md:px-6">
      Single flows of files taken in in {monthsText(months)} are kept no longer, and are not in this list. What they
      added up to stays: peers, matrix, risk, exposure.
    </p>
  );
}

function FlowLine({ row }: { readonly row: FlowRow }) {
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-31 max-md:align-top md:max-w-56">
        <FlowEndCell end={row.initiator} />
      </Td>
      <Td className="max-w-31 max-md:align-top md:max-w-56">
        <FlowEndCell end={row.responder} />
      </Td>
      <Td className="max-w-31 max-md:align-top md:max-w-56 md:whitespace-nowrap">
        {row.protocol}{" "}
        <span className="text-muted text-xs">
          {row.transport}
          {row.port === null ? "" : ` ${row.port}`}
        </span>
        <FlowBelow row={row} />
      </Td>
      <Td isNumber className={clsx("max-md:hidden", row.packets === 0 && "text-muted")}>
        {formatPackets(row.packets)}
      </Td>
      <Td isNumber className="max-md:hidden">
        <FlowBytes row={row} />
      </Td>
      <Td className="text-xs max-md:hidden">
        <OperationsText
          operations={row.operations}
          read={{ positions: row.operationPositions, citation: row.citation }}
        />
      </Td>
      <Td className="whitespace-nowrap max-md:hidden">
        <TimeAgo at={row.lastSeenAt} />
      </Td>
      <Td className="max-w-56 max-md:hidden">
        <CitationText citation={row.citation} fact={{ port: row.port }} />
      </Td>
    </tr>
  );
}

function FlowBytes({ row: { packets, bytes } }: { readonly row: FlowRow }) {
  return packets + bytes === 0 ? <span className="text-muted">not counted</span> : formatBytes(bytes);
}

/** What has columns of its own where there is room for them. */
function FlowBelow({ row }: { readonly row: FlowRow }) {
  return (
    <div className="text-muted text-xs md:hidden">
      <FlowBytes row={row} />, <TimeAgo at={row.lastSeenAt} />
      <OperationsText
        operations={row.operations}
        read={{ positions: row.operationPositions, citation: row.citation }}
      />
      <CitationText citation={row.citation} fact={{ port: row.port }} />
    </div>
  );
}

function FlowEndCell({ end }: { readonly end: FlowRow["initiator"] }) {
  const name = <WireText text={end.name} />;
  return (
    <>
      {end.deviceId ? (
        <Link href={`/devices/${end.deviceId}`} className="block rounded-sm hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {end.ip && end.ip !== end.name ? <span className="block font-mono text-muted text-xs">{end.ip}</span> : null}
    </>
  );
}
