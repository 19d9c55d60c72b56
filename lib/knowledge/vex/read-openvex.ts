import { parseCpe } from "@/lib/domain/software/component-name";
import { parsePackageUrl } from "@/lib/domain/software/package-url";
import {
  justificationWords,
  VEX_STATUSES,
  type VexComponent,
  type VexDocument,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from "@/lib/domain/vex/vex-statement";
import { at, dateMsOf, type Json, listOf, member, textOf, textOrNull, textsOf } from "../json-document";
import type { LedgerDraft } from "../ledger";
import { productOfPurl } from "./product-of-purl";
import {
  MAX_COMPONENTS_OF_PRODUCT,
  MAX_PRODUCT_TEXT,
  MAX_PRODUCTS_OF_STATEMENT,
  MAX_STATEMENTS,
  MAX_VEX_TEXT,
} from "./vex-limits";

/** "https://openvex.dev/ns/v0.2.0", alone or in a list. */
export function isOpenVex(context: Json): boolean {
  return [context, ...listOf(context)].some((it) => typeof it === "string" && /\bopenvex\b/.test(it));
}

/** OpenVEX 0.2.0, and 0.0.1 with its plain texts for vulnerabilities and products. */
export function readOpenVex(root: Json, source: string, fallbackId: string, draft: LedgerDraft): VexDocument {
  const statements = listOf(member(root, "statements"));
  if (statements.length === 0) draft.note("wrong-shape", "it has no statements");
  if (statements.length > MAX_STATEMENTS) draft.note("too-many", `${statements.length} statements`);
  const issuer = textOf(member(root, "author"), 200);
  const publishedMs = dateMsOf(member(root, "last_updated")) ?? dateMsOf(member(root, "timestamp"));
  if (publishedMs === null) draft.note("unreadable-date", "the document has no timestamp");
  const revision = member(root, "version");
  return {
    format: "OpenVEX",
    id: textOf(member(root, "@id"), 300) || fallbackId,
    revision: typeof revision === "number" ? String(revision) : textOf(revision, 50),
    issuer: issuer === "" ? "an unnamed author" : issuer,
    publishedMs,
    source,
    statements: statements.slice(0, MAX_STATEMENTS).flatMap((it, index) => statementOf(it, index, draft) ?? []),
  };
}

function statementOf(value: Json, index: number, draft: LedgerDraft): VexStatement | null {
  const pointer = `/statements/${index}`;
  const status = textOf(member(value, "status"), 60);
  if (!isStatus(status)) {
    draft.note("no-status", `${pointer}: “${status}”`);
    return null;
  }
  const named = member(value, "vulnerability");
  const names =
    typeof named === "string"
      ? [named]
      : [
          textOf(member(named, "name"), 200),
          textOf(member(named, "@id"), 300),
          ...textsOf(member(named, "aliases"), 200),
        ];
  const vulnerabilities = [...new Set(names.map(vulnerabilityName).filter((it) => it !== ""))];
  if (vulnerabilities.length === 0) {
    draft.note("wrong-shape", `${pointer}: it names no vulnerability`);
    return null;
  }
  const listed = listOf(member(value, "products"));
  if (listed.length > MAX_PRODUCTS_OF_STATEMENT) draft.note("too-many", `${pointer}: ${listed.length} products`);
  const products = listed.slice(0, MAX_PRODUCTS_OF_STATEMENT).flatMap((it) => productOf(it) ?? []);
  if (products.length === 0) {
    draft.note("unknown-product", `${pointer}: it names no product`);
    return null;
  }
  const justification = textOrNull(member(value, "justification"), MAX_VEX_TEXT);
  const impact =
    textOrNull(member(value, "impact_statement"), MAX_VEX_TEXT) ??
    textOrNull(member(value, "status_notes"), MAX_VEX_TEXT);
  // The specification asks for one of both; without, it is a word without a reason, and counts as one.
  if (status === "not_affected" && justification === null && impact === null) {
    draft.note("missing-reason", pointer);
  }
  return {
    vulnerabilities,
    status,
    justification: justification && justificationWords(justification),
    impact,
    action: textOrNull(member(value, "action_statement"), MAX_VEX_TEXT),
    saidMs: dateMsOf(member(value, "last_updated")) ?? dateMsOf(member(value, "timestamp")),
    pointer,
    products,
  };
}

function isStatus(text: string): text is VexStatus {
  return (VEX_STATUSES as readonly string[]).includes(text);
}

/** "https://nvd.nist.gov/vuln/detail/CVE-2023-1" and "cve-2023-1" are CVE-2023-1. */
function vulnerabilityName(text: string): string {
  const cve = /\bCVE-\d{4}-\d{4,9}\b/i.exec(text)?.[0];
  return (cve ?? text.trim()).toUpperCase();
}

function productOf(value: Json): VexProduct | null {
  const id =
    typeof value === "string" ? textOf(value, MAX_PRODUCT_TEXT) : textOf(member(value, "@id"), MAX_PRODUCT_TEXT);
  const purl = [id, textOf(at(value, "identifiers", "purl"), MAX_PRODUCT_TEXT)].find((it) => /^pkg:/i.test(it)) ?? null;
  const cpe =
    parseCpe(textOf(at(value, "identifiers", "cpe23"), MAX_PRODUCT_TEXT)) ??
    parseCpe(textOf(at(value, "identifiers", "cpe22"), MAX_PRODUCT_TEXT)) ??
    parseCpe(id);
  const named = (purl === null ? null : productOfPurl(purl)) ?? {
    vendor: cpe && cpe.vendor !== "*" ? cpe.vendor.replaceAll("_", " ") : null,
    name: cpe ? cpe.product.replaceAll("_", " ") : lastPart(id),
    version: cpe && !["", "*", "-"].includes(cpe.version) ? cpe.version : null,
    range: null,
    purl: null,
  };
  if (named.name === "") return null;
  const deviceId = /^urn:uuid:([0-9a-f-]{36})$/i.exec(id)?.[1]?.toLowerCase() ?? null;
  const serial = serialOf(purl);
  return {
    ...named,
    written: id === "" ? (purl ?? named.name) : id,
    device: deviceId === null && serial === null ? null : { id: deviceId, serial },
    leaf: null,
    components: listOf(member(value, "subcomponents"))
      .slice(0, MAX_COMPONENTS_OF_PRODUCT)
      .flatMap((it) => componentOf(it) ?? []),
  };
}

const serialOf = (purl: string | null) =>
  purl === null ? null : (parsePackageUrl(purl)?.qualifiers.get("serial") ?? null);

/** An address or name that is no package URL stands for what its last part says. */
const lastPart = (id: string) =>
  id
    .replace(/[/#]+$/, "")
    .split(/[/#]/)
    .at(-1) ?? "";

function componentOf(value: Json): VexComponent | null {
  const id =
    typeof value === "string" ? textOf(value, MAX_PRODUCT_TEXT) : textOf(member(value, "@id"), MAX_PRODUCT_TEXT);
  const purl = [id, textOf(at(value, "identifiers", "purl"), MAX_PRODUCT_TEXT)].find((it) => /^pkg:/i.test(it)) ?? null;
  const named = purl === null ? null : productOfPurl(purl);
  const name = named?.name ?? lastPart(id);
  return name === "" ? null : { name, version: named?.version ?? null, purl };
}
