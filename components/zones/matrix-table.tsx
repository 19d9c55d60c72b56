"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { OperationsText } from "@/components/devices/operations-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { Button } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import { formatCount } from "@/lib/domain/say-count";
import type { Place } from "./matrix-grid";
import { type PreparedMatrix, TREND_WORDS } from "./prepare-matrix";
import { VerdictWord } from "./verdict-word";

const ROWS = 200;

interface MatrixTableProps {
  readonly matrix: PreparedMatrix;
  /** Whose panel is open. */
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

/** The cells of the matrix one below the other, most bytes first: the same as the picture, to be read. */
export function MatrixTable({ matrix, chosen, onChoose }: MatrixTableProps) {
  const [shown, setShown] = useState(ROWS);
  const names = new Map(matrix.zones.map((zone) => [zone.key, zone.name]));
  // Of all time there is no window before, and so nothing to say.
  const hasTrend = matrix.cells.some((it) => it.trend !== null);
  const isChosen = ({ from, to }: Place) => chosen?.from === from && chosen.to === to;
  return (
    <>
      <Table isEdgeToEdge aria-label="Traffic between zones">
        <thead>
          <tr>
            <Th>From</Th>
            <Th>To</Th>
            <Th className="max-md:hidden">Verdict</Th>
            <Th className="max-md:hidden">Protocols</Th>
            <Th isNumber className="max-md:hidden">
              Flows
            </Th>
            <Th isNumber>Bytes</Th>
            {hasTrend ? <Th className="max-md:hidden">Trend</Th> : null}
            <Th className="max-md:hidden">Done</Th>
            <Th className="max-md:hidden">Last seen</Th>
          </tr>
        </thead>
        <tbody>
          {matrix.cells.slice(0, shown).map((cell) => (
            <tr
              key={`${cell.from} ${cell.to}`}
              aria-current={isChosen(cell) || undefined}
              className={clsx("hover:bg-hover", isChosen(cell) && "bg-selected")}
            >
              <Td>
                <button
                  type="button"
                  className="rounded-sm hover:underline"
                  onClick={() => onChoose({ from: cell.from, to: cell.to })}
                >
                  <bdi>{names.get(cell.from)}</bdi>
                </button>
              </Td>
              <Td>
                <bdi>{names.get(cell.to)}</bdi>
                <div className="text-xs md:hidden">
                  <VerdictWord verdict={cell.verdict} isSameZone={cell.from === cell.to} />
                </div>
              </Td>
              <Td className="max-md:hidden">
                <VerdictWord verdict={cell.verdict} isSameZone={cell.from === cell.to} />
              </Td>
              <Td className="max-w-48 truncate max-md:hidden" title={cell.protocols.join(", ")}>
                {cell.protocols.join(", ")}
              </Td>
              <Td isNumber className="max-md:hidden">
                {formatCount(cell.flows)}
              </Td>
              <Td isNumber>{formatBytes(cell.bytes)}</Td>
              {hasTrend ? (
                <Td className="max-md:hidden">{cell.trend === null ? null : TREND_WORDS[cell.trend]}</Td>
              ) : null}
              <Td className="max-md:hidden">
                <OperationsText operations={cell.operations} />
              </Td>
              <Td className="whitespace-nowrap max-md:hidden">
                <TimeAgo at={cell.lastSeenAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {matrix.cells.length > shown ? (
        <p className="px-4 py-3 md:px-6">
          <Button onClick={() => setShown(shown + ROWS)}>{`Show more of ${formatCount(matrix.cells.length)}`}</Button>
        </p>
      ) : null}
    </>
  );
}
