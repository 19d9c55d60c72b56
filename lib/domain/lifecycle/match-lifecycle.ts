import { fitOrderNumber, normaliseOrderNumber } from "../advisory/order-number";
import { readRange } from "../advisory/read-range";
import { fitVendor, vendorKeysOf } from "../advisory/vendor-relations";
import { judgeReading, type RangeReading } from "../advisory/version-range";
import { nameKey } from "../software/component-name";
import { type ObservedProduct, productKeyOf } from "../vulnerability/observed-product";
import { type ProductProfile, profileOf, versionOf } from "../vulnerability/product-profile";
import { type DeviceLifecycle, type LifecycleEntry, supportEndsUs } from "./lifecycle";

/** Says for devices which row of the lists is about them; devices of one product and version share the answer. */
export interface LifecycleMatcher {
  match(observed: ObservedProduct): DeviceLifecycle | null;
}

interface Candidate {
  readonly entry: LifecycleEntry;
  readonly why: string;
  /** Higher is more particular: an order number before a pattern before a name before a pattern of names. */
  readonly rank: number;
  /** Null: all versions. */
  readonly range: RangeReading | null;
}

interface Candidates {
  readonly profile: ProductProfile;
  readonly list: readonly Candidate[];
}

const MAX_REMEMBERED = 50_000;

export function createLifecycleMatcher(entries: readonly LifecycleEntry[]): LifecycleMatcher {
  const byVendor = new Map<string, LifecycleEntry[]>();
  const ofAnyVendor: LifecycleEntry[] = [];
  for (const entry of entries) {
    const keys = entry.vendor === null ? [] : vendorKeysOf(entry.vendor);
    if (keys.length === 0) ofAnyVendor.push(entry);
    for (const key of keys) byVendor.set(key, [...(byVendor.get(key) ?? []), entry]);
  }
  const products = new Map<string, Candidates | null>();
  const answers = new Map<string, DeviceLifecycle | null>();
  return {
    match(observed) {
      if (entries.length === 0) return null;
      const productKey = productKeyOf(observed);
      const key = `${productKey}\u001e${observed.firmware ?? ""}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      let candidates = products.get(productKey);
      if (candidates === undefined) {
        candidates = candidatesOf(observed, byVendor, ofAnyVendor);
        if (products.size >= MAX_REMEMBERED) products.clear();
        products.set(productKey, candidates);
      }
      const answer = candidates === null ? null : decide(candidates, observed.firmware);
      if (answers.size >= MAX_REMEMBERED) answers.clear();
      answers.set(key, answer);
      return answer;
    },
  };
}

function candidatesOf(
  observed: ObservedProduct,
  byVendor: ReadonlyMap<string, readonly LifecycleEntry[]>,
  ofAnyVendor: readonly LifecycleEntry[],
): Candidates | null {
  const profile = profileOf(observed);
  if (!profile) return null;
  // Whose maker was not seen may be of any: only an order number says enough then.
  const named = profile.vendorKeys.length === 0 ? [...byVendor.values()].flat() : [];
  const related = profile.relatedKeys.flatMap((key) => byVendor.get(key) ?? []);
  const seen = new Set([...related, ...named, ...ofAnyVendor]);
  // Of rows that say equally much the later counts.
  const list = [...seen].reverse().flatMap((entry) => candidateOf(entry, observed, profile) ?? []);
  return { profile, list: list.sort((a, b) => b.rank - a.rank) };
}

function candidateOf(entry: LifecycleEntry, observed: ObservedProduct, profile: ProductProfile): Candidate | null {
  if (entry.vendor !== null && profile.vendorKeys.length > 0 && !isSameMaker(entry.vendor, profile)) return null;
  const isOfMaker = entry.vendor !== null && profile.vendorKeys.length > 0;
  const range = entry.versions === null ? null : readRange(entry.versions, profile.scheme);
  const bound = range === null ? 0 : 0.5;
  if (entry.orderNumber !== null) {
    if (profile.orderNumber === null) return null;
    const fit = fitOrderNumber(profile.orderNumber, normaliseOrderNumber(entry.orderNumber));
    if (fit !== "exact" && fit !== "pattern") return null;
    const why =
      fit === "exact" ? `order number ${entry.orderNumber}` : `${profile.orderNumber} fits ${entry.orderNumber}`;
    return { entry, range, why, rank: (fit === "exact" ? 4 : 3) + bound };
  }
  // A name alone is shared by many makers' products.
  if (entry.product === null || !isOfMaker) return null;
  const names = [observed.product, observed.model].filter((it) => it !== null);
  const name = names.find((it) => fitsName(entry.product as string, it, observed.vendor));
  if (name === undefined) return null;
  const isPattern = entry.product.includes("*");
  return {
    entry,
    range,
    why: isPattern ? `${name} fits ${entry.product}` : `product ${entry.product}`,
    rank: (isPattern ? 1 : 2) + bound,
  };
}

/** By the makers' table: renamed, sold and OEM brands count for the product lines that they hold for. */
function isSameMaker(vendor: string, profile: ProductProfile): boolean {
  const keys = vendorKeysOf(vendor);
  return profile.vendorKeys.some((own) => keys.some((key) => fitVendor(own, key, profile.text) !== null));
}

/** Large and small letters, blanks and dashes are the same; the maker's name in front of the model is not part of it. */
function fitsName(wanted: string, name: string, vendor: string | null): boolean {
  const pieces = wanted.split("*").map(nameKey);
  if (pieces.every((piece) => piece === "")) return false;
  const whole = nameKey(name);
  const maker = vendor === null ? "" : nameKey(vendor);
  const bare = maker !== "" && whole.startsWith(maker) ? whole.slice(maker.length) : whole;
  return [whole, bare].some((it) => it !== "" && fitsPieces(pieces, it));
}

function fitsPieces(pieces: readonly string[], text: string): boolean {
  const [first = "", ...rest] = pieces;
  if (rest.length === 0) return text === first;
  const last = rest[rest.length - 1] as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest.slice(0, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > text.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}

/** The most particular row that holds; where none does, of those that may hold the one that ends first. */
function decide({ profile, list }: Candidates, firmware: string | null): DeviceLifecycle | null {
  const version = versionOf(profile, firmware);
  let possible: DeviceLifecycle | null = null;
  for (const { entry, why, range } of list) {
    if (range === null) return lifecycleOf(entry, why, false);
    const { answer, comparison } = judgeReading(range, version, firmware ?? "");
    if (answer === "in") return lifecycleOf(entry, `${why}; ${comparison}`, false);
    if (answer !== "open") continue;
    const open = lifecycleOf(entry, `${why}; ${comparison}`, true);
    if (possible === null || endsBefore(open, possible)) possible = open;
  }
  return possible;
}

function endsBefore(one: DeviceLifecycle, other: DeviceLifecycle): boolean {
  const [a, b] = [supportEndsUs(one), supportEndsUs(other)];
  return a !== null && (b === null || a < b);
}

function lifecycleOf(entry: LifecycleEntry, because: string, isPossible: boolean): DeviceLifecycle {
  const { endOfSale, endOfSupport, endOfLife, source, place } = entry;
  return { endOfSale, endOfSupport, endOfLife, source, place, because, isPossible };
}
