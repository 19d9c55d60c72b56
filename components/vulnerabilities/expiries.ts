import type { Expiry } from "@/components/devices/expiry-field";

/** How long a person's word on a finding may hold. */
export const EXPIRIES: readonly Expiry[] = [
  { label: "90 days from now", days: 90 },
  { label: "180 days from now", days: 180 },
  { label: "365 days from now", days: 365 },
  { label: "without an end", days: null },
];
