import type { CveRecord } from "@/lib/domain/vulnerability/cve-facts";
import { at, type Json, listOf, member, parseJson, textOf, textOrNull } from "./json-document";
import { type KnowledgeLedger, LedgerDraft } from "./ledger";
import { readAffected } from "./read-affected";

const VECTOR_KEYS = ["cvssV4_0", "cvssV3_1", "cvssV3_0"] as const;
const MAX_VECTORS = 20;

/** CVE records (JSON 5): one document, a list of them, or one in each line. SSVC points stand in CISA's container. */
export function readCve(bytes: Uint8Array, source: string): { records: CveRecord[]; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const records: CveRecord[] = [];
  for (const document of documentsOf(bytes, source, draft)) {
    const cve = textOf(at(document, "cveMetadata", "cveId"), 40);
    const isRead = /^CVE-\d{4}-\d{4,}$/.test(cve);
    draft.record(isRead);
    if (isRead) records.push(readRecord(cve, document));
    else draft.note("wrong-shape", cve);
  }
  return { records, ledger: draft.get() };
}

function* documentsOf(bytes: Uint8Array, source: string, draft: LedgerDraft): Generator<Json> {
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!/^\s*\{.*\}\s*\n\s*\{/.test(text.slice(0, text.indexOf("\n") + 200))) {
    const whole = parseJson(bytes, source);
    if (Array.isArray(whole)) yield* whole;
    else yield whole;
    return;
  }
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    let document: Json;
    try {
      document = JSON.parse(line);
    } catch {
      draft.record(false);
      draft.note("not-json", line.slice(0, 80));
      continue;
    }
    yield document;
  }
}

function readRecord(cve: string, document: Json): CveRecord {
  const containers = [at(document, "containers", "cna"), ...listOf(at(document, "containers", "adp"))];
  const metrics = containers.flatMap((container) => listOf(member(container, "metrics")));
  const options = metrics.flatMap((metric) => listOf(at(metric, "other", "content", "options")));
  // The case of names and values varies between records.
  const point = (name: string) => {
    for (const option of options) {
      for (const key of typeof option === "object" && option !== null ? Object.keys(option) : []) {
        if (key.toLowerCase() === name) return textOf(member(option, key), 20).toLowerCase();
      }
    }
    return "";
  };
  const exploitation = point("exploitation");
  const automatable = point("automatable");
  const impact = point("technical impact");
  const descriptions = listOf(at(document, "containers", "cna", "descriptions"));
  const english = descriptions.find((it) => textOf(member(it, "lang"), 10).startsWith("en")) ?? descriptions[0];
  return {
    id: cve,
    title: textOrNull(at(document, "containers", "cna", "title"), 300),
    description: textOf(member(english, "value"), 4_000),
    affected: readAffected(document),
    exploitation:
      exploitation === "none" || exploitation === "active" ? exploitation : exploitation.includes("poc") ? "poc" : null,
    automatable: automatable === "yes" ? true : automatable === "no" ? false : null,
    technicalImpact: impact === "partial" || impact === "total" ? impact : null,
    cvssVectors: metrics
      .flatMap((metric) => VECTOR_KEYS.map((key) => textOf(at(metric, key, "vectorString"), 200)))
      .filter((vector) => vector !== "")
      .slice(0, MAX_VECTORS),
  };
}
