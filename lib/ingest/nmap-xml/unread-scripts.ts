import { cleanText } from "@/lib/domain/clean-text";
import type { ScriptResult } from "./script-node";
import { hasAnswer, isReadScript } from "./scripts/registry";

const MAX_NAMED = 12;
const MAX_NOTED = 500;

/** Scripts whose answers are in the file and are not read here, so that nothing is passed over in silence. */
export class UnreadScripts {
  private readonly counts = new Map<string, number>();

  note(result: ScriptResult): void {
    const { id } = result;
    if (isReadScript(id) || !hasAnswer(result) || (this.counts.size >= MAX_NOTED && !this.counts.has(id))) return;
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
  }

  /** One sentence, the most frequent first; null when everything was read. */
  warning(): string | null {
    if (this.counts.size === 0) return null;
    const sorted = [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const named = sorted.slice(0, MAX_NAMED).map(([id, count]) => `${cleanText(id, 60)} (${count})`);
    const more = sorted.length > MAX_NAMED ? ` and ${sorted.length - MAX_NAMED} more` : "";
    return `Answers of these nmap scripts are not read here, with how many the file holds: ${named.join(", ")}${more}.`;
  }
}
