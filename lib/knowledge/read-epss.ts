import { type KnowledgeLedger, LedgerDraft } from "./ledger";

const NEWLINE = 10;

/** FIRST's EPSS scores: CSV of cve, epss, percentile. Rows that are no such triple are counted and left out. */
export function readEpss(bytes: Uint8Array, source: string): { scores: Map<string, number>; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const scores = new Map<string, number>();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(NEWLINE, start);
    const end = found === -1 ? text.length : found;
    const line = text.toString("latin1", start, end);
    start = end + 1;
    if (line === "" || line.startsWith("#") || line.startsWith("cve,")) continue;
    const comma = line.indexOf(",");
    const score = Number.parseFloat(line.slice(comma + 1));
    const cve = line.slice(0, comma);
    const isRead = cve.startsWith("CVE-") && cve.length <= 40 && score >= 0 && score <= 1;
    draft.record(isRead);
    if (isRead) scores.set(cve, score);
    else draft.note("unreadable-number", line);
  }
  return { scores, ledger: draft.get() };
}
