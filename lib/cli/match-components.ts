import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { AppError } from "@/lib/domain/errors";
import type { BillOfMaterials } from "@/lib/domain/software/bill-of-materials";
import { componentKey, componentKeys } from "@/lib/domain/software/component-name";
import { matchComponent } from "@/lib/domain/software/match-component";
import type { CveRecord } from "@/lib/domain/vulnerability/cve-facts";
import { print, printJson } from "./output";
import { textTable } from "./text-table";

interface MatchComponentsOptions {
  readonly sbom: string;
  readonly cves: string;
  /** Null: every record against every component. */
  readonly rows: string | null;
  readonly isJson: boolean;
  readonly isWhyNot: boolean;
}

interface Answer {
  readonly cve: string;
  readonly component: string;
  readonly version: string | null;
  readonly verdict: "affected" | "possible" | "not_affected";
  readonly why: string;
  readonly condition: string | null;
}

const MAX_UNPACKED_BYTES = 1 << 30;

/** `match --sbom`: which CVE records apply to the components of a bill of materials. */
export async function matchComponents({ sbom, cves, rows, isJson, isWhyNot }: MatchComponentsOptions): Promise<number> {
  const [{ readSbom }, { readCve }] = await Promise.all([
    import("@/lib/knowledge/sbom/read-sbom"),
    import("@/lib/knowledge/read-cve"),
  ]);
  const bill = readSbom(await bytesOf(sbom), sbom);
  const { records } = readCve(await bytesOf(cves), cves);
  const answers = rows === null ? all(bill, records) : await asked(rows, bill, records);
  const shown = rows === null && !isWhyNot ? answers.filter(({ verdict }) => verdict !== "not_affected") : answers;
  if (isJson) printJson({ components: bill.components.length, records: records.length, rows: shown });
  else {
    const cells = shown.map((it) => [it.cve, it.component, it.version ?? "", it.verdict.replace("_", " "), it.why]);
    print(textTable(["CVE", "component", "version", "verdict", "why"], cells));
  }
  return 0;
}

function all({ components }: BillOfMaterials, records: readonly CveRecord[]): Answer[] {
  return components.flatMap((component) =>
    records.flatMap((record) => {
      const verdict = matchComponent(component, record);
      return verdict ? [answerOf(record.cve, component, verdict)] : [];
    }),
  );
}

async function asked(path: string, bill: BillOfMaterials, records: readonly CveRecord[]): Promise<Answer[]> {
  const { listOf, member, parseJson, textOf } = await import("@/lib/knowledge/json-document");
  const byId = new Map(records.map((it) => [it.cve, it]));
  const list = listOf(member(parseJson(await bytesOf(path), path), "rows"));
  if (list.length === 0) throw new AppError("unsupported-format", `${path} has no "rows".`);
  return list.map((row): Answer => {
    const [cve, name] = [textOf(member(row, "cve"), 40), textOf(member(row, "component"), 300)];
    const component =
      bill.components.find((it) => it.name === name) ??
      bill.components.find((it) => componentKeys(it).has(componentKey(name)));
    const said = (verdict: Answer["verdict"], why: string): Answer => ({
      ...{ cve, component: name, version: component?.version ?? null, verdict, why, condition: null },
    });
    if (!component) return said("not_affected", "the bill of materials has no such component");
    const record = byId.get(cve);
    if (!record) return said("possible", "the record is not among the CVE records");
    const verdict = matchComponent(component, record);
    return verdict ? answerOf(cve, component, verdict) : said("not_affected", "the record is about other products");
  });
}

function answerOf(
  cve: string,
  { name, version }: BillOfMaterials["components"][number],
  { kind, why, condition }: NonNullable<ReturnType<typeof matchComponent>>,
): Answer {
  return { cve, component: name, version, verdict: kind, why, condition };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError("not-found", `${path} cannot be read (${cause.code}).`, { cause });
  });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    throw new AppError("damaged-file", `${path} cannot be unpacked.`, { cause });
  }
}
