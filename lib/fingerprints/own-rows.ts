import { z } from "zod";
import type { RemoteAccessRow } from "@/lib/domain/service/remote-access";
import { checkExamples } from "./check-examples";
import { BANNER_KINDS, type FingerprintRow } from "./fingerprint";
import { fitsManyWays } from "./fits-many-ways";
import { checkToolExamples, toolRowShape } from "./own-tools";
import { compilePattern } from "./recognise";

const MAX_PATTERN = 300;
const MAX_ROWS = 2_000;

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
const fileShape = z.array(z.unknown()).max(MAX_ROWS);

export interface OwnRows {
  readonly rows: readonly FingerprintRow[];
  /** Tools of remote access. */
  readonly tools: readonly RemoteAccessRow[];
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
    return { rows: [], tools: [], problems: [`${fileName} is not JSON.`] };
  }
  const file = fileShape.safeParse(data);
  if (!file.success) {
    const [issue] = file.error.issues;
    return {
      rows: [],
      tools: [],
      problems: [`${fileName} is no list of fingerprints: ${issue?.message ?? "unknown"}.`],
    };
  }
  const rows: FingerprintRow[] = [];
  const tools: RemoteAccessRow[] = [];
  const problems: string[] = [];
  file.data.forEach((item, index) => {
    const isTool = typeof item === "object" && item !== null && "tool" in item;
    const wrong = isTool ? takeTool(item, tools) : takeRow(item, rows);
    if (wrong.length > 0) problems.push(`${fileName}, row ${index + 1}: ${wrong.join("; ")}.`);
  });
  return { rows, tools, problems };
}

/**
 * The tools of a file that somebody else publishes, checked in the same way. Its patterns, if there are any, are not even
 * tried: who may bring names and ports may not make this machine search texts.
 */
export function parseBroughtTools(data: unknown): RemoteAccessRow[] {
  const items = fileShape.safeParse(data).data ?? [];
  const tools: RemoteAccessRow[] = [];
  for (const item of items) takeTool(item, tools);
  return tools;
}

function takeTool(item: unknown, tools: RemoteAccessRow[]): string[] {
  const parsed = toolRowShape.safeParse(item);
  if (!parsed.success) return [sayIssue(parsed.error)];
  const wrong = checkToolExamples(parsed.data);
  const { examples: _, ...row } = parsed.data;
  if (wrong.length === 0) tools.push(row as RemoteAccessRow);
  return wrong;
}

function takeRow(item: unknown, rows: FingerprintRow[]): string[] {
  const parsed = rowShape.safeParse(item);
  if (!parsed.success) return [sayIssue(parsed.error)];
  const row = parsed.data as FingerprintRow;
  const wrong = problemsOf(row);
  if (wrong.length === 0) rows.push(row);
  return wrong;
}

function sayIssue({ issues: [issue] }: z.ZodError): string {
  const place = issue && issue.path.length > 0 ? `at ${issue.path.join(".")}: ` : "";
  return `${place}${issue?.message ?? "unknown"}`;
}

function problemsOf(row: FingerprintRow): string[] {
  if (fitsManyWays(row.pattern)) return ["the pattern repeats a group that repeats, or chooses, inside"];
  try {
    compilePattern(row.pattern);
  } catch {
    return ["the pattern is no regular expression"];
  }
  return checkExamples(row);
}
