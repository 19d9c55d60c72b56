import { basename } from "node:path";
import type { Advisory } from "@/lib/domain/advisory/advisory";
import { AppError } from "@/lib/domain/errors";
import type { ObservedProduct } from "@/lib/domain/vulnerability/observed-product";
import type { AdvisoryVerdict } from "@/lib/domain/vulnerability/verdict";
import type { Command } from "./command";
import { UsageError } from "./command";
import { listFiles } from "./list-files";
import { print, printJson, tell } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { readInput } from "./read-input";
import { textTable } from "./text-table";

export const match: Command = {
  help: `Usage: sightglass match --advisories FOLDER --rows FILE [--json] [--why-not]
       sightglass match --sbom FILE --cves PATH [--rows FILE] [--json] [--why-not]

Says which security advisories apply to products, without a database: leaf by leaf through each CSAF product tree, by
order number, name, family and version. Definite findings are affected for certain; possible ones wait for the answer
to the question that stands beside them.

  --advisories FOLDER  CSAF 2.0 or 2.1 documents, in any depth of folders
  --rows FILE          JSON: {"rows": [{"id": "…", "observed": {"vendor": "…", "product": "…", "model": null,
                       "order_number": null, "firmware": "…", "raw": "…"}}]}
With --sbom: which CVE records apply to the components of a bill of materials, by package URL, CPE and name.

  --sbom FILE          CycloneDX (JSON, XML) or SPDX (2 in JSON or tag-value, 3 in JSON)
  --cves PATH          CVE records (JSON 5): one, a list, or one on each line; OSV records; a file or a folder, also .gz
  --rows FILE          JSON: {"rows": [{"cve": "CVE-…", "component": "…"}]}: answer for these only,
                       each "affected", "not_affected", or "ambiguous" where it cannot be told

  --json               print one JSON document: for each row definite and possible advisories with CVEs and reasons
  --why-not            also name the advisories that were looked at and do not apply, with the reason

Exit code 1 when the rows or every advisory cannot be read.`,

  async run(args) {
    const values = parseOnlyOptions("match", args, {
      advisories: { type: "string" },
      rows: { type: "string" },
      json: { type: "boolean" },
      "why-not": { type: "boolean" },
      sbom: { type: "string" },
      cves: { type: "string" },
    });
    if (values.sbom !== undefined) {
      if (!values.cves || values.advisories) throw new UsageError("match --sbom FILE needs --cves PATH");
      const { matchComponents } = await import("./match-components");
      return matchComponents({
        sbom: values.sbom,
        cves: values.cves,
        rows: values.rows ?? null,
        isJson: values.json === true,
        isWhyNot: values["why-not"] === true,
      });
    }
    if (!values.advisories || !values.rows) throw new UsageError("match needs --advisories FOLDER and --rows FILE");
    const rows = await readRows(values.rows);
    const advisories = await readAdvisories(values.advisories);
    if (advisories.length === 0)
      throw new AppError("unsupported-format", `${values.advisories} holds no CSAF document.`);
    const [{ buildAdvisoryIndex }, { createMatcher }] = await Promise.all([
      import("@/lib/domain/vulnerability/advisory-index"),
      import("@/lib/domain/vulnerability/match-device"),
    ]);
    const matcher = createMatcher(buildAdvisoryIndex(advisories));
    const answers = rows.map(({ id, observed }) => answerOf(id, matcher.match(observed), values["why-not"] === true));
    if (values.json) printJson({ advisories: advisories.length, rows: answers });
    else print(textOfAnswers(answers));
    return 0;
  },
};

interface Row {
  readonly id: string;
  readonly observed: ObservedProduct;
}

async function readRows(path: string): Promise<Row[]> {
  const { parseJson, listOf, member } = await import("@/lib/knowledge/json-document");
  const { observedProductOf } = await import("@/lib/knowledge/observed-product");
  const bytes = await readInput(path);
  const rows = listOf(member(parseJson(bytes, path), "rows"));
  if (rows.length === 0) throw new AppError("unsupported-format", `${path} has no "rows".`);
  return rows.map((row, index) => {
    const id = member(row, "id");
    return { id: typeof id === "string" ? id : String(index), observed: observedProductOf(member(row, "observed")) };
  });
}

async function readAdvisories(folder: string): Promise<Advisory[]> {
  const { readCsaf } = await import("@/lib/knowledge/csaf/read-csaf");
  const advisories = new Map<string, Advisory>();
  for (const path of await listFiles([folder])) {
    if (!path.endsWith(".json")) continue;
    try {
      const { advisory } = readCsaf(await readInput(path), basename(path));
      if (advisory) advisories.set(advisory.id, advisory);
      else tell(`sightglass: ${path} is no CSAF document.`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      tell(`sightglass: ${error.message}`);
    }
  }
  return [...advisories.values()];
}

interface Finding {
  readonly advisory: string;
  readonly cves: readonly string[];
  readonly why: string;
}

interface Answer {
  readonly id: string;
  readonly definite: readonly (Finding & Pick<AdvisoryVerdict, "confidence" | "fix" | "cards">)[];
  readonly possible: readonly (Finding & Pick<AdvisoryVerdict, "questions" | "cards">)[];
  readonly notAffected?: readonly Finding[];
}

function answerOf(id: string, verdicts: readonly AdvisoryVerdict[], whyNot: boolean): Answer {
  const of = (kind: AdvisoryVerdict["kind"]) => verdicts.filter((it) => it.kind === kind);
  return {
    id,
    definite: of("affected").map(({ advisory, cves, why, confidence, fix, cards }) => ({
      advisory,
      cves,
      why,
      confidence,
      fix,
      cards,
    })),
    possible: of("possible").map(({ advisory, cves, why, questions, cards }) => ({
      advisory,
      cves,
      why,
      questions,
      cards,
    })),
    ...(whyNot ? { notAffected: of("not_affected").map(({ advisory, cves, why }) => ({ advisory, cves, why })) } : {}),
  };
}

function textOfAnswers(answers: readonly Answer[]): string {
  const rows = answers.flatMap(({ id, definite, possible, notAffected }) => [
    ...definite.map((it) => [id, it.confidence ?? "", it.advisory, String(it.cves.length), it.why]),
    ...possible.map((it) => [id, "possible", it.advisory, String(it.cves.length), it.why]),
    ...(notAffected ?? []).map((it) => [id, "not affected", it.advisory, "", it.why]),
  ]);
  return textTable(["row", "verdict", "advisory", "CVEs", "why"], rows);
}
