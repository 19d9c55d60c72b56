import { compareText } from "../../compare-text";
import { gapUs, hull, type Interval, intervalOf } from "../../device/interval";
import type { Endpoint } from "../endpoints/endpoint";
import { familyOf } from "../endpoints/stated-serials";
import { isDistinctiveSerial, serialKey } from "../values/same-value";

/** Serials that an endpoint states of itself, by family of protocol, each with the time in which it did. */
export type OwnSerials = ReadonlyMap<string, ReadonlyMap<string, Interval>>;

export function ownSerials({ evidence }: Endpoint): OwnSerials {
  const families = new Map<string, Map<string, Interval>>();
  for (const item of evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.field !== "serial" || o.inferred || o.subject.child !== null) continue;
    const serial = serialKey(o.value);
    if (!isDistinctiveSerial(serial)) continue;
    const family = familyOf(o.protocol);
    const serials = families.get(family) ?? new Map<string, Interval>();
    const known = serials.get(serial);
    serials.set(serial, known ? hull([known, intervalOf(item)]) : intervalOf(item));
    families.set(family, serials);
  }
  return families;
}

/** What follows a change within this time belongs to it: a rack that got another processor says so by all its cards. */
const AT_ONE_TIME_US = 3_600_000_000;

/**
 * A further serial that `a` states in the protocol in which both state this one, and that `b` does not while it is
 * there: the two stand in different devices, and one of them (or who sends in its name) repeats the other's serial.
 * Cards of one rack state the same serials, and after a change of the processor the same ones again.
 */
export function serialOfAnother(a: OwnSerials, b: OwnSerials, serial: string): string | null {
  for (const [family, own] of a) {
    const others = b.get(family);
    if (!own.has(serial) || !others?.has(serial)) continue;
    const present = hull([...others.values()]);
    const further = [...own]
      .filter(([it, when]) => !others.has(it) && (gapUs(when, present) ?? 0) <= AT_ONE_TIME_US)
      .map(([it]) => it)
      .sort(compareText)[0];
    if (further !== undefined) return further;
  }
  return null;
}

/** Serials by family of protocol, without times. */
export type StatedSerials = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Whether two devices, or parts of them, state other serials in one protocol: they share none, or one has a further one
 * and what they share is contested.
 */
export function haveOtherSerials(
  a: StatedSerials,
  b: StatedSerials,
  isContested: (serial: string) => boolean,
): boolean {
  return [...a].some(([family, serials]) => {
    const others = b.get(family);
    if (!others) return false;
    const shared = [...serials].filter((serial) => others.has(serial));
    const isSame = shared.length === serials.size && shared.length === others.size;
    return !isSame && shared.every(isContested);
  });
}
