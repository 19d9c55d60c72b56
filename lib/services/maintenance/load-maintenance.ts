import "server-only";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { findWorkState, listOpenWork, listWindows, type WindowRow, type WorkRow } from "@/lib/db/findings/maintenance";
import { zoneNames } from "@/lib/db/zones/zone";
import { compareKeys } from "@/lib/domain/keyset";
import { arrangeWork, objectionsToWork } from "@/lib/domain/maintenance/arrange-work";
import { occurrencesOf } from "@/lib/domain/maintenance/maintenance-window";
import { KeptForState } from "../kept-for-state";

/** Of each window; what is further off can be planned later. */
const OCCURRENCES = 4;
const NETWORK = /router|switch|bridge|gateway|firewall|access-point/;

export type ArrangedWork = WorkRow & { readonly isOnNetwork: boolean };

export interface LoadedOccurrence {
  readonly window: WindowRow;
  readonly beginMs: number;
  /** In the order in which it is done. */
  readonly work: readonly ArrangedWork[];
  /** What does not fit, by work; of the whole occurrence under null. */
  readonly objections: ReadonlyMap<string | null, string>;
}

export interface LoadedMaintenance {
  /** Next ones of every window, earliest first, and past ones that still have open work. */
  readonly occurrences: readonly LoadedOccurrence[];
  /** Needs no outage: can be done now. */
  readonly anytime: readonly ArrangedWork[];
  /** Needs an outage, and is in no window yet. */
  readonly unplanned: readonly ArrangedWork[];
}

const kept = new KeptForState<LoadedMaintenance>();

/** Windows with their open work, and what is in none; worked out anew only when something has changed. */
export async function loadMaintenance(): Promise<LoadedMaintenance> {
  // Devices and zones are named by what they are called today.
  const [windows, work, revision, zones] = await Promise.all([
    listWindows(),
    findWorkState(),
    findInventoryRevision(),
    zoneNames(),
  ]);
  const nowMs = Date.now();
  const begins = windows.map((it) => occurrencesOf({ ...it, startsAtMs: it.startsAt.getTime() }, nowMs, OCCURRENCES));
  const state = [work, revision, JSON.stringify([windows, begins, [...zones]])];
  return kept.get(state, async () => arrange(windows, begins, await listOpenWork()));
}

/** @param next of each window, when it begins next */
function arrange(
  windows: readonly WindowRow[],
  next: readonly (readonly number[])[],
  open: readonly WorkRow[],
): LoadedMaintenance {
  const known = new Set(windows.map(({ id }) => id));
  const planned = new Map<string, Map<number, WorkRow[]>>();
  const rest: WorkRow[] = [];
  for (const it of open) {
    if (it.windowId === null || it.occurrenceAt === null || !known.has(it.windowId)) {
      rest.push(it);
      continue;
    }
    const ofWindow = planned.get(it.windowId) ?? new Map<number, WorkRow[]>();
    planned.set(it.windowId, ofWindow);
    const beginMs = it.occurrenceAt.getTime();
    ofWindow.set(beginMs, [...(ofWindow.get(beginMs) ?? []), it]);
  }
  const occurrences = windows.flatMap((window, at) => {
    const ofWindow = planned.get(window.id);
    const begins = new Set([...(next[at] ?? []), ...(ofWindow?.keys() ?? [])]);
    return [...begins].map((beginMs) => arrangeOccurrence(window, beginMs, ofWindow?.get(beginMs) ?? []));
  });
  return {
    occurrences: occurrences.sort((a, b) => compareKeys(occurrenceKey(a), occurrenceKey(b))),
    anytime: arranged(rest.filter(({ outage }) => outage === "none")),
    unplanned: arranged(rest.filter(({ outage }) => outage !== "none")),
  };
}

function arrangeOccurrence(window: WindowRow, beginMs: number, rows: readonly WorkRow[]): LoadedOccurrence {
  const work = arranged(rows);
  const objections = new Map<string | null, string>();
  for (const { workId, text } of objectionsToWork(window, work)) {
    const known = objections.get(workId);
    objections.set(workId, known === undefined ? text : `${known}; ${text}`);
  }
  return { window, beginMs, work, objections };
}

/** What occurrences are ordered by. */
export const occurrenceKey = ({ beginMs, window }: LoadedOccurrence) => [beginMs, window.id] as const;

function arranged(work: readonly WorkRow[]): ArrangedWork[] {
  return arrangeWork(
    work.map((it) => ({ ...it, isOnNetwork: it.devices.some(({ role }) => NETWORK.test(role ?? "")) })),
  );
}
