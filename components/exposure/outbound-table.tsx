"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { Checkbox } from "@/components/ui/checkbox";
import { scrollToNearest } from "@/components/ui/scroll-to-nearest";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import type { OutboundItemDto } from "@/lib/contracts/exposure";
import { countOf, formatCount } from "@/lib/domain/say-count";

interface OutboundTableProps {
  readonly rows: readonly OutboundItemDto[];
  /** The one that keys act on. */
  readonly currentKey: string | null;
  readonly picked: ReadonlySet<string>;
  readonly mayDecide: boolean;
  readonly onPick: (key: string) => void;
  readonly onChoose: (key: string) => void;
}

/** One question a line: which kind of device, whom it talks to, how many and how much, and what was answered. */
export function OutboundTable({ rows, currentKey, picked, mayDecide, onPick, onChoose }: OutboundTableProps) {
  return (
    <Table isEdgeToEdge aria-label="Destinations">
      <thead>
        <tr>
          {mayDecide ? (
            <Th className="w-8">
              <span className="sr-only">Chosen</span>
            </Th>
          ) : null}
          <Th>Kind of device</Th>
          <Th>Destination</Th>
          <Th isNumber className="max-md:hidden">
            Devices
          </Th>
          <Th isNumber className="max-md:hidden">
            Volume
          </Th>
          <Th className="max-md:hidden">Last seen</Th>
          <Th className="max-md:hidden">Answer</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line
            key={row.key}
            item={row}
            isCurrent={row.key === currentKey}
            isPicked={picked.has(row.key)}
            mayDecide={mayDecide}
            onPick={() => onPick(row.key)}
            onChoose={() => onChoose(row.key)}
          />
        ))}
      </tbody>
    </Table>
  );
}

/** On a narrow screen two columns say it all. */
const NARROW_HALF = "max-md:w-1/2 max-md:max-w-0 max-md:align-top";

interface LineProps {
  readonly item: OutboundItemDto;
  readonly isCurrent: boolean;
  readonly isPicked: boolean;
  readonly mayDecide: boolean;
  readonly onPick: () => void;
  readonly onChoose: () => void;
}

function Line({ item, isCurrent, isPicked, mayDecide, onPick, onChoose }: LineProps) {
  const [first] = item.devices;
  const how = [
    item.tool ? `${item.tool.tool}, remote access` : "",
    item.services.slice(0, 3).join(", "),
    item.isAnswered ? "" : "attempt, never answered",
  ]
    .filter(Boolean)
    .join(" · ");
  const row = useRef<HTMLTableRowElement>(null);
  // Whoever walks by keyboard sees where they are.
  useEffect(() => {
    if (isCurrent && row.current) scrollToNearest(row.current);
  }, [isCurrent]);
  return (
    <tr
      ref={row}
      onClick={onChoose}
      aria-current={isCurrent || undefined}
      className={clsx("cursor-default hover:bg-hover", isCurrent && "bg-selected")}
    >
      {mayDecide ? (
        <Td className="max-md:align-top">
          <Checkbox
            aria-label={`Select ${item.kind}, ${item.destination}`}
            checked={isPicked}
            onClick={(event) => event.stopPropagation()}
            onChange={onPick}
          />
        </Td>
      ) : null}
      <Td className={clsx(NARROW_HALF, "max-w-56")}>
        <WireText text={item.kind} />
        {first ? (
          <span className="block truncate text-muted text-xs">
            {first.deviceId ? (
              <Link href={`/devices/${first.deviceId}`} className="hover:underline">
                <bdi>{first.name}</bdi>
              </Link>
            ) : (
              <bdi>{first.name}</bdi>
            )}
            , {first.zone}
          </span>
        ) : null}
      </Td>
      <Td className={clsx(NARROW_HALF, "max-w-64")}>
        <Link
          href={`/exposure?view=outside&attempts=yes&path=${item.pathIds[0] ?? ""}`}
          className="block truncate hover:underline"
        >
          <WireText text={item.destination} />
        </Link>
        <span className="block truncate text-muted text-xs" title={how}>
          {how}
        </span>
        <span className="block text-muted text-xs md:hidden">
          {countOf(item.deviceCount, "device")}, {formatBytes(item.bytes)}, <TimeAgo at={item.lastSeenAt} />
        </span>
        {item.answer ? (
          <span className="block md:hidden">
            <AnswerText item={item} />
          </span>
        ) : null}
      </Td>
      <Td isNumber className="max-md:hidden">
        {formatCount(item.deviceCount)}
      </Td>
      <Td isNumber className="max-md:hidden">
        {formatBytes(item.bytes)}
      </Td>
      <Td className="whitespace-nowrap max-md:hidden">
        <TimeAgo at={item.lastSeenAt} />
      </Td>
      <Td className="max-w-72 max-md:hidden">
        <AnswerText item={item} />
      </Td>
    </tr>
  );
}

function AnswerText({ item: { answer, state, isStillSeen } }: { readonly item: OutboundItemDto }) {
  if (!answer) return <span className="text-muted">nobody answered yet</span>;
  return (
    <>
      <span className="block truncate">
        {state === "expired" ? "ended: " : ""}
        {answer.verdict === "needed" ? (
          <>
            needed by <bdi>{answer.neededBy}</bdi>
          </>
        ) : isStillSeen ? (
          <span className="font-medium text-risk-high-text">to be closed, still passes</span>
        ) : (
          "to be closed"
        )}
      </span>
      <span className="block truncate text-muted text-xs" title={answer.reason}>
        <bdi>{answer.reason}</bdi> · <bdi>{answer.actor}</bdi>
        {answer.expiresAt ? `, until ${answer.expiresAt.slice(0, 10)}` : ""}
      </span>
    </>
  );
}
