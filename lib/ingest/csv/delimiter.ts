const DELIMITERS = [";", "\t", ",", "|"] as const;
const MAX_LINES = 20;

export interface Dialect {
  readonly delimiter: string;
  /** Characters to pass over: Excel's own "sep=;" line. */
  readonly skip: number;
}

/** The delimiter that splits the first lines most evenly; text in quotes does not count. */
export function findDialect(text: string): Dialect {
  const declared = /^sep=(.)\r?\n/i.exec(text);
  if (declared) return { delimiter: declared[1] ?? ",", skip: declared[0].length };
  const lines = firstLines(text);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = usualOf(counts);
    if (usual === 0) continue;
    const even = counts.filter((count) => count === usual).length / counts.length;
    const score = even * 1_000 + Math.min(usual, 500);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, skip: 0 };
}

/** How often most lines have it; a heading above the list has none, or another number. */
function usualOf(counts: readonly number[]): number {
  const lines = new Map<number, number>();
  for (const count of counts) if (count > 0) lines.set(count, (lines.get(count) ?? 0) + 1);
  const [most] = [...lines].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return most?.[0] ?? 0;
}

/** Lines without what stands in quotes. */
function firstLines(text: string): string[] {
  const plain = text.slice(0, 65_536).replace(/"(?:[^"]|"")*"/g, '""');
  return plain.split(/\r\n|\n|\r/, MAX_LINES).filter((line) => line.trim() !== "");
}
