import type { MatrixHistory } from "@/lib/contracts/flow-matrix";

const DAY_MS = 86_400_000;

/** One value for every day from the first to the last; a day that is left out had no traffic. */
export function dailyBytes(items: MatrixHistory["items"]): number[] {
  const values: number[] = [];
  let nextMs: number | null = null;
  for (const { day, bytes } of items) {
    const dayMs = Date.parse(day);
    for (; nextMs !== null && nextMs < dayMs; nextMs += DAY_MS) values.push(0);
    values.push(bytes);
    nextMs = dayMs + DAY_MS;
  }
  return values;
}
