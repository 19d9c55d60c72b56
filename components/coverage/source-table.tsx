import { clsx } from "clsx";
import { TimeAgo } from "@/components/devices/time-ago";
import { Table, Td, Th } from "@/components/ui/table";
import type { Coverage } from "@/lib/contracts/coverage";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { sensorName, sourceName } from "./source-name";

type Source = Coverage["sources"][number];

const SHARES = [
  { key: "oneSided", label: "One-sided", title: "TCP flows of which only one direction was seen" },
  { key: "undecoded", label: "Undecoded", title: "Records that were ignored or damaged" },
  { key: "cut", label: "Cut", title: "Records cut short where they were captured" },
  { key: "unknownProtocol", label: "Unknown", title: "Packets of protocols that are not known" },
  { key: "portOnly", label: "By port only", title: "Packets named by their port alone" },
  { key: "encrypted", label: "Encrypted", title: "Packets whose content cannot be read" },
] as const;

/** What each source saw, in shares that can be compared. */
export function SourceTable({ sources }: { readonly sources: readonly Source[] }) {
  return (
    <Table aria-label="Sources">
      <thead>
        <tr>
          <Th>Source</Th>
          <Th isNumber>Packets</Th>
          <Th isNumber>Flows</Th>
          {SHARES.map((it) => (
            <Th key={it.key} isNumber title={it.title} className="max-md:hidden">
              {it.label}
            </Th>
          ))}
          <Th isNumber title="Pauses of an hour or more" className="max-md:hidden">
            Gaps
          </Th>
          <Th isNumber title="Dropped by the sensor's kernel" className="max-md:hidden">
            Dropped
          </Th>
          <Th>Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={sourceName(source)} className="hover:bg-hover">
            <Td className="max-w-40 md:max-w-90" title={sourceName(source)}>
              <bdi className="block truncate">{sensorName(source)}</bdi>
              <bdi className="block truncate text-muted text-xs">
                {source.site} / {source.realm}
              </bdi>
              <span className="block text-muted text-xs md:hidden">{standingOut(source)}</span>
            </Td>
            <Td isNumber>{formatCount(source.packets)}</Td>
            <Td isNumber>{formatCount(source.flows)}</Td>
            {SHARES.map((it) => (
              <Td key={it.key} isNumber className="max-md:hidden">
                <Share value={source.shares[it.key]} />
              </Td>
            ))}
            <Td
              isNumber
              className="max-md:hidden"
              title={source.gaps.map((gap) => `${gap.from} to ${gap.to}`).join("\n")}
            >
              {source.gaps.length}
            </Td>
            <Td isNumber className="max-md:hidden">
              {source.droppedPackets === null ? (
                <span className="text-muted">unknown</span>
              ) : (
                formatCount(source.droppedPackets)
              )}
            </Td>
            <Td className="whitespace-nowrap">
              <TimeAgo at={source.lastSeenAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** On a narrow screen: the shares that there are, in words. */
function standingOut({ shares, gaps, droppedPackets }: Source): string {
  return [
    ...SHARES.flatMap(({ key, label }) => {
      const share = shares[key];
      return share === null || share === 0 ? [] : `${percentText(share)} ${label.toLowerCase()}`;
    }),
    ...(gaps.length > 0 ? [countOf(gaps.length, "gap")] : []),
    ...(droppedPackets === null || droppedPackets === 0 ? [] : [`${formatCount(droppedPackets)} dropped`]),
  ].join(", ");
}

function percentText(value: number): string {
  const percent = value * 100;
  return `${percent === 0 ? "0" : percent < 1 ? "<1" : Math.round(percent)} %`;
}

/** A share as number and bar; nothing stands out while it is small. */
function Share({ value }: { readonly value: number | null }) {
  if (value === null) return <span className="text-muted">unknown</span>;
  const percent = value * 100;
  return (
    <span className="inline-flex w-20 items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-8 overflow-hidden rounded-full bg-track">
        <span
          className={clsx("block h-full", percent >= 10 ? "bg-risk-medium" : "bg-control")}
          style={{ width: `${Math.min(100, percent)}%` }}
        />
      </span>
      <span className={clsx("w-10", percent === 0 && "text-muted")}>{percentText(value)}</span>
    </span>
  );
}
