import type { IdentityOptions, MessageContext } from "../define-decoder";
import { isEndpointUnit, unitAddress } from "./unit-address";

/** What one flow remembers: units addressed so far, and UMAS functions awaiting their answers by transaction. */
export interface UnitMemory {
  readonly units: Set<number>;
  readonly umas: Map<number, number>;
}

const MAX_PENDING = 64;

/** The flow's memory, made at its first message. */
export function unitMemory(context: MessageContext): UnitMemory {
  if (context.state === null) context.state = { units: new Set(), umas: new Map() } satisfies UnitMemory;
  return context.state as UnitMemory;
}

export function rememberUmas(memory: UnitMemory, transaction: number, code: number): void {
  if (memory.umas.size >= MAX_PENDING) memory.umas.clear();
  memory.umas.set(transaction, code);
}

/**
 * Whom a unit id stands for: a device behind a gateway where the flow addresses several; where it does not, other flows
 * may.
 */
export function deviceOfUnit(
  memory: UnitMemory,
  unit: number,
  port: number | null,
): Pick<IdentityOptions, "child" | "childOfSeveral"> {
  if (isEndpointUnit(unit)) return {};
  const name = unitAddress(unit, port);
  return memory.units.size > 1 ? { child: name } : { childOfSeveral: name };
}

export function rememberUnit(memory: UnitMemory, unit: number): void {
  if (!isEndpointUnit(unit)) memory.units.add(unit);
}

/** The first units of a flow, a byte each, filled up with 255 (which is no unit of its own); 0 without a memory. */
export function knownUnits(state: unknown): number {
  if (state === null) return 0;
  let word = -1;
  let count = 0;
  for (const unit of (state as UnitMemory).units) {
    if (count === 4) break;
    word = (word << 8) | unit;
    count += 1;
  }
  return word;
}

/** Whether remembering the unit would change nothing, as far as `knownUnits` knows. */
export function isKnownUnit(units: number, unit: number): boolean {
  if (units === 0) return false;
  return (
    (units & 255) === unit ||
    ((units >>> 8) & 255) === unit ||
    ((units >>> 16) & 255) === unit ||
    units >>> 24 === unit ||
    isEndpointUnit(unit)
  );
}
