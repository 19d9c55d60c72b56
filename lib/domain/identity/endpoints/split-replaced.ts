import { isLocalMac } from "../../address";
import { compareText } from "../../compare-text";
import { hull, type Interval, intervalOf } from "../../device/interval";
import type { Evidence, TimeUs } from "../../observation";
import { isDistinctiveSerial, serialKey } from "../values/same-value";
import type { Endpoint } from "./endpoint";

/** More serials than this at one address are modules or a simulator, not one device after the other. */
const MAX_SUCCESSORS = 8;

interface Reign extends Interval {
  readonly serial: string;
  readonly items: readonly Evidence[];
}

export interface Succession {
  readonly endpoints: Map<string, Endpoint>;
  /** Endpoint → the one that stood at its address before. */
  readonly predecessors: ReadonlyMap<string, string>;
  /** Endpoints that kept their burned-in MAC while the serial changed: for a person to judge. */
  readonly changed: ReadonlyMap<string, readonly Evidence[]>;
  /** The endpoint that stood there at a time, by the key before the split. */
  at(key: string, timeUs: TimeUs): string;
}

/**
 * The same address with a new serial is a replacement: what is known by IP (or by a made-up MAC) only is cut in two
 * where the serial changed. A burned-in MAC that changes its serial stays one device, with a conflict.
 */
export function splitReplaced(endpoints: ReadonlyMap<string, Endpoint>): Succession {
  const result = new Map<string, Endpoint>();
  const predecessors = new Map<string, string>();
  const changed = new Map<string, readonly Evidence[]>();
  const cuts = new Map<string, { readonly fromUs: TimeUs; readonly key: string }[]>();
  for (const [key, endpoint] of endpoints) {
    const reigns = successionOf(endpoint);
    if (reigns.length < 2) {
      result.set(key, endpoint);
    } else if (endpoint.mac !== null && !isLocalMac(endpoint.mac)) {
      result.set(key, endpoint);
      changed.set(
        key,
        reigns.flatMap((reign) => reign.items.slice(0, 1)),
      );
    } else {
      const starts = reigns.map((reign) => reign.fromUs as TimeUs);
      const parts = reigns.map((_, index): Evidence[] =>
        endpoint.evidence.filter((item) => indexAt(starts, intervalOf(item).fromUs) === index),
      );
      parts.forEach((evidence, index) => {
        const part = index === 0 ? key : `${key}#${index + 1}`;
        result.set(part, { ...endpoint, key: part, evidence });
        if (index > 0) predecessors.set(part, index === 1 ? key : `${key}#${index}`);
      });
      cuts.set(
        key,
        starts.map((fromUs, index) => ({ fromUs, key: index === 0 ? key : `${key}#${index + 1}` })),
      );
    }
  }
  return {
    endpoints: result,
    predecessors,
    changed,
    at: (key, timeUs) => cuts.get(key)?.findLast((cut, index) => index === 0 || cut.fromUs <= timeUs)?.key ?? key,
  };
}

/** Evidence without a time describes what stands there now: the latest. */
function indexAt(starts: readonly TimeUs[], timeUs: TimeUs | null): number {
  if (timeUs === null) return starts.length - 1;
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= timeUs),
  );
}

/** Serials that one protocol stated one after the other, never mixed; empty when there is no such order. */
function successionOf(endpoint: Endpoint): readonly Reign[] {
  const byProtocol = new Map<string, Map<string, Evidence[]>>();
  for (const item of endpoint.evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.field !== "serial" || o.inferred || o.subject.child !== null) continue;
    if (o.method === "declared" || !isDistinctiveSerial(serialKey(o.value))) continue;
    const serials = byProtocol.get(o.protocol) ?? new Map<string, Evidence[]>();
    byProtocol.set(o.protocol, serials);
    const list = serials.get(serialKey(o.value));
    if (list) list.push(item);
    else serials.set(serialKey(o.value), [item]);
  }
  for (const [, serials] of [...byProtocol].sort((a, b) => compareText(a[0], b[0]))) {
    if (serials.size < 2 || serials.size > MAX_SUCCESSORS) continue;
    const reigns = [...serials].map(([serial, items]): Reign => ({ serial, items, ...hull(items.map(intervalOf)) }));
    if (reigns.some((reign) => reign.fromUs === null)) continue;
    reigns.sort((a, b) => (a.fromUs as TimeUs) - (b.fromUs as TimeUs) || compareText(a.serial, b.serial));
    if (reigns.every((reign, index) => index === 0 || (reign.fromUs as TimeUs) > (reigns[index - 1]?.toUs as TimeUs))) {
      return reigns;
    }
  }
  return [];
}
