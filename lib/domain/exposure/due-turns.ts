import type { TimeUs } from "../observation";
import { beginOfDayUs, type DueInput, ENDED_US, endOfContractUs, SOON_US } from "./due-items";

/**
 * When time alone changes what is due of these: each end comes near, is over, and is forgotten. In order; between two of
 * them the queue says the same.
 */
export function dueTurns({ suppliers, grants, answers, conduits }: DueInput): TimeUs[] {
  const ends = [
    ...grants.map((it) => it.validUntilUs),
    ...suppliers.flatMap((it) => (it.contractUntil === null ? [] : [endOfContractUs(it.contractUntil)])),
    ...answers.flatMap((it) => it.expiresAtUs ?? []),
    ...conduits.flatMap((it) => (it.reviewOn === null ? [] : [beginOfDayUs(it.reviewOn)])),
  ];
  const turns = ends.flatMap((atUs) => [atUs - SOON_US, atUs, atUs + ENDED_US + 1]);
  return [...new Set(turns)].sort((a, b) => a - b);
}
