import type { WeekHoursDto } from "@/lib/contracts/week-hours";
import { countOf } from "@/lib/domain/say-count";

/** What the picture of a week cannot say by itself: whose clock it is, and what is not in it. */
export function sayWeek({ timeZone, longFlows, untimedFlows }: WeekHoursDto): string {
  const parts = [
    timeZone === "UTC" ? "Hours in UTC." : `Hours in the time of ${timeZone}.`,
    longFlows > 0
      ? `Of ${countOf(longFlows, "flow")} of days only the first and the last hour are known, and shown.`
      : null,
    untimedFlows > 0 ? `Of ${countOf(untimedFlows, "flow")} the source tells no time.` : null,
  ];
  return parts.filter((it) => it !== null).join(" ");
}
