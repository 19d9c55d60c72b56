import type { MessageContext } from "../define-decoder";

/** What one flow remembers: units addressed so far, and UMAS functions awaiting their answers by transaction. */
export interface UnitMemory {
  readonly units: Set<number>;
  readonly umas: Map<number, number>;
  /** The unit addressed first, looked at before the others. */
  firstUnit: number;
}

const MAX_PENDING = 64;

/** The flow's memory, made at its first message. */
export function unitMemory(context: MessageContext): UnitMemory {
  if (context.state === null) context.state = { units: new Set(), umas: new Map(), firstUnit: -1 } satisfies UnitMemory;
  return context.state as UnitMemory;
}

export function rememberUmas(memory: UnitMemory, transaction: number, code: number): void {
  if (memory.umas.size >= MAX_PENDING) memory.umas.clear();
  memory.umas.set(transaction, code);
}

/** Units 0 and 255 are the endpoint itself (Messaging on TCP/IP V1.0b §4.4.2.2). */
const isEndpoint = (unit: number) => unit === 0 || unit === 255;

/** The device behind a gateway that a unit id stands for; undefined while nothing speaks for a gateway. */
export function childOfUnit(memory: UnitMemory, unit: number): string | undefined {
  return memory.units.size > 1 && !isEndpoint(unit) ? `modbus unit ${unit}` : undefined;
}

export function rememberUnit(memory: UnitMemory, unit: number): void {
  if (memory.firstUnit < 0) memory.firstUnit = unit;
  if (!isEndpoint(unit)) memory.units.add(unit);
}

/** Whether remembering the unit would change nothing. */
export function isKnownUnit(state: unknown, unit: number): boolean {
  if (state === null) return false;
  const { firstUnit, units } = state as UnitMemory;
  return firstUnit === unit || isEndpoint(unit) || units.has(unit);
}
