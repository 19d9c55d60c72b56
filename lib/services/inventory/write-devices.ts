import "server-only";
import { type DeviceProjection, loadDevices, removeDevices, upsertDevices } from "@/lib/db/devices/device";
import { recordVersions } from "@/lib/db/devices/device-version";
import type { Sql } from "@/lib/db/sql";
import { identifierKey } from "@/lib/domain/device/identifier";

export interface RebuildOutcome {
  /** How much was computed. */
  readonly scope: "nothing" | "part" | "whole";
  /** Why it was the whole. */
  readonly because: string | null;
  readonly devicesNew: number;
  readonly devicesChanged: number;
  readonly devicesGone: number;
}

/**
 * Puts these devices in the place of those in `stored` (id → fingerprint): what did not change is not written, what is
 * no more leads to its heir, and every change is kept as a version.
 */
export async function writeDevices(
  tx: Sql,
  projections: readonly DeviceProjection[],
  stored: ReadonlyMap<string, string>,
): Promise<RebuildOutcome> {
  const present = new Set(projections.map(({ id }) => id));
  const changed = projections.filter(({ id, fingerprint }) => stored.get(id) !== fingerprint);
  await upsertDevices(tx, changed);
  const gone = [...stored.keys()].filter((id) => !present.has(id));
  await removeDevices(tx, gone, await heirsOf(tx, gone, projections));
  await recordVersions(
    tx,
    changed.map(({ id }) => id),
    gone,
  );
  const devicesNew = changed.filter(({ id }) => !stored.has(id)).length;
  return {
    scope: "part",
    because: null,
    devicesNew,
    devicesChanged: changed.length - devicesNew,
    devicesGone: gone.length,
  };
}

/** Old id → the device that now has the strongest of its identifiers. */
async function heirsOf(
  tx: Sql,
  gone: readonly string[],
  projections: readonly DeviceProjection[],
): Promise<Map<string, string>> {
  const heirs = new Map<string, string>();
  if (gone.length === 0) return heirs;
  const holders = new Map<string, string>();
  for (const { id, detail } of projections) {
    for (const identifier of detail.identifiers) holders.set(identifierKey(identifier), id);
  }
  for (const { device } of await loadDevices(tx, gone)) {
    const heir = device.identifiers.map((it) => holders.get(identifierKey(it))).find((id) => id !== undefined);
    if (heir) heirs.set(device.id, heir);
  }
  return heirs;
}
