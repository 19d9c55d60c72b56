import type { FirmwareScheme } from "./order-firmware";

/** The firmware version that devices of a product should run, as a person set it; for the plant, a site or a zone. */
export interface GoldenVersion {
  readonly id: string;
  readonly productId: string;
  /** Both null: the whole plant. At most one is set. */
  readonly siteId: string | null;
  readonly zoneId: string | null;
  readonly version: string;
  /** Other versions that may stay. */
  readonly alsoApproved: readonly string[];
}

/** How a device stands to its product's golden version; "unseen": its version was not seen. */
export const GOLDEN_STANDINGS = ["golden", "approved", "behind", "ahead", "differs", "unseen"] as const;
export type GoldenStanding = (typeof GOLDEN_STANDINGS)[number];

/** Standings of devices that should run another version. */
export const OFF_GOLDEN: readonly GoldenStanding[] = ["behind", "ahead", "differs"];

export const GOLDEN_WORDS: Readonly<Record<GoldenStanding, string>> = {
  golden: "runs the golden version",
  approved: "runs an approved version",
  behind: "is behind the golden version",
  ahead: "is ahead of the golden version",
  differs: "runs another version than the golden one",
  unseen: "its version was not seen",
};

export interface FirmwarePlace {
  readonly firmware: string | null;
  readonly siteId: string;
  readonly zoneId: string | null;
}

/** The rule that holds at a place: that of the zone before that of the site before that of the plant. */
export function goldenAt(
  rules: readonly GoldenVersion[],
  { siteId, zoneId }: Pick<FirmwarePlace, "siteId" | "zoneId">,
): GoldenVersion | null {
  return (
    rules.find((it) => it.zoneId !== null && it.zoneId === zoneId) ??
    rules.find((it) => it.zoneId === null && it.siteId === siteId) ??
    rules.find((it) => it.zoneId === null && it.siteId === null) ??
    null
  );
}

/** How devices of the product with this firmware stand here; null where no rule holds. */
export function goldenStanding(
  rules: readonly GoldenVersion[],
  place: FirmwarePlace,
  scheme: FirmwareScheme,
): GoldenStanding | null {
  const rule = goldenAt(rules, place);
  if (rule === null) return null;
  const { firmware } = place;
  if (firmware === null) return "unseen";
  const order = scheme.order(firmware, rule.version);
  if (order === "same") return "golden";
  return rule.alsoApproved.some((it) => scheme.order(firmware, it) === "same") ? "approved" : order;
}
