"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowRight } from "lucide-react";
import Link from "next/link";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes, formatPackets } from "@/lib/client/format-number";
import { deviceFlowsOptions } from "@/lib/client/queries/devices";
import type { DeviceFlowDto } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";
import { CitationText } from "../citation-text";
import { OperationsText } from "../operations-text";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { FlowOverview } from "./flow-overview";
import { Section } from "./section";

/** Who it talks to, in which direction, with what, and what was done. Largest first. */
export function FlowsTab({ deviceId }: { readonly deviceId: string }) {
  const list = useInfiniteQuery(deviceFlowsOptions(deviceId));
  if (list.isError) {
    return <QueryProblem error={list.error} refetch={list.refetch} />;
  }
  if (!list.data) return <SkeletonRows count={8} columns={["w-16", "w-40", "w-28", "w-24", "w-20", "w-20"]} />;
  const flows = list.data.pages.flatMap((page) => page.items);
  const total = list.data.pages[0]?.total ?? 0;
  if (total === 0) return <p className="text-muted">No flow to or from this device was recorded.</p>;
  return (
    <>
      <FlowOverview deviceId={deviceId} />
      <Section title="Flows" count={total}>
        <Table isStacked aria-label="Flows">
          <thead>
            <tr>
              <Th>Direction</Th>
              <Th>Peer</Th>
              <Th>Zone of the peer</Th>
              <Th>Protocol</Th>
              <Th>What was done</Th>
              <Th isNumber>Packets</Th>
              <Th isNumber>Bytes</Th>
              <Th>Last seen</Th>
              <Th>Where</Th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <FlowRow key={flow.id} flow={flow} />
            ))}
          </tbody>
        </Table>
        {list.hasNextPage ? (
          <Button className="mt-3" isBusy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show more of {formatCount(total)}
          </Button>
        ) : null}
      </Section>
    </>
  );
}

function FlowRow({ flow }: { readonly flow: DeviceFlowDto }) {
  const { peer } = flow;
  const Arrow = flow.direction === "out" ? ArrowRight : ArrowLeft;
  return (
    <tr className="hover:bg-hover">
      <Td className="whitespace-nowrap max-md:inline-block!">
        <span className="inline-flex items-center gap-1.5 text-soft">
          <Arrow aria-hidden size={14} className="text-muted" />
          {flow.direction === "out" ? "to" : "from"}
        </span>
      </Td>
      <Td className="max-w-70 max-md:inline-block!">
        <span className="flex min-w-0 items-baseline gap-2">
          {peer.deviceId ? (
            <Link
              href={`/devices/${peer.deviceId}`}
              className="min-w-0 truncate rounded-sm font-medium hover:underline"
              title={peer.name}
            >
              <bdi dir="auto">{peer.name}</bdi>
            </Link>
          ) : (
            <WireText text={peer.name} className="min-w-0" />
          )}
          {peer.ip && peer.ip !== peer.name ? (
            <span className="shrink-0 font-mono text-muted text-xs">{peer.ip}</span>
          ) : null}
        </span>
      </Td>
      <Td head="Zone of the peer" className="max-w-44">
        <WireText text={peer.zone} />
      </Td>
      <Td head="Protocol" className="whitespace-nowrap">
        {flow.protocol}{" "}
        <span className="text-muted text-xs">
          {flow.transport}
          {flow.port === null ? "" : ` ${flow.port}`}
        </span>
      </Td>
      <Td head="What was done">
        <Operations flow={flow} />
      </Td>
      <Td head="Packets" isNumber>
        {formatPackets(flow.packets)}
      </Td>
      <Td head="Bytes" isNumber>
        <span title={`${formatCount(flow.bytes)} bytes`}>{formatBytes(flow.bytes)}</span>
      </Td>
      <Td head="Last seen" className="whitespace-nowrap">
        <TimeAgo at={flow.lastSeenAt} />
      </Td>
      <Td head="Where" className="max-w-60">
        <CitationText citation={flow.citation} fact={{ port: flow.port }} />
      </Td>
    </tr>
  );
}

/** Leads to the single flows of the pair, where each operation names its packet. */
function Operations({ flow }: { readonly flow: DeviceFlowDto }) {
  const [initiatorIp, responderIp] = flow.direction === "out" ? [flow.ownIp, flow.peer.ip] : [flow.peer.ip, flow.ownIp];
  const words = <OperationsText operations={flow.operations} />;
  if (!initiatorIp || !responderIp || Object.keys(flow.operations).length === 0) return words;
  return (
    <Link
      href={`/zones/flows?${new URLSearchParams({ initiatorIp, responderIp })}`}
      title="Show the single flows, with the packet of each operation"
      className="inline-block rounded-sm hover:underline"
    >
      {words}
    </Link>
  );
}
