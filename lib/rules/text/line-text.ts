import { cleanText } from "@/lib/domain/clean-text";

const MAX_SHOWN = 300;

/** One line of a hostile text as it may be shown; `line` counts from 1. */
export function lineText(lines: readonly string[], line: number): string {
  return cleanText((lines[line - 1] ?? "").trim(), MAX_SHOWN);
}
