import type { KevEntry } from "@/lib/domain/vulnerability/cve-facts";
import { listOf, member, parseJson, textOf } from "./json-document";
import { type KnowledgeLedger, LedgerDraft } from "./ledger";

/** CISA's catalogue of known exploited vulnerabilities. Entries without a CVE id are counted and left out. */
export function readKev(bytes: Uint8Array, source: string): { entries: KevEntry[]; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const entries: KevEntry[] = [];
  for (const row of listOf(member(parseJson(bytes, source), "vulnerabilities"))) {
    const cve = textOf(member(row, "cveID"), 40);
    const isRead = /^CVE-\d{4}-\d{4,}$/.test(cve);
    draft.record(isRead);
    if (!isRead) {
      draft.note("wrong-shape", cve);
      continue;
    }
    entries.push({
      cve,
      dateAdded: textOf(member(row, "dateAdded"), 10),
      isRansomware: /^known$/i.test(textOf(member(row, "knownRansomwareCampaignUse"), 20)),
    });
  }
  return { entries, ledger: draft.get() };
}
