import type { ShadowCaseDto, ShadowQueue } from "@/lib/contracts/devices";

export type ShadowGroup = ShadowQueue["groups"][number];
export type ShadowCase = ShadowCaseDto;

export interface Desk {
  readonly group: ShadowGroup;
  readonly deviceId: string;
  /** Position of the device within its group, from 0. */
  readonly index: number;
  readonly previousId: string | null;
  readonly nextId: string | null;
  /** Where the walk goes on behind this group; null behind the last. */
  readonly nextGroup: ShadowGroup | null;
}

/**
 * What lies on the desk: the asked-for device, else the first of the asked-for group, else the first of all. Null when
 * nothing waits. Moving on at the end of a group goes to the next group, so that a whole queue is one walk.
 */
export function deskOf(groups: readonly ShadowGroup[], groupKey: string | null, deviceId: string | null): Desk | null {
  const walk = groups.flatMap((group) => group.deviceIds.map((id, index) => ({ group, deviceId: id, index })));
  const asked =
    walk.find((it) => it.deviceId === deviceId) ?? walk.find((it) => it.group.key === groupKey) ?? walk[0] ?? null;
  if (asked === null) return null;
  const at = walk.indexOf(asked);
  return {
    ...asked,
    previousId: walk[at - 1]?.deviceId ?? null,
    nextId: walk[at + 1]?.deviceId ?? null,
    nextGroup: groups[groups.indexOf(asked.group) + 1] ?? null,
  };
}

/** After a decision the desk shows what followed the settled ones, not the top of the list again. */
export function idAfter(groups: readonly ShadowGroup[], settled: ReadonlySet<string>): string | null {
  const ids = groups.flatMap((group) => group.deviceIds);
  const lastAt = ids.findLastIndex((id) => settled.has(id));
  const following = ids.slice(lastAt + 1).find((id) => !settled.has(id));
  return following ?? ids.find((id) => !settled.has(id)) ?? null;
}
