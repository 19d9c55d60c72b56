import type { Device, Inventory } from "@/lib/domain/device/device";
import { flowLinker } from "@/lib/domain/flow/link-flows";
import { serialKey } from "@/lib/domain/identity/values/same-value";
import type { CaseName, Trace } from "./trace";

/** Pairs of traces: joined rightly, joined although they are two devices, apart although they are one. */
export interface PairScore {
  /** All that were compared. */
  pairs: number;
  joined: number;
  wronglyJoined: number;
  wronglyApart: number;
  /** Traces of no device that became one nevertheless. */
  ghosts: number;
}

export interface Score {
  readonly all: PairScore;
  readonly cases: Readonly<Record<string, PairScore>>;
}

export const precisionOf = ({ joined, wronglyJoined }: PairScore) =>
  joined + wronglyJoined === 0 ? 1 : joined / (joined + wronglyJoined);
export const recallOf = ({ joined, wronglyApart }: PairScore) =>
  joined + wronglyApart === 0 ? 1 : joined / (joined + wronglyApart);

export const emptyScore = (names: readonly CaseName[]): Score => ({
  all: emptyPairs(),
  cases: Object.fromEntries(names.map((name) => [name, emptyPairs()])),
});

const emptyPairs = (): PairScore => ({ pairs: 0, joined: 0, wronglyJoined: 0, wronglyApart: 0, ghosts: 0 });

/**
 * Adds to `score` how the inventory answers for the traces. Every pair of the plant counts, also across cases; a pair
 * of two cases counts for both of them.
 */
export function scoreTraces(traces: readonly Trace[], inventory: Pick<Inventory, "devices">, score: Score): void {
  const find = finderOf(inventory);
  const found = traces.map((trace, index) => ({
    trace,
    // What is nowhere is with nobody; what is no device is one of its own.
    answer: find(trace) ?? `nowhere ${index}`,
    truth: trace.device ?? `nobody ${index}`,
    isNowhere: find(trace) === null,
  }));
  for (const { trace, isNowhere } of found) {
    if (trace.device === null && !isNowhere) for (const it of [score.all, pairsOf(score, trace.case)]) it.ghosts += 1;
  }
  for (const [index, a] of found.entries()) {
    for (let at = index + 1; at < found.length; at++) {
      const b = found[at] as (typeof found)[number];
      const [isOne, isJoined] = [a.truth === b.truth, a.answer === b.answer];
      const scores = [score.all, ...new Set([pairsOf(score, a.trace.case), pairsOf(score, b.trace.case)])];
      for (const it of scores) it.pairs += 1;
      if (!isOne && !isJoined) continue;
      const kind = isOne ? (isJoined ? "joined" : "wronglyApart") : "wronglyJoined";
      for (const it of scores) it[kind] += 1;
    }
  }
}

function pairsOf({ cases }: Score, name: CaseName): PairScore {
  const pairs = cases[name];
  if (!pairs) throw new Error(`The score has no case "${name}".`);
  return pairs;
}

/** Trace → the device (or child of one) that the inventory shows for it; null when it shows none. */
export function finderOf(inventory: Pick<Inventory, "devices">): (trace: Trace) => string | null {
  const byMac = new Map<string, Device>();
  const bySerial = new Map<string, Device[]>();
  const byId = new Map(inventory.devices.map((device) => [device.id, device]));
  for (const device of inventory.devices) {
    for (const { realm, mac } of device.interfaces) if (mac !== null) byMac.set(`${realm} ${mac}`, device);
    for (const { kind, value } of device.identifiers) {
      if (kind !== "serial") continue;
      const key = value.slice(value.indexOf("/") + 1);
      bySerial.set(key, [...(bySerial.get(key) ?? []), device]);
    }
  }
  const linker = flowLinker(inventory);
  return ({ realm, mac, ip, atUs, child, serial }) => {
    if (serial !== undefined) {
      const holders = bySerial.get(serialKey(serial)) ?? [];
      return holders.length === 1 ? (holders[0] as Device).id : null;
    }
    const id =
      mac !== undefined
        ? (byMac.get(`${realm} ${mac}`)?.id ?? null)
        : ip === undefined
          ? null
          : linker.deviceAt(realm, { ip, mac: null }, atUs ?? null);
    if (id === null || child === undefined) return id;
    return byId.get(id)?.children.some((it) => it.address === child) ? `${id} ${child}` : null;
  };
}
