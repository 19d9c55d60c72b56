import type { DeviceSearch } from "@/lib/client/device-search";
import type { DeviceFacets, DevicePage } from "@/lib/contracts/devices";
import { countOf, formatCount } from "@/lib/domain/say-count";

type Narrowed = Pick<DeviceSearch, "state" | "riskBand">;

/** The sentence above the table: how many, how many of them are at risk, how many wait. Exact, or left out. */
export function answerOf(
  page: Pick<DevicePage, "total" | "totalAll">,
  facets: DeviceFacets | undefined,
  search: Narrowed,
): string {
  const { total, totalAll } = page;
  if (totalAll === 0) return "No device is known yet.";
  const devices =
    total === totalAll ? countOf(totalAll, "device") : `${formatCount(total)} of ${countOf(totalAll, "device")}`;
  // A facet is counted under all *other* filters: with its own filter set, its counts speak of more than the list.
  const count = (facet: "state" | "riskBand", values: readonly string[]) =>
    search[facet].length > 0
      ? 0
      : (facets?.facets.find((it) => it.facet === facet)?.values ?? [])
          .filter((it) => values.includes(it.value))
          .reduce((sum, it) => sum + it.count, 0);
  const risky = count("riskBand", ["critical", "high"]);
  const waiting = count("state", ["unsanctioned"]);
  const parts = [
    risky > 0 ? `${formatCount(risky)} at high or critical risk` : null,
    waiting > 0 ? `${formatCount(waiting)} not sanctioned` : null,
  ].filter((it) => it !== null);
  return parts.length === 0 ? devices : `${devices}: ${parts.join(", ")}`;
}
