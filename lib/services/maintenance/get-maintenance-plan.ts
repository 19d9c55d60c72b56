import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MaintenanceOccurrenceDto, MaintenancePlanDto, WorkItemDto } from "@/lib/contracts/maintenance";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import {
  findWorkState,
  listOpenWork,
  listSettledWork,
  listWindows,
  type WindowRow,
  type WorkRow,
} from "@/lib/db/findings/maintenance";
import { zoneNames } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { arrangeWork, objectionsToWork } from "@/lib/domain/maintenance/arrange-work";
import { occurrencesOf } from "@/lib/domain/maintenance/maintenance-window";
import { KeptForState } from "../kept-for-state";

/** Of each window; what is further off can be planned later. */
const OCCURRENCES = 4;
const SETTLED = 50;
const NETWORK = /router|switch|bridge|gateway|firewall|access-point/;

/** Frozen: its JSON, half a megabyte of a large plant, is written once. */
const kept = new KeptForState<MaintenancePlanDto>();

/** Windows with their work in its order, what can be done without one, and what still has to find one. */
export async function getMaintenancePlan(actor: Actor): Promise<MaintenancePlanDto> {
  requirePermission(actor, "findings.read");
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
  return kept.get(state, async () => Object.freeze(await arrangePlan(windows, begins)));
}

/** @param next of each window, when it begins next */
async function arrangePlan(
  windows: readonly WindowRow[],
  next: readonly (readonly number[])[],
): Promise<MaintenancePlanDto> {
  const [open, settled] = await Promise.all([listOpenWork(), listSettledWork(SETTLED)]);
  const known = new Set(windows.map(({ id }) => id));
  const planned = new Map<string, WorkRow[]>();
  const rest: WorkRow[] = [];
  for (const it of open) {
    if (it.windowId === null || it.occurrenceAt === null || !known.has(it.windowId)) {
      rest.push(it);
      continue;
    }
    const key = `${it.windowId} ${it.occurrenceAt.getTime()}`;
    planned.set(key, [...(planned.get(key) ?? []), it]);
  }
  const occurrences = windows.flatMap((window, index) => {
    const begins = new Set(next[index]);
    for (const key of planned.keys()) {
      const [id, at] = key.split(" ");
      if (id === window.id) begins.add(Number(at));
    }
    return [...begins].map((beginMs) =>
      presentOccurrence(window, beginMs, planned.get(`${window.id} ${beginMs}`) ?? []),
    );
  });
  occurrences.sort((a, b) => compareText(a.startsAt, b.startsAt));
  const listed = (work: readonly WorkRow[]) => arranged(work).map((it) => presentWork(it, null));
  return {
    occurrences,
    anytime: listed(rest.filter(({ outage }) => outage === "none")),
    unplanned: listed(rest.filter(({ outage }) => outage !== "none")),
    settled: settled.map((it) => presentWork(it, null)),
  };
}

function presentOccurrence(window: WindowRow, beginMs: number, work: readonly WorkRow[]): MaintenanceOccurrenceDto {
  const { id, title, zoneId, zoneName, durationMinutes, outage, repeats, every } = window;
  const order = arranged(work);
  const objections = objectionsToWork(window, order);
  const textOf = (workId: string | null) =>
    objections
      .filter((it) => it.workId === workId)
      .map(({ text }) => text)
      .join("; ") || null;
  return {
    ...{ windowId: id, title, zoneId, zoneName, durationMinutes, outage, repeats, every },
    startsAt: new Date(beginMs).toISOString(),
    work: order.map((it) => presentWork(it, textOf(it.id))),
    objection: textOf(null),
  };
}

function arranged(work: readonly WorkRow[]) {
  return arrangeWork(
    work.map((it) => ({ ...it, isOnNetwork: it.devices.some(({ role }) => NETWORK.test(role ?? "")) })),
  );
}

function presentWork(row: WorkRow, objection: string | null): WorkItemDto {
  const { id, title, kind, outage, minutes, owner, note, zoneId, zoneName, findingKey, riskRemoved, windowId } = row;
  return {
    ...{ id, title, kind, outage, minutes, owner, note, zoneId, zoneName, findingKey, riskRemoved, windowId },
    deviceCount: row.deviceIds.length,
    devices: row.devices.map((it) => ({ id: it.id, name: it.name })),
    occurrenceAt: row.occurrenceAt?.toISOString() ?? null,
    state: row.state,
    objection,
  };
}
