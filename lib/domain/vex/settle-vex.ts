import type { VEX_STATUSES } from "./vex-statement";
import type { SettledVexWord, VexStanding, VexWord } from "./vex-word";

/** What an advisory's document says of itself, as far as it bears on statements. */
export interface StatedBy {
  readonly publisher: string;
  readonly releasedMs: number | null;
}

/**
 * Which of several statements on one vulnerability counts, by one rule:
 * 1. What may be about another device or version counts for nothing.
 * 2. Of one issuer the latest word counts; at the same time the more cautious one.
 * 3. An issuer's own advisory that was released later than its statement takes its place.
 * 4. Where issuers differ, the maker of the device is believed; without a word of the maker the most cautious one
 *    (affected, under investigation, not affected, fixed).
 */
export function settleVex(
  vulnerability: string,
  words: readonly VexWord[],
  advisory: StatedBy | null,
): readonly SettledVexWord[] {
  const latest = new Map<string, VexWord>();
  for (const word of words) {
    if (word.fit !== "in") continue;
    const known = latest.get(word.issuer);
    if (!known || isStronger(word, known)) latest.set(word.issuer, word);
  }
  const standing = [...latest.values()].filter((it) => !isOlderThan(it, advisory));
  const makers = standing.filter((it) => it.isOfMaker);
  const [counts] = (makers.length > 0 ? makers : standing).sort(
    (a, b) => caution(b) - caution(a) || timeOf(b) - timeOf(a),
  );
  const standingOf = (word: VexWord): VexStanding => {
    if (word.fit !== "in") return "cannot-tell";
    if (word === counts) return "counts";
    if (latest.get(word.issuer) !== word) return "later-word";
    return isOlderThan(word, advisory) ? "later-advisory" : "other-issuer";
  };
  return words.map((word) => ({ ...word, vulnerability, standing: standingOf(word) }));
}

const timeOf = ({ saidMs }: VexWord) => saidMs ?? Number.NEGATIVE_INFINITY;
const CAUTION = [
  "fixed",
  "not_affected",
  "under_investigation",
  "affected",
] as const satisfies readonly (typeof VEX_STATUSES)[number][];
const caution = ({ status }: VexWord) => CAUTION.indexOf(status);

function isStronger(one: VexWord, other: VexWord): boolean {
  const [a, b] = [timeOf(one), timeOf(other)];
  return a === b ? caution(one) > caution(other) : a > b;
}

function isOlderThan({ issuer, saidMs }: VexWord, advisory: StatedBy | null): boolean {
  if (advisory === null || advisory.releasedMs === null || saidMs === null) return false;
  return advisory.publisher.trim().toLowerCase() === issuer.trim().toLowerCase() && advisory.releasedMs > saidMs;
}
