import { isGroupMac, isHostAddress } from "@/lib/domain/address";
import { cleanText } from "@/lib/domain/clean-text";
import type { Approval } from "@/lib/domain/import/discovery-result";
import { IDENTITY_FIELDS, type IdentityField, type Subject } from "@/lib/domain/observation";
import type { DiscoveryDraft, Seen, Source } from "../collect/discovery-draft";
import { CSV_FIELDS, type CsvField } from "./column-mapping";
import { readCriticality, readRole } from "./declared-value";
import { isRangeOfIps, joinSpacedMacs, parseListedIp, parseListedMac } from "./listed-address";

/** Addresses of one device in one cell. */
const MAX_ADDRESSES = 32;

/** What the list may say of the device itself, in the order of its columns. */
const IDENTITY = CSV_FIELDS.filter((field): field is Extract<CsvField, IdentityField> =>
  IDENTITY_FIELDS.some((it) => it === field),
);

/** What a list says of one device, by field; absent where the list is silent. */
export type DeclaredCells = Readonly<Partial<Record<CsvField, string>>>;

/** One network card of the device with the addresses that the list gives to it, as the list spells them. */
export interface DeclaredCard {
  readonly mac: string | null;
  readonly ips: readonly string[];
}

/** What was wrong with cells of a row that was read all the same; told once at the end. */
export interface CellFaults {
  unreadableIps: number;
  unreadableMacs: number;
  unknownCriticalities: number;
  unplacedIps: number;
}

export const NO_FAULTS: Readonly<CellFaults> = {
  unreadableIps: 0,
  unreadableMacs: 0,
  unknownCriticalities: 0,
  unplacedIps: 0,
};

/** For the warnings of the whole list. */
export function faultSentences(faults: CellFaults): string[] {
  const { unreadableIps, unreadableMacs, unknownCriticalities, unplacedIps } = faults;
  const sentences: string[] = [];
  if (unreadableIps > 0)
    sentences.push(`${unreadableIps} rows hold an IP address that cannot be read or belongs to no host.`);
  if (unreadableMacs > 0) sentences.push(`${unreadableMacs} rows hold a MAC that cannot be read.`);
  if (unknownCriticalities > 0) {
    sentences.push(
      `${unknownCriticalities} rows hold a criticality that is neither 1 to 5 nor a known word; it was left out.`,
    );
  }
  if (unplacedIps > 0) {
    sentences.push(
      `${unplacedIps} rows hold addresses without saying which network card has them: what could not be placed was left out.`,
    );
  }
  return sentences;
}

/**
 * A person vouches for the device that the cells describe, in a list that is known as `protocol`. All its cards are
 * spoken of at one position: that is what says that they are one device's (find-listed.ts). Returns null when they name
 * no address: nothing on the wire could ever be recognised as it.
 */
export function declareDevice(
  cells: DeclaredCells,
  { protocol, position }: { readonly protocol: string; readonly position: number },
  draft: DiscoveryDraft,
  faults: CellFaults,
  cards: readonly DeclaredCard[] = [],
): Approval | null {
  const source: Source = { protocol, method: "declared" };
  const seen: Seen = { position, fromUs: null, toUs: null };
  const isRange = isRangeOfIps(cells.ip ?? "");
  const ips = isRange ? [] : partsOf(cells.ip).flatMap((part) => hostIp(part) ?? []);
  const macs = partsOf(cells.mac).flatMap((part) => ownMac(part) ?? []);
  if (partsOf(cells.ip).length > ips.length) faults.unreadableIps += 1;
  if (partsOf(cells.mac).length > macs.length) faults.unreadableMacs += 1;
  const stated = pairsOf(cards);
  const pairs = stated.length > 0 ? stated : guessPairs(macs, ips);
  const [firstIp = null] = ips;
  const mac = pairs.find((pair) => pair.ip === firstIp)?.mac ?? macs[0] ?? null;
  // At which of several cards an address is, nobody says: then the row speaks of its cards.
  const ip = macs.length < 2 || pairs.some((pair) => pair.mac === mac && pair.ip === firstIp) ? firstIp : null;
  if (ip === null && mac === null) return null;
  if (ips.some((it) => it !== ip && !pairs.some((pair) => pair.ip === it))) faults.unplacedIps += 1;

  const subject: Subject = { mac, ip, child: null };
  for (const pair of pairs) draft.binding(source, seen, pair.mac, pair.ip, "declared");
  for (const other of macs) {
    if (other === mac) continue;
    draft.sighting(source, seen, { mac: other, ip: null, child: null }, { sent: 0, received: 0, conversed: false });
  }
  let isTold = mac !== null && ip !== null;
  for (const field of IDENTITY) {
    const value = valueOfField(field, cells[field], faults);
    if (value === null) continue;
    draft.identity(source, seen, subject, { field, value });
    isTold = true;
  }
  // A row of one address alone still declares that the device exists.
  if (!isTold) draft.sighting(source, seen, subject, { sent: 0, received: 0, conversed: false });
  const zone = cells.zone === undefined ? "" : cleanText(cells.zone.trim(), 120);
  return { subject, zone: zone === "" ? null : zone, position };
}

interface Pair {
  readonly mac: string;
  readonly ip: string;
}

function pairsOf(cards: readonly DeclaredCard[]): Pair[] {
  return cards.flatMap((card) => {
    const mac = card.mac === null ? null : ownMac(card.mac);
    return mac === null ? [] : card.ips.flatMap((text) => ({ mac, ip: hostIp(text) })).filter(isPair);
  });
}

const isPair = (pair: { readonly mac: string; readonly ip: string | null }): pair is Pair => pair.ip !== null;

/** One MAC owns all addresses of its row; several MACs and as many addresses are pairs; anything else stays open. */
function guessPairs(macs: readonly string[], ips: readonly string[]): Pair[] {
  const arePairs = macs.length === ips.length;
  if (macs.length !== 1 && !arePairs) return [];
  return ips.map((ip, at) => ({ mac: (arePairs ? macs[at] : macs[0]) as string, ip }));
}

function valueOfField(field: IdentityField, raw: string | undefined, faults: CellFaults): string | null {
  const text = raw?.trim() ?? "";
  if (text === "" || text === "-") return null;
  if (field === "role") return readRole(text);
  if (field !== "criticality") return text;
  const level = readCriticality(text);
  if (level === null) faults.unknownCriticalities += 1;
  return level;
}

const partsOf = (cell: string | undefined) =>
  cell === undefined || cell.length > 4_096
    ? []
    : joinSpacedMacs(cell)
        .split(/[\s,;|]+/, MAX_ADDRESSES)
        .filter((part) => part !== "" && part !== "-");

function hostIp(text: string): string | null {
  const ip = parseListedIp(text);
  return ip !== null && isHostAddress(ip) ? ip : null;
}

function ownMac(text: string): string | null {
  const mac = parseListedMac(text);
  return mac !== null && !isGroupMac(mac) && mac !== "00:00:00:00:00:00" ? mac : null;
}
