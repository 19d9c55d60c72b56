import type { FingerprintRow, Recognition } from "./fingerprint";
import { compilePattern, readRow } from "./recognise";

/** What is wrong with a row by its own examples, as sentences; empty when every example gives what it says. */
export function checkExamples(row: FingerprintRow): string[] {
  const problems: string[] = [];
  const pattern = compilePattern(row.pattern);
  for (const example of row.examples) {
    const wanted = typeof example === "string" ? { text: example } : example;
    const read = readRow(row, pattern, wanted.text);
    if (!read) {
      problems.push(`"${wanted.text}" is not matched`);
      continue;
    }
    for (const [field, value] of Object.entries(wanted)) {
      if (field === "text") continue;
      const got = read[field as keyof Recognition];
      if (got !== value) problems.push(`"${wanted.text}" gives ${field} "${got ?? ""}", not "${value}"`);
    }
  }
  return problems;
}
