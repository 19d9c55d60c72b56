import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { AppError } from "@/lib/domain/errors";
import type { VulnerabilityRecord } from "@/lib/domain/software/affected-product";
import type { SoftwareBill } from "@/lib/domain/software/component";
import type { ComponentVerdictKind } from "@/lib/domain/software/match-component";
import { listFiles } from "./list-files";
import { print, printJson, tell } from "./output";
import { readInput } from "./read-input";
import { textTable } from "./text-table";

const MAX_UNPACKED_BYTES = 512 * 1024 ** 2;

/** `sightglass match --sbom`: a bill of materials against vulnerability records, without a database. */
export async function matchComponents({
  sbom,
  cves,
  rows,
  isJson,
  isWhyNot,
}: {
  readonly sbom: string;
  readonly cves: string;
  /** File of rows to answer; null: every component is matched with every record. */
  readonly rows: string | null;
  readonly isJson: boolean;
  readonly isWhyNot: boolean;
}): Promise<number> {
  const { readBill } = await import("@/lib/knowledge/sbom/read-bill");
  const { bill } = readBill(await contentOf(sbom), basename(sbom));
  const known = await readRecords(cves);
  if (known.size === 0) throw new AppError("unsupported-format", `${cves} holds no CVE or OSV record.`);
  const answers = rows === null ? await answerAll(bill, known, isWhyNot) : await answerRows(bill, known, rows);
  if (isJson) printJson({ components: bill.components.length, records: known.size, rows: answers });
  else {
    const table = answers.map((it) => [it.component, it.version ?? "", it.cve, it.verdict, it.why]);
    print(textTable(["component", "version", "vulnerability", "verdict", "why"], table));
  }
  return 0;
}

interface Answer {
  readonly cve: string;
  readonly component: string;
  readonly version: string | null;
  /** "ambiguous": it cannot be told; `why` says for which reason. The word of the rows' files. */
  readonly verdict: "affected" | "not_affected" | "ambiguous";
  readonly why: string;
  readonly range: string | null;
  readonly fixedIn: string | null;
  readonly conditions: readonly string[];
}

async function answerRows(
  bill: SoftwareBill,
  known: ReadonlyMap<string, VulnerabilityRecord>,
  path: string,
): Promise<Answer[]> {
  const { parseJson, listOf, member, textOf } = await import("@/lib/knowledge/json-document");
  const { judgeNamedComponent } = await import("@/lib/domain/software/judge-named-component");
  const rows = listOf(member(parseJson(await contentOf(path), path), "rows"));
  if (rows.length === 0) throw new AppError("unsupported-format", `${path} has no "rows".`);
  return rows.map((row) => {
    const cve = textOf(member(row, "cve"), 60);
    const name = textOf(member(row, "component"), 300);
    const record = known.get(cve);
    if (!record) {
      const why = "no record of this vulnerability is here";
      return {
        cve,
        component: name,
        version: null,
        verdict: "ambiguous",
        why,
        range: null,
        fixedIn: null,
        conditions: [],
      };
    }
    const { component, kind, why, range, fixedIn, conditions } = judgeNamedComponent(bill, name, record);
    return {
      cve,
      component: name,
      version: component?.version ?? null,
      verdict: wordOf(kind),
      why,
      range,
      fixedIn,
      conditions,
    };
  });
}

async function answerAll(
  bill: SoftwareBill,
  known: ReadonlyMap<string, VulnerabilityRecord>,
  isWhyNot: boolean,
): Promise<Answer[]> {
  const { buildComponentIndex, matchComponent } = await import("@/lib/domain/software/match-component");
  const index = buildComponentIndex(known.values());
  return bill.components.flatMap((component) =>
    matchComponent(component, index)
      .filter((it) => isWhyNot || it.kind !== "not_affected")
      .map(({ id, kind, why, range, fixedIn, conditions }) => ({
        cve: id,
        component: component.name,
        version: component.version,
        verdict: wordOf(kind),
        why,
        range,
        fixedIn,
        conditions,
      })),
  );
}

const wordOf = (kind: ComponentVerdictKind): Answer["verdict"] => (kind === "possible" ? "ambiguous" : kind);

async function readRecords(path: string): Promise<Map<string, VulnerabilityRecord>> {
  const { readCve } = await import("@/lib/knowledge/read-cve");
  const { readOsv } = await import("@/lib/knowledge/read-osv");
  const found = new Map<string, VulnerabilityRecord>();
  for (const file of await listFiles([path])) {
    if (!/\.jsonl?(?:\.gz)?$/i.test(file)) continue;
    try {
      const bytes = await contentOf(file);
      const { records: cveRecords } = readCve(bytes, basename(file));
      const records = cveRecords.length > 0 ? cveRecords : readOsv(bytes, basename(file)).records;
      for (const record of records) found.set(record.id, record);
      if (records.length === 0) tell(`sightglass: ${file} holds no CVE or OSV record.`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      tell(`sightglass: ${error.message}`);
    }
  }
  return found;
}

async function contentOf(path: string): Promise<Buffer> {
  const bytes = await readInput(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    throw new AppError("unsupported-format", `${path} does not unpack, or unpacks to more than 512 MB.`, { cause });
  }
}
