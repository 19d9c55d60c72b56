import type { LeafStatus } from "../advisory/advisory";
import { compareVersions, type Version } from "../advisory/version";
import type { RangeReading } from "../advisory/version-range";
import type { CompiledLeaf } from "../vulnerability/advisory-index";
import type { LeafFit } from "../vulnerability/leaf-fit";
import type { FirmwareScheme } from "./order-firmware";

/** The newest version that an imported advisory speaks of as fixed. There may be newer ones that no advisory needed. */
export interface LatestKnown {
  readonly version: string;
  readonly advisory: string;
  /** What the advisory says, in words. */
  readonly because: string;
}

export interface LeafOfProduct {
  readonly compiled: CompiledLeaf;
  readonly fit: Exclude<LeafFit, null>;
}

const FIXED: ReadonlySet<LeafStatus> = new Set(["fixed", "first_fixed", "recommended"]);
const AFFECTED: ReadonlySet<LeafStatus> = new Set(["known_affected", "first_affected", "last_affected"]);

/** "Update to V4.5 or later version", "Upgrade to firmware version 3.2.1": what vendors write as a fix. */
const FIX_IN_WORDS =
  /\b(?:updat|upgrad)\w*\b[^.;]{0,60}?\bto\s+(?:the\s+)?(?:(?:firmware|software|release|revision|version|fw)\s+){0,3}((?:MX-)?[vr]?\d[\w.-]*(?:\s+(?:SP|Update|HF|Patch)\s?\d+)*)/gi;
const MAX_DETAILS = 2_000;

/** Surest first: what is said of the order number counts before what is said of a family. */
const FITS = ["exact", "product", "family"] as const;

/**
 * Of all leaves that are about the product for certain: the newest version that a vendor calls fixed. Leaves that hold
 * only for some hardware, serial numbers or options are left out, for their fix may not fit every device. Null when no
 * advisory names a fixed version.
 */
export function latestKnown(leaves: readonly LeafOfProduct[], scheme: FirmwareScheme): LatestKnown | null {
  for (const kind of FITS) {
    const found = leaves
      .filter(({ fit, compiled }) => fit.kind === kind && isOfTheWhole(compiled))
      .flatMap(({ compiled }) => fixedBy(compiled, scheme));
    const newest = found.reduce<Candidate | null>((best, it) => (best === null || isLater(it, best) ? it : best), null);
    if (newest) return { version: newest.raw, advisory: newest.advisory, because: newest.because };
  }
  return null;
}

const isOfTheWhole = ({ component, name }: CompiledLeaf) => component === null && name.conditions.length === 0;

interface Candidate {
  readonly raw: string;
  readonly version: Version;
  readonly advisory: string;
  readonly because: string;
}

function isLater(one: Candidate, other: Candidate): boolean {
  const order = compareVersions(one.version, other.version);
  return order !== null && (order > 0 || (order === 0 && one.advisory < other.advisory));
}

function fixedBy({ advisory, leaf, range }: CompiledLeaf, scheme: FirmwareScheme): Candidate[] {
  const { id, vulnerabilities } = advisory.advisory;
  const statuses = vulnerabilities.flatMap(({ status }) => status.get(leaf.productId) ?? []);
  const reading = range.source === "slot" ? range.slot : range.name;
  const said = (raw: string, because: string): Candidate[] => {
    const version = scheme.read(raw);
    return version === null || version.segments.includes("*") ? [] : [{ raw, version, advisory: id, because }];
  };
  const isAffected = statuses.some((it) => AFFECTED.has(it));
  return [
    ...(statuses.some((it) => FIXED.has(it)) ? lowsOf(reading).flatMap((raw) => said(raw, `${raw} is fixed`)) : []),
    ...(isAffected ? highsOf(reading).flatMap((raw) => said(raw, `versions before ${raw} are affected`)) : []),
    ...(isAffected
      ? vulnerabilities.flatMap(({ status, remediations }) =>
          status.has(leaf.productId)
            ? remediations
                .filter((it) => it.category === "vendor_fix" && isFor(it.productIds, leaf.productId))
                .flatMap((it) => fixesIn(it.details).flatMap((raw) => said(raw, `the vendor says to update to ${raw}`)))
            : [],
        )
      : []),
  ];
}

const isFor = (productIds: readonly string[], productId: string) =>
  productIds.length === 0 || productIds.includes(productId);

/** "= 4.5", ">= 4.5": where the fixed versions begin. */
function lowsOf(reading: RangeReading): string[] {
  if (reading.kind !== "intervals") return [];
  return [...reading.anyOf.flatMap(({ low }) => (low?.inclusive ? [low.version.raw] : [])), ...rawOf(reading.lines)];
}

/** "< 4.5": the first version that is not affected. */
function highsOf(reading: RangeReading): string[] {
  if (reading.kind !== "intervals") return [];
  return [
    ...reading.anyOf.flatMap(({ high }) => (high && !high.inclusive ? [high.version.raw] : [])),
    ...rawOf(reading.lines),
  ];
}

const rawOf = (versions: readonly Version[]) => versions.map(({ raw }) => raw);

function fixesIn(details: string): string[] {
  const found = [...details.slice(0, MAX_DETAILS).matchAll(FIX_IN_WORDS)];
  return found.map(([, version = ""]) => version.replace(/[.,;-]+$/, ""));
}
