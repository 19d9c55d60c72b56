import "server-only";
import { loadDevices, removeDevices, upsertDevices } from "@/lib/db/devices/device";
import { recordVersions } from "@/lib/db/devices/device-version";
import { replaceFindings } from "@/lib/db/findings/finding";
import type { Sql } from "@/lib/db/sql";
import { identifierKey } from "@/lib/domain/device/identifier";
import { blocksOf, pushAll } from "@/lib/domain/long-lists";
import type { JudgedDevice } from "./judge-devices";

export interface RebuildOutcome {
  /** How much was computed. */
  readonly scope: "nothing" | "part" | "whole";
  /** Why it was the whole. */
  readonly because: string | null;
  readonly devicesNew: number;
  readonly devicesChanged: number;
  readonly devicesGone: number;
}

/** Rows of so many devices, some 10 kB each, are held at once. */
const BLOCK_DEVICES = 2_000;

/**
 * Puts these devices and their findings in the place of those in `stored` (id → fingerprint), a block at a time: what did
 * not change is not written, what is no more leads to its heir, and every change is kept as a version. `ids` are all that
 * `judged` will give.
 */
export async function writeDevices(
  tx: Sql,
  { ids, judged }: { readonly ids: readonly string[]; readonly judged: Iterable<JudgedDevice> },
  stored: ReadonlyMap<string, string>,
): Promise<RebuildOutcome> {
  const present = new Set(ids);
  const gone = [...stored.keys()].filter((id) => !present.has(id));
  const holders = new Map<string, string>();
  const changed: string[] = [];
  for (const block of blocksOf(judged, BLOCK_DEVICES)) {
    const news = block.flatMap(({ projection }) =>
      stored.get(projection.id) === projection.fingerprint ? [] : [projection],
    );
    await upsertDevices(tx, news);
    await replaceFindings(
      tx,
      block.map(({ projection }) => projection.id),
      block.flatMap(({ findings }) => findings),
    );
    pushAll(
      changed,
      news.map(({ id }) => id),
    );
    if (gone.length > 0) noteHolders(holders, block);
  }
  await removeDevices(tx, gone, await heirsOf(tx, gone, holders));
  // One time for all of them: nobody shall see a past in which half of this had happened.
  await recordVersions(tx, changed, gone);
  const devicesNew = changed.filter((id) => !stored.has(id)).length;
  return {
    scope: "part",
    because: null,
    devicesNew,
    devicesChanged: changed.length - devicesNew,
    devicesGone: gone.length,
  };
}

/** Notes who has which identifier. */
function noteHolders(holders: Map<string, string>, block: readonly JudgedDevice[]): void {
  for (const { projection } of block) {
    for (const identifier of projection.detail.identifiers) holders.set(identifierKey(identifier), projection.id);
  }
}

/** Old id → the device that now has the strongest of its identifiers. */
async function heirsOf(
  tx: Sql,
  gone: readonly string[],
  holders: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const heirs = new Map<string, string>();
  if (gone.length === 0) return heirs;
  for (const { device } of await loadDevices(tx, gone)) {
    const heir = device.identifiers.map((it) => holders.get(identifierKey(it))).find((id) => id !== undefined);
    if (heir) heirs.set(device.id, heir);
  }
  return heirs;
}
