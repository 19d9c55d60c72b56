import type { BindingObservation, Observation } from "@/lib/domain/observation";
import { widen } from "../collect/widen";

/** A MAC that comes back to an address after this time, and after another had it, holds a new lease. */
const LEASE_GAP_US = 600_000_000;

type Open<T> = { -readonly [K in keyof T]: T[K] };

/**
 * What makes two statements the same one. Bindings of an address stand together, since whether one goes on depends on
 * who else held the address in between.
 */
export function observationKey(it: Observation): string {
  const { mac, ip, child } = it.subject;
  if (it.kind === "binding") return `binding|${ip}`;
  const about = `${it.kind}|${mac}|${ip}|${child}|${it.protocol}|${it.method}`;
  if (it.kind === "sighting") return `${about}|${it.vlan}`;
  if (it.kind === "identity") return `${about}|${it.field}|${it.inferred}|${it.value}`;
  return `${about}|${it.transport}|${it.port}|${it.service}|${it.evidence}|${it.product}|${it.version}`;
}

/** Adds statements with one key to those that are known under it, which keep their places. */
export function foldObservations(known: readonly Observation[], more: readonly Observation[]): Observation[] {
  const rows = [...known];
  for (const it of more) {
    const at = it.kind === "binding" ? placeOfBinding(rows, it) : rows.length > 0 ? 0 : -1;
    if (at < 0) rows.push(it);
    else rows[at] = joinObservations(rows[at] as Observation, it);
  }
  return rows;
}

/** Counts add up, intervals widen; what was seen first gives the position. Only for statements with one key. */
export function joinObservations(a: Observation, b: Observation): Observation {
  const joined = { ...a } as Open<Observation>;
  joined.count = a.count + b.count;
  joined.position = Math.min(a.position, b.position);
  widen(joined, { fromUs: b.firstSeenUs, toUs: b.lastSeenUs });
  if (joined.kind === "sighting" && b.kind === "sighting") {
    joined.sent += b.sent;
    joined.received += b.received;
    joined.conversed ||= b.conversed;
    joined.ttlMin = extreme(Math.min, joined.ttlMin, b.ttlMin);
    joined.ttlMax = extreme(Math.max, joined.ttlMax, b.ttlMax);
  }
  if (joined.kind === "service" && b.kind === "service" && b.flags.some((flag) => !joined.flags.includes(flag))) {
    joined.flags = [...new Set([...joined.flags, ...b.flags])].sort();
  }
  return joined;
}

/** Where the binding goes on; -1 when another card held the address since, for long enough to be a new lease. */
function placeOfBinding(rows: readonly Observation[], it: BindingObservation): number {
  const at = rows.findLastIndex(
    (row) =>
      row.kind === "binding" &&
      row.subject.mac === it.subject.mac &&
      row.proof === it.proof &&
      row.protocol === it.protocol &&
      row.method === it.method,
  );
  const known = rows[at];
  if (!known) return -1;
  const [ended, begins] = [known.lastSeenUs ?? 0, it.firstSeenUs ?? 0];
  if (begins - ended <= LEASE_GAP_US) return at;
  const wasTaken = rows.some((row) => row.subject.mac !== it.subject.mac && isBetween(row, ended, begins));
  return wasTaken ? -1 : at;
}

const isBetween = (row: Observation, fromUs: number, toUs: number) =>
  (row.lastSeenUs ?? 0) > fromUs && (row.firstSeenUs ?? 0) < toUs;

function extreme(pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : pick(a, b);
}
