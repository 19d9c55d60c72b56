import "server-only";
import type { Overview } from "@/lib/contracts/overview";
import type { PostureDayRow, PostureNow } from "@/lib/db/inventory/posture-query";

const DAY_MS = 86_400_000;

/**
 * Figures with their value at the end of each of the last `days` days, oldest first, today last. Posture holds until
 * something is computed again, so a day without a computation has the value of the day before; before the first
 * computation there is none.
 */
export function postureTrends(
  now: PostureNow,
  computed: readonly PostureDayRow[],
  days: number,
  today: Date,
): Pick<Overview, "figures" | "trend"> {
  const atEnd = endsOfDays(now, computed, days, today);
  const figure = (of: (posture: PostureNow) => number) => ({
    value: round(of(now)),
    trend: atEnd.map((posture) => posture && round(of(posture))),
  });
  return {
    figures: {
      risk: figure((it) => it.riskMean),
      waiting: figure((it) => it.unsanctioned),
      internetExposed: figure((it) => it.exposed),
      coverage: figure((it) => (it.devices === 0 ? 0 : (100 * it.identified) / it.devices)),
    },
    trend: computed.map(({ day, riskMean, devices, unsanctioned }) => ({
      day,
      risk: round(riskMean),
      devices,
      unsanctioned,
    })),
  };
}

function endsOfDays(now: PostureNow, computed: readonly PostureDayRow[], days: number, today: Date) {
  const byDay = new Map(computed.map((row) => [row.day, row]));
  const firstDay = dayOf(today, days - 1);
  let latest: PostureNow | null = computed.filter((row) => row.day < firstDay).at(-1) ?? null;
  return Array.from({ length: days }, (_, index) => {
    const ago = days - 1 - index;
    latest = byDay.get(dayOf(today, ago)) ?? latest;
    return ago === 0 ? now : latest;
  });
}

function dayOf(today: Date, daysAgo: number): string {
  return new Date(today.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
