import { type CasePosition, groupKeyOf, type Likeness, type LikenessCount } from "../triage/likely-group";
import type { DeviceColumns } from "./device-columns";

/** What was counted, by the codes of `joints.likeness`, and up to which change of these. */
export interface CountedLikeness {
  readonly changes: number;
  readonly byCode: ReadonlyMap<number, LikenessCount>;
}

const NOTHING_COUNTED: CountedLikeness = { changes: 0, byCode: new Map() };

/**
 * How many devices of the mask are alike, and which stand first and last among them: one walk, whatever they are.
 *
 * @param known what was counted of the same question in the same columns: only what changed since is counted anew
 */
export function countLikeness(
  columns: DeviceColumns,
  mask: Uint8Array,
  known: CountedLikeness = NOTHING_COUNTED,
): CountedLikeness {
  const { codes, tally } = columns.joints.likeness;
  const { riskScore } = columns.numbers;
  const isNew = columns.likenessChanges.since(known.changes, tally.length);
  const counts = new Uint32Array(tally.length);
  const firsts = new Uint32Array(tally.length);
  const lasts = new Uint32Array(tally.length);
  const isBefore = (row: number, other: number) => {
    const [risk, others] = [riskScore[row] as number, riskScore[other] as number];
    return risk === others ? columns.ids.compare(row, other) < 0 : risk > others;
  };
  for (let row = 0; row < mask.length; row++) {
    const code = codes[row] as number;
    if (((mask[row] as number) & (isNew[code] as number)) === 0) continue;
    const isFirst = counts[code] === 0;
    counts[code] = (counts[code] as number) + 1;
    if (isFirst || isBefore(row, firsts[code] as number)) firsts[code] = row;
    if (isFirst || isBefore(lasts[code] as number, row)) lasts[code] = row;
  }
  const positionOf = (row: number): CasePosition => ({
    riskScore: riskScore[row] as number,
    id: columns.ids.textOf(row),
  });
  const byCode = new Map<number, LikenessCount>();
  for (const [code, count] of counts.entries()) {
    const kept = isNew[code] === 1 ? undefined : known.byCode.get(code);
    if (kept) byCode.set(code, kept);
    if (count === 0) continue;
    const [first, last] = [positionOf(firsts[code] as number), positionOf(lasts[code] as number)];
    byCode.set(code, { ...likenessOf(columns, code), count, first, last });
  }
  return { changes: columns.likenessChanges.now, byCode };
}

/** By the codes of `joints.likeness`: 1 for those whose devices stand in the group. */
export function allowGroup(columns: DeviceColumns, key: string): Uint8Array {
  return Uint8Array.from(columns.joints.likeness.tally, (count, code) =>
    count > 0 && groupKeyOf(likenessOf(columns, code)) === key ? 1 : 0,
  );
}

/** How many rows of the mask stand before the position, the riskiest first. */
export function countBefore(columns: DeviceColumns, mask: Uint8Array, { riskScore, id }: CasePosition): number {
  const risks = columns.numbers.riskScore;
  let count = 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    const risk = risks[row] as number;
    if (risk > riskScore || (risk === riskScore && columns.ids.compareTo(row, id) < 0)) count++;
  }
  return count;
}

/** Of a row that is in use: a device's proof is always known, so that its tuple is never 0. */
function likenessOf({ joints, texts }: DeviceColumns, code: number): Likeness {
  const [roles, vendors, proofs] = joints.likeness.parts;
  return {
    role: texts.role.values[roles?.[code] ?? 0] ?? null,
    vendor: texts.vendor.values[vendors?.[code] ?? 0] ?? null,
    proof: texts.proof.values[proofs?.[code] ?? 0] ?? "[false,false,[]]",
  };
}
