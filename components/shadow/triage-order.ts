import type { ShadowCaseDto, ShadowQueue } from "@/lib/contracts/shadow";

export type ShadowGroup = ShadowQueue["groups"][number];
export type ShadowCase = ShadowCaseDto;

/** A device of the queue, and the group in which the walk meets it. */
export interface Step {
  readonly group: string;
  readonly deviceId: string;
}

/** The part of a group that was fetched: from a page on, as far as the walk has come. */
export interface FetchedCases {
  readonly group: string;
  readonly ids: readonly string[];
  /** Devices of the group that stand before them, and the last of those. */
  readonly before: number;
  readonly previousId: string | null;
  /** More of the group follow, and are not there yet. */
  readonly hasMore: boolean;
}

export interface Desk {
  readonly group: ShadowGroup;
  /** Null until it is known who stands there. */
  readonly deviceId: string | null;
  /** Position of the device within its group, from 0. */
  readonly index: number;
  readonly previous: Step | null;
  readonly next: Step | null;
  /** Where the walk goes on behind this group; null behind the last. */
  readonly nextGroup: ShadowGroup | null;
}

/**
 * What lies on the desk: the asked-for device of those that were fetched, else their first. Null when nothing waits.
 * Moving on at the end of a group goes to the next group, so that a whole queue is one walk.
 */
export function deskOf(groups: readonly ShadowGroup[], cases: FetchedCases, asked: string | null): Desk | null {
  const groupAt = groups.findIndex(({ key }) => key === cases.group);
  const group = groups[groupAt];
  if (group === undefined) return null;
  const [previousGroup, nextGroup = null] = [groups[groupAt - 1], groups[groupAt + 1]];
  const at = asked === null ? 0 : cases.ids.indexOf(asked);
  const deviceId = cases.ids[at] ?? null;
  const within = (id: string | null | undefined): Step | null => (id ? { group: group.key, deviceId: id } : null);
  const next = within(cases.ids[at + 1]);
  const onDesk = { group, deviceId, nextGroup, index: cases.before + Math.max(at, 0) };
  // It is still asked for, or gone: who walks on meanwhile must not leave the group.
  if (deviceId === null) return { ...onDesk, previous: null, next };
  const previous = within(at > 0 ? cases.ids[at - 1] : cases.previousId);
  return {
    ...onDesk,
    previous: previous ?? (previousGroup ? { group: previousGroup.key, deviceId: previousGroup.lastId } : null),
    next: next ?? (cases.hasMore ? null : firstOf(nextGroup)),
  };
}

/** After a decision the desk shows what followed what was settled, not the top of the list again. */
export function stepAfter(groups: readonly ShadowGroup[], desk: Desk, isWholeGroup: boolean): Step | null {
  if (!isWholeGroup && desk.next !== null) return desk.next;
  const beginning = firstOf(desk.nextGroup) ?? firstOf(groups[0]);
  const isSettled = isWholeGroup ? beginning?.group === desk.group.key : beginning?.deviceId === desk.deviceId;
  return isSettled ? null : beginning;
}

function firstOf(group: ShadowGroup | null | undefined): Step | null {
  return group ? { group: group.key, deviceId: group.firstId } : null;
}
