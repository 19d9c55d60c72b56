/** Months ("2026-05") in a sentence; a row of them by its ends. Expects them in order. */
export function monthsText(months: readonly string[]): string {
  const rows: string[][] = [];
  for (const month of months) {
    const row = rows.at(-1);
    if (row && monthAfter(row.at(-1) as string) === month) row.push(month);
    else rows.push([month]);
  }
  return rows.map((row) => (row.length < 3 ? row.join(", ") : `${row[0]} to ${row.at(-1)}`)).join(", ");
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
