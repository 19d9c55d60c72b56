import { z } from "zod";
import { checkExamples } from "./check-examples";
import { BANNER_KINDS, type FingerprintRow } from "./fingerprint";
import { compilePattern } from "./recognise";

const MAX_PATTERN = 300;
const MAX_ROWS = 2_000;
/** A repeated group that repeats inside: such patterns can take for ever on a hostile text. */
const NESTED_REPEAT = /\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

const words = z.string().min(1).max(120).optional();
const givenFields = {
  vendor: words,
  model: words,
  firmware: words,
  os: words,
  role: words,
  product: words,
  productVendor: words,
  version: words,
};
const rowShape = z.strictObject({
  kinds: z.array(z.enum(BANNER_KINDS)).min(1),
  pattern: z.string().min(2).max(MAX_PATTERN),
  ...givenFields,
  examples: z
    .array(z.union([z.string().min(1).max(512), z.strictObject({ text: z.string().min(1).max(512), ...givenFields })]))
    .min(1),
});
const fileShape = z.array(rowShape).max(MAX_ROWS);

export interface OwnRows {
  readonly rows: readonly FingerprintRow[];
  /** Sentences that name the row and what is wrong; such rows are left out. */
  readonly problems: readonly string[];
}

/**
 * Reads a file of the installation's own rows (JSON, a list of rows as docs/fingerprints.md describes). Every row's
 * examples are tested; a row that fails is left out and named. Never throws.
 */
export function parseOwnRows(text: string, fileName: string): OwnRows {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { rows: [], problems: [`${fileName} is not JSON.`] };
  }
  const parsed = fileShape.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue && issue.path.length > 0 ? `, at ${issue.path.join(".")}` : "";
    return { rows: [], problems: [`${fileName} is no list of fingerprints${place}: ${issue?.message ?? "unknown"}.`] };
  }
  const rows: FingerprintRow[] = [];
  const problems: string[] = [];
  parsed.data.forEach((row, index) => {
    const wrong = problemsOf(row as FingerprintRow);
    if (wrong.length === 0) rows.push(row as FingerprintRow);
    else problems.push(`${fileName}, row ${index + 1}: ${wrong.join("; ")}.`);
  });
  return { rows, problems };
}

function problemsOf(row: FingerprintRow): string[] {
  if (NESTED_REPEAT.test(row.pattern)) return ["the pattern repeats a group that repeats inside"];
  try {
    compilePattern(row.pattern);
  } catch {
    return ["the pattern is no regular expression"];
  }
  return checkExamples(row);
}
