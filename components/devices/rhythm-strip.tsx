"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use } from "react";
import { listenedDaysOptions } from "@/lib/client/queries/coverage";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { ListenedDays } from "@/lib/contracts/seen-days";
import { SHOWN_DAYS, stripOf } from "@/lib/domain/device/seen-days";

const [CELL_WIDTH, HEIGHT] = [2.5, 4];
const WIDTH = SHOWN_DAYS * CELL_WIDTH;

const ListenedDaysContext = createContext<ListenedDays | undefined>(undefined);

/** Asks once for all strips below it when somebody listened. */
export function ListenedDaysProvider({ children }: { readonly children: ReactNode }) {
  return <ListenedDaysContext value={useQuery(listenedDaysOptions()).data}>{children}</ListenedDaysContext>;
}

/**
 * The last four weeks of a device, a cell a day, today at the right: high where it was seen, low where somebody listened
 * and did not hear it, the bare line where nobody listened.
 */
export function RhythmStrip({ row }: { readonly row: Pick<DeviceRow, "seenDays" | "site" | "realms"> }) {
  const data = use(ListenedDaysContext);
  if (!data || row.seenDays === null) return null;
  const { lastDay: today, realms } = data;
  const seen = stripOf(row.seenDays, today);
  const own = realms.filter((it) => it.site === row.site && row.realms.includes(it.realm));
  const heard = stripOf({ lastDay: today, mask: own.reduce((mask, it) => mask | it.mask, 0) }, today);
  const silent = heard.map((isHeard, at) => isHeard && !seen[at]);
  const label = `Seen on ${count(seen)} of the last ${SHOWN_DAYS} days (UTC)${count(silent) > 0 ? `, silent on ${count(silent)} on which somebody listened` : ""}`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block"
    >
      <title>{label}</title>
      <path d={`M0 ${HEIGHT - 1}h${WIDTH}v1h-${WIDTH}z`} className="fill-line-strong" />
      <path d={cells(silent, HEIGHT - 2)} className="fill-muted" />
      <path d={cells(seen, 0)} className="fill-ink" />
    </svg>
  );
}

function cells(days: readonly boolean[], top: number): string {
  return days
    .map((isSet, at) => (isSet ? `M${at * CELL_WIDTH} ${top}h${CELL_WIDTH - 0.5}V${HEIGHT}h-${CELL_WIDTH - 0.5}z` : ""))
    .join("");
}

const count = (days: readonly boolean[]) => days.filter(Boolean).length;
