import type { Comparison } from "../query/query";
import { narrowByCodes } from "./count-facets";
import type { DeviceColumns } from "./device-columns";
import { giveBack, lend } from "./lent-arrays";
import { roughText } from "./rough-order";
import type { SetColumn } from "./text-column";

/*
 * Each takes the rows out of the mask that do not pass.
 */

/** A row passes when a member of its set does; each set is looked at once, however many rows have it. */
export function narrowBySet({ sets, members }: SetColumn, mask: Uint8Array, passes: (member: string) => boolean): void {
  narrowByCodes(
    sets.codes,
    Uint8Array.from(members, (it) => (it.some(passes) ? 1 : 0)),
    mask,
  );
}

/** Orders of addresses, both ends inside. Most devices have one, whose beginning as a number tells most of them apart. */
export function narrowByAddress(columns: DeviceColumns, from: string, to: string, mask: Uint8Array): void {
  const { roughIpOrders, packed } = columns;
  const [roughFrom, roughTo] = [roughText(from), roughText(to)];
  const isBetween = (order: string | null) => order !== null && order >= from && order <= to;
  const found = lend(Uint8Array, mask.length).fill(0);
  for (let row = 0; row < mask.length; row++) {
    const rough = roughIpOrders[row] as number;
    if (rough > roughFrom && rough < roughTo) found[row] = 1;
    else if ((rough === roughFrom || rough === roughTo) && isBetween(packed.ipOrder.textOf(row))) found[row] = 1;
  }
  packed.otherIps.markBetween(found, from, to);
  keepRows(found, mask);
  giveBack(found);
}

function keepRows(rows: Uint8Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) & (rows[row] as number);
}

/** `to` is not in it. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

export const EVERY: NumberRange = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The numbers that a comparison holds for. */
export function rangeOf(operator: Comparison, value: number): NumberRange {
  switch (operator) {
    case "<":
      return { ...EVERY, to: value };
    case "<=":
      return { ...EVERY, to: nextAbove(value) };
    case ">":
      return { ...EVERY, from: nextAbove(value) };
    case ">=":
      return { ...EVERY, from: value };
    case "=":
      return { from: value, to: nextAbove(value) };
  }
}

/** The next larger number that there is (IEEE 754: those of one sign are in the order of their bits). */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  if (value === Number.POSITIVE_INFINITY) return value;
  const bits = new BigInt64Array(1);
  const number = new Float64Array(bits.buffer);
  number[0] = value;
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n);
  return number[0];
}

/** Unknown numbers, NaN, are in no range. */
export function narrowByNumbers(
  numbers: Float32Array | Float64Array,
  mask: Uint8Array,
  { from, to }: NumberRange,
): void {
  for (let row = 0; row < mask.length; row++) {
    const value = numbers[row] as number;
    mask[row] = value >= from && value < to ? (mask[row] as number) : 0;
  }
}
