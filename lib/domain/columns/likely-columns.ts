import { type CasePosition, groupKeyOf, type Likeness, type LikenessCount } from "../triage/likely-group";
import type { DeviceColumns } from "./device-columns";

/** How many devices of the mask are alike, and which stand first and last among them: one walk, whatever they are. */
export function countLikeness(columns: DeviceColumns, mask: Uint8Array): LikenessCount[] {
  const { codes, tally } = columns.joints.likeness;
  const { riskScore } = columns.numbers;
  const counts = new Uint32Array(tally.length);
  const firsts = new Uint32Array(tally.length);
  const lasts = new Uint32Array(tally.length);
  const isBefore = (row: number, other: number) => {
    const [risk, others] = [riskScore[row] as number, riskScore[other] as number];
    return risk === others ? columns.ids.compare(row, other) < 0 : risk > others;
  };
  for (let row = mask.indexOf(1); row >= 0; row = mask.indexOf(1, row + 1)) {
    const code = codes[row] as number;
    const isNew = counts[code] === 0;
    counts[code] = (counts[code] as number) + 1;
    if (isNew || isBefore(row, firsts[code] as number)) firsts[code] = row;
    if (isNew || isBefore(lasts[code] as number, row)) lasts[code] = row;
  }
  const positionOf = (row: number): CasePosition => ({
    riskScore: riskScore[row] as number,
    id: columns.ids.textOf(row),
  });
  const found: LikenessCount[] = [];
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue;
    const [first, last] = [positionOf(firsts[code] as number), positionOf(lasts[code] as number)];
    found.push({ ...likenessOf(columns, code), count, first, last });
  }
  return found;
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
