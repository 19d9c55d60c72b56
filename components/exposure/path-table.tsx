"use client";

import { clsx } from "clsx";
import { ArrowDownLeft, ArrowUpRight, MoveHorizontal } from "lucide-react";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import type { PATH_SORTS } from "@/lib/contracts/choices";
import type { AccessPathDto } from "@/lib/contracts/exposure";
import { formatCount } from "@/lib/domain/say-count";
import { StepMark } from "./step-mark";
import { ToolMark } from "./tool-mark";

type Sort = (typeof PATH_SORTS)[number];

interface PathTableProps {
  readonly rows: readonly AccessPathDto[];
  readonly chosenId: string | null;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onChoose: (id: string) => void;
}

/** One path a line: by what, which device, which way, to whom, since when, how much. */
export function PathTable({ rows, chosenId, sort, onSort, onChoose }: PathTableProps) {
  const heading = (by: Sort) => ({ sort: sort === by ? ("desc" as const) : null, onSort: () => onSort(by) });
  return (
    <Table isEdgeToEdge aria-label="Paths">
      <thead>
        <tr>
          <Th className="max-sm:hidden">Tool</Th>
          <Th className="max-sm:pl-4" {...heading("device")} sort={sort === "device" ? "asc" : null}>
            Device
          </Th>
          <Th className="max-sm:hidden">Way</Th>
          <Th>To or from</Th>
          <Th className="max-lg:hidden">Step</Th>
          <Th className="max-md:hidden" {...heading("firstSeen")}>
            Since
          </Th>
          <Th className="max-md:hidden" {...heading("lastSeen")}>
            Last seen
          </Th>
          <Th isNumber className="max-sm:hidden" {...heading("bytes")}>
            Volume
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            onClick={() => onChoose(row.id)}
            className={clsx("cursor-default hover:bg-hover", row.id === chosenId && "bg-selected")}
          >
            <Td className="max-w-52 max-sm:hidden">
              <ToolOf path={row} />
            </Td>
            <Td className="max-w-56 max-sm:w-1/2 max-sm:max-w-0 max-sm:pl-4 max-sm:align-top">
              <RowButton
                isChosen={row.id === chosenId}
                beside={`to ${row.destination}`}
                onChoose={() => onChoose(row.id)}
              >
                <WireText text={row.device.name} />
              </RowButton>
              <span className="block truncate text-muted text-xs">{row.device.zone}</span>
              <span className="block truncate sm:hidden">
                <ToolOf path={row} />
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <WayMark path={row} />
            </Td>
            <Td className="max-w-64 max-sm:w-1/2 max-sm:max-w-0 max-sm:align-top">
              <span className="flex min-w-0 items-baseline gap-1">
                <span className="shrink-0 self-center sm:hidden">
                  <WayMark path={row} />
                </span>
                <span className="min-w-0 truncate">
                  <WireText text={row.destination} />
                </span>
              </span>
              <span className="block truncate text-muted text-xs">
                {row.peerCount > 1 ? `${formatCount(row.peerCount)} peers` : row.peers[0]?.ip}
                {row.isAnswered ? "" : " · attempt, never answered"}
                {row.gateways
                  .filter((it) => !it.isSanctioned)
                  .map((it) => (
                    <span key={it.deviceId} className="text-risk-medium-text">
                      {" · "}at <bdi>{it.name}</bdi>, not sanctioned
                    </span>
                  ))}
              </span>
              <span className="block text-muted text-xs sm:hidden">
                {formatBytes(row.bytes)}, <TimeAgo at={row.lastSeenAt} />
              </span>
            </Td>
            <Td className="max-lg:hidden">
              {row.tool ? <StepMark step={row.step} /> : <span className="text-muted">no remote access</span>}
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              <TimeAgo at={row.firstSeenAt} />
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              <TimeAgo at={row.lastSeenAt} />
            </Td>
            <Td isNumber className="max-sm:hidden">
              {formatBytes(row.bytes)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** By which tool; without one, by which services. */
function ToolOf({ path: { tool, services } }: { readonly path: AccessPathDto }) {
  if (tool) return <ToolMark tool={tool} />;
  return (
    <span className="text-muted">
      <span className="max-sm:hidden">none known</span>
      <span className="block truncate text-xs">{services.slice(0, 3).join(", ")}</span>
    </span>
  );
}

function WayMark({ path: { scope, direction } }: { readonly path: AccessPathDto }) {
  const [Icon, word] =
    scope === "inside"
      ? [MoveHorizontal, "inside"]
      : direction === "out"
        ? [ArrowUpRight, "out"]
        : [ArrowDownLeft, "in"];
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-soft">
      <Icon aria-hidden size={14} />
      {word}
    </span>
  );
}
