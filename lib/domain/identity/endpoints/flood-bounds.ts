import type { Evidence } from "../../observation";
import { bareAnswerOf, saysMore, throughCard } from "../addresses/crowd";
import { announcementsOf, isBelieved } from "./confirm";

/**
 * Whether a content that grows may hold a flood, told without reading all of it: of each crowd, how many addresses at most
 * are counted in it. An address enters a crowd by a row of its own; by what it shows later it only leaves.
 */
export type FloodBounds = ReadonlyMap<string, number>;

/** Crowds that are smaller are not kept: one that is not named has no more than this. */
const FLOOR = 16;
/** Answers of more addresses of a network than these are no crowd, and may become one when some of them show more. */
const MAX_ANSWERS = 256;
const ANNOUNCED = "announced ";
/** With more names than these, counting anew costs less than keeping them. */
const MAX_NAMES = 2_000;

/** An address that counts in a crowd; more than `limit` of them, and it may be a flood. */
interface Mark {
  readonly name: string;
  readonly address: string;
  readonly limit: number;
}

/** The bounds of evidence that is all of one content. */
export function floodBounds(evidence: readonly Evidence[]): FloodBounds {
  const crowds = new Map<string, Set<string>>();
  for (const item of evidence) {
    for (const { name, address } of marksOf(item)) {
      const crowd = crowds.get(name);
      if (crowd) crowd.add(address);
      else crowds.set(name, new Set([address]));
    }
  }
  const large = new Map([...crowds].filter(([, addresses]) => addresses.size > FLOOR));
  if (large.size > 0) clear(large, evidence);
  return new Map([...large].flatMap(([name, { size }]) => (size > FLOOR ? [[name, size] as const] : [])));
}

/** The bounds after rows came, `gone` being what some of them were before; null when all has to be counted anew. */
export function growFloodBounds(
  bounds: FloodBounds,
  came: readonly Evidence[],
  gone: readonly Evidence[],
): FloodBounds | null {
  const keyOf = ({ name, address }: Mark) => `${name}\n${address}`;
  const counted = new Set(gone.flatMap(marksOf).map(keyOf));
  const grown = new Map(bounds);
  for (const mark of came.flatMap(marksOf)) {
    const key = keyOf(mark);
    if (counted.has(key)) continue;
    counted.add(key);
    const size = (grown.get(mark.name) ?? FLOOR) + 1;
    if (size > mark.limit) return null;
    grown.set(mark.name, size);
  }
  const isOpen = [...grown].some(([name, size]) => size > MAX_ANSWERS && !name.startsWith(ANNOUNCED));
  return isOpen || grown.size > MAX_NAMES ? null : grown;
}

function marksOf(item: Evidence): Mark[] {
  const announced = announcementsOf(item).map((it) => ({ ...it, name: `${ANNOUNCED}${it.name}` }));
  const answer = bareAnswerOf(item.observation);
  return answer ? [...announced, answer] : announced;
}

/** Takes the addresses out of which rows show more. */
function clear(crowds: ReadonlyMap<string, Set<string>>, evidence: readonly Evidence[]): void {
  const believed = new Set<string>();
  for (const { observation: o } of evidence) {
    const { mac, ip } = o.subject;
    if (isBelieved(o)) for (const address of [mac, ip]) if (address !== null) believed.add(address);
    if (ip === null || !saysMore(o)) continue;
    for (const kind of ["asked", "either"]) crowds.get(`${kind} ${throughCard(o)}`)?.delete(ip);
  }
  for (const [name, addresses] of crowds) {
    if (!name.startsWith(ANNOUNCED)) continue;
    for (const address of addresses) if (believed.has(address)) addresses.delete(address);
  }
}
