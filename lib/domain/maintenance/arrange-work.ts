import { compareKeys } from "../keyset";
import { OUTAGES, type Outage } from "./maintenance-window";

export const WORK_KINDS = ["patch", "virtual-patch", "close", "restrict", "other"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

export interface Work {
  readonly id: string;
  readonly kind: WorkKind;
  readonly title: string;
  readonly outage: Outage;
  readonly minutes: number;
  readonly zoneId: string | null;
  readonly riskRemoved: number | null;
  /** One of its devices carries traffic of others: when it stands still, they are cut off. */
  readonly isOnNetwork: boolean;
}

/**
 * The order in which a window's work is done: what needs no outage first, because it protects meanwhile; then what
 * removes most risk, so that what is left when time runs out is the least; devices of the network last, because while
 * they stand still the others cannot be reached.
 */
export function arrangeWork<T extends Work>(work: readonly T[]): T[] {
  return [...work].sort((a, b) => compareKeys(workKey(a), workKey(b)));
}

/** What the order of `arrangeWork` depends on. */
export function workKey({ outage, isOnNetwork, riskRemoved, title, id }: Work) {
  return [
    Number(outage !== "none"),
    Number(isOnNetwork && outage !== "none"),
    -(riskRemoved ?? 0),
    OUTAGES.indexOf(outage),
    title,
    id,
  ] as const;
}

export interface WindowTerms {
  readonly zoneId: string | null;
  readonly durationMinutes: number;
  readonly outage: Outage;
}

/** What does not fit of the work that was put into one occurrence; a sentence each. Devices in no zone fit a plant's window. */
export function objectionsToWork(
  window: WindowTerms,
  work: readonly Work[],
): { workId: string | null; text: string }[] {
  const objections: { workId: string | null; text: string }[] = [];
  for (const it of work) {
    if (OUTAGES.indexOf(it.outage) > OUTAGES.indexOf(window.outage)) {
      objections.push({
        workId: it.id,
        text: `needs ${OUTAGE_WORDS[it.outage]}; the window allows ${OUTAGE_WORDS[window.outage]}`,
      });
    }
    if (window.zoneId !== null && it.zoneId !== null && it.zoneId !== window.zoneId) {
      objections.push({ workId: it.id, text: "is in another zone than the window" });
    }
  }
  // What needs no outage does not have to wait for the window.
  const minutes = work.filter((it) => it.outage !== "none").reduce((sum, it) => sum + it.minutes, 0);
  if (minutes > window.durationMinutes) {
    objections.push({ workId: null, text: `${minutes} minutes of work in ${window.durationMinutes}` });
  }
  return objections;
}

export const OUTAGE_WORDS: Readonly<Record<Outage, string>> = {
  none: "no outage",
  device: "the device to stand still",
  zone: "the zone to stand still",
};
