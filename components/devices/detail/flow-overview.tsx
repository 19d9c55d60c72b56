"use client";

import { useQuery } from "@tanstack/react-query";
import { sayWeek } from "@/components/charts/say-week";
import { WeekPicture } from "@/components/charts/week-picture";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import { deviceActivityOptions } from "@/lib/client/queries/devices";
import type { DeviceActivityDto } from "@/lib/contracts/devices";
import { formatCount } from "@/lib/domain/say-count";
import { OperationsText } from "../operations-text";
import { Section } from "./section";

/** With which zones the device talks, and when: what the list of its flows adds up to. */
export function FlowOverview({ deviceId }: { readonly deviceId: string }) {
  // The list below says what went wrong, if it did.
  const { data, isPending } = useQuery(deviceActivityOptions(deviceId));
  if (isPending) return <SkeletonRows count={4} columns={["w-32", "w-16", "w-24"]} />;
  if (!data || data.zones.length === 0) return null;
  return (
    <div className="grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,366px)]">
      <Section title="By zone">
        <PeerZones zones={data.zones} />
        {data.isPartial ? <p className="pt-2 text-muted text-xs">It has more flows than are added up here.</p> : null}
      </Section>
      <Section title="By hour of the week">
        <div className="pt-2">
          <WeekPicture hours={data.week.hours} />
          <p className="pt-1 text-muted text-xs">{sayWeek(data.week)}</p>
        </div>
      </Section>
    </div>
  );
}

function PeerZones({ zones }: Pick<DeviceActivityDto, "zones">) {
  const most = Math.max(1, ...zones.map((it) => it.bytes));
  return (
    <Table isStacked aria-label="Flows by zone of the peer">
      <thead>
        <tr>
          <Th>Zone of the peers</Th>
          <Th isNumber>Peers</Th>
          <Th isNumber>Flows</Th>
          <Th isNumber>Bytes</Th>
          <Th className="w-32 max-sm:hidden">
            <span className="sr-only">Bytes, drawn</span>
          </Th>
          <Th>What was done</Th>
        </tr>
      </thead>
      <tbody>
        {zones.map((it) => (
          <tr key={it.zone}>
            <Td className="max-w-48 truncate">
              <bdi>{it.zone}</bdi>
            </Td>
            <Td head="Peers" isNumber>
              {formatCount(it.peers)}
            </Td>
            <Td head="Flows" isNumber>
              {formatCount(it.flows)}
            </Td>
            <Td head="Bytes" isNumber>
              {formatBytes(it.bytes)}
            </Td>
            <Td className="max-md:hidden!">
              <span aria-hidden className="block h-1.5 rounded-sm bg-track">
                <span className="block h-full rounded-sm bg-control" style={{ width: `${(it.bytes / most) * 100}%` }} />
              </span>
            </Td>
            <Td head="What was done">
              <OperationsText operations={it.operations} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
