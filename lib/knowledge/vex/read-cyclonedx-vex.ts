import { DEVICE_PROPERTY, SERIAL_PROPERTY } from "@/lib/domain/vex/vex-device";
import {
  justificationWords,
  type VexDocument,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from "@/lib/domain/vex/vex-statement";
import { at, dateMsOf, type Json, listOf, MAX_DEPTH, member, textOf, textOrNull } from "../json-document";
import type { LedgerDraft } from "../ledger";
import { productOfPurl } from "./product-of-purl";
import { MAX_PRODUCT_TEXT, MAX_PRODUCTS_OF_STATEMENT, MAX_STATEMENTS, MAX_VEX_TEXT } from "./vex-limits";

/** impactAnalysisState of CycloneDX 1.4 to 1.7. */
const STATUS_OF: Readonly<Record<string, VexStatus>> = {
  resolved: "fixed",
  resolved_with_pedigree: "fixed",
  exploitable: "affected",
  in_triage: "under_investigation",
  false_positive: "not_affected",
  not_affected: "not_affected",
};

export function isCycloneDxVex(root: Json): boolean {
  return member(root, "bomFormat") === "CycloneDX" && Array.isArray(member(root, "vulnerabilities"));
}

interface Named {
  readonly product: Omit<VexProduct, "components">;
  /** False for what lies inside another component. */
  readonly isWhole: boolean;
}

/** CycloneDX with vulnerabilities: statements are the analyses; vulnerabilities without one say nothing. */
export function readCycloneDxVex(root: Json, source: string, fallbackId: string, draft: LedgerDraft): VexDocument {
  const subject = member(member(root, "metadata"), "component");
  const subjectRef = textOf(member(subject, "bom-ref"), MAX_PRODUCT_TEXT);
  const components = readComponents(root, subject);
  const listed = listOf(member(root, "vulnerabilities"));
  if (listed.length > MAX_STATEMENTS) draft.note("too-many", `${listed.length} vulnerabilities`);
  const publishedMs = dateMsOf(at(root, "metadata", "timestamp"));
  if (publishedMs === null) draft.note("unreadable-date", "the document has no timestamp");
  const revision = member(root, "version");
  return {
    format: "CycloneDX VEX",
    id: textOf(member(root, "serialNumber"), 100) || fallbackId,
    revision: typeof revision === "number" ? String(revision) : textOf(revision, 50),
    issuer: issuerOf(root, subject),
    publishedMs,
    source,
    statements: listed
      .slice(0, MAX_STATEMENTS)
      .flatMap((it, index) => statementsOf(it, index, { components, subjectRef }, draft)),
  };
}

interface Place {
  readonly components: ReadonlyMap<string, Named>;
  readonly subjectRef: string;
}

function statementsOf(value: Json, index: number, place: Place, draft: LedgerDraft): VexStatement[] {
  const pointer = `/vulnerabilities/${index}`;
  const names = [
    textOf(member(value, "id"), 200),
    ...listOf(member(value, "references")).map((it) => textOf(member(it, "id"), 200)),
  ];
  const vulnerabilities = [...new Set(names.map((it) => it.toUpperCase()).filter((it) => it !== ""))];
  const state = textOf(at(value, "analysis", "state"), 60);
  const stated = Object.hasOwn(STATUS_OF, state) ? (STATUS_OF[state] as VexStatus) : null;
  if (vulnerabilities.length === 0) draft.note("wrong-shape", `${pointer}: it names no vulnerability`);
  const affects = listOf(member(value, "affects"));
  if (affects.length > MAX_PRODUCTS_OF_STATEMENT) draft.note("too-many", `${pointer}: ${affects.length} products`);
  const byStatus = new Map<VexStatus, VexProduct[]>();
  let isNamed = false;
  for (const it of affects.slice(0, MAX_PRODUCTS_OF_STATEMENT)) {
    const ref = textOf(member(it, "ref"), MAX_PRODUCT_TEXT);
    const product = productOf(ref, place);
    if (!product) {
      draft.note("unknown-product", `${pointer}: ${ref}`);
      continue;
    }
    isNamed = true;
    for (const { status, ...versions } of versionsOf(it, stated)) {
      const list = byStatus.get(status);
      const said = { ...product, ...versions };
      if (list) list.push(said);
      else byStatus.set(status, [said]);
    }
  }
  if (vulnerabilities.length === 0) return [];
  if (affects.length === 0) draft.note("unknown-product", `${pointer}: it names no product`);
  else if (isNamed && byStatus.size === 0)
    draft.note("no-status", `${pointer}: it has neither an analysis nor versions`);
  const analysis = member(value, "analysis");
  const justification = textOrNull(member(analysis, "justification"), MAX_VEX_TEXT);
  return [...byStatus].map(([status, products]) => ({
    vulnerabilities,
    status,
    justification:
      status !== "not_affected"
        ? null
        : justification
          ? justificationWords(justification)
          : state === "false_positive"
            ? "false positive"
            : null,
    impact: textOrNull(member(analysis, "detail"), MAX_VEX_TEXT),
    action: textOrNull(member(value, "recommendation"), MAX_VEX_TEXT),
    saidMs: dateMsOf(member(analysis, "lastUpdated")) ?? dateMsOf(member(analysis, "firstIssued")),
    pointer,
    products,
  }));
}

/** What is said of which versions. The status of a version is the finer word, but for what an analysis clears altogether. */
function versionsOf(
  affect: Json,
  stated: VexStatus | null,
): (Partial<Pick<VexProduct, "version" | "range">> & { readonly status: VexStatus })[] {
  const versions = listOf(member(affect, "versions"));
  if (versions.length === 0) return stated === null ? [] : [{ status: stated }];
  return versions.flatMap((it) => {
    const word = textOf(member(it, "status"), 30) || "affected";
    const version = textOrNull(member(it, "version"), 200);
    const range = textOrNull(member(it, "range"), 400);
    if (version === null && range === null) return [];
    const status = statusOfVersion(word, stated);
    return status === null ? [] : [{ status, version: range === null ? version : null, range }];
  });
}

function statusOfVersion(word: string, stated: VexStatus | null): VexStatus | null {
  if (stated === "not_affected") return stated;
  if (word === "unaffected") return stated === "fixed" ? "fixed" : "not_affected";
  if (word === "unknown") return "under_investigation";
  return word === "affected" ? (stated === "under_investigation" ? stated : "affected") : null;
}

/** A reference to a part of the product is a word on the part in this product. */
function productOf(ref: string, { components, subjectRef }: Place): VexProduct | null {
  const found = components.get(ref) ?? components.get(fragmentOf(ref));
  const whole = components.get(subjectRef);
  if (found && !found.isWhole && whole) {
    const { name, version, purl } = found.product;
    return { ...whole.product, components: [{ name, version, purl }] };
  }
  if (found) return { ...found.product, components: [] };
  // A link to another document (BOM-Link): only a package URL says by itself what is meant.
  const text = fragmentOf(ref);
  const named = /^pkg:/i.test(text) ? productOfPurl(text) : null;
  return named && { ...named, written: ref, device: null, leaf: null, components: [] };
}

function fragmentOf(ref: string): string {
  const text = /^urn:cdx:[^#]*#(.*)$/i.exec(ref)?.[1];
  if (text === undefined) return ref;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** By bom-ref. Without recursion: how deep it goes is the document's own choice. */
function readComponents(root: Json, subject: Json): ReadonlyMap<string, Named> {
  const found = new Map<string, Named>();
  const hasSubject = textOf(member(subject, "name"), MAX_PRODUCT_TEXT) !== "";
  const stack: { readonly value: Json; readonly depth: number; readonly isWhole: boolean }[] = [
    ...listOf(member(root, "components")).map((value) => ({
      value,
      depth: 1,
      isWhole: !hasSubject || isDevice(value),
    })),
    { value: subject, depth: 0, isWhole: true },
  ];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth, isWhole } = next;
    const ref = textOf(member(value, "bom-ref"), MAX_PRODUCT_TEXT);
    const product = namedOf(value, ref);
    if (product && ref !== "" && !found.has(ref)) found.set(ref, { product, isWhole });
    if (depth >= MAX_DEPTH) continue;
    for (const inner of listOf(member(value, "components"))) {
      stack.push({ value: inner, depth: depth + 1, isWhole: isDevice(inner) });
    }
  }
  return found;
}

const isDevice = (component: Json) => member(component, "type") === "device";

function namedOf(component: Json, ref: string): Omit<VexProduct, "components"> | null {
  const purl = textOrNull(member(component, "purl"), MAX_PRODUCT_TEXT);
  const ofPurl = purl === null ? null : productOfPurl(purl);
  const name = textOf(member(component, "name"), MAX_PRODUCT_TEXT) || (ofPurl?.name ?? "");
  if (name === "") return null;
  const properties = new Map(
    listOf(member(component, "properties")).map((it) => [
      textOf(member(it, "name"), 100),
      textOf(member(it, "value"), MAX_PRODUCT_TEXT),
    ]),
  );
  const id = properties.get(DEVICE_PROPERTY) ?? null;
  const serial = properties.get(SERIAL_PROPERTY) ?? null;
  return {
    written: ref === "" ? name : `${name} (${ref})`,
    device: id === null && serial === null ? null : { id, serial },
    vendor:
      textOrNull(at(component, "manufacturer", "name"), 200) ??
      textOrNull(at(component, "supplier", "name"), 200) ??
      textOrNull(member(component, "publisher"), 200) ??
      ofPurl?.vendor ??
      null,
    name,
    version: textOrNull(member(component, "version"), 200) ?? ofPurl?.version ?? null,
    range: null,
    purl,
    leaf: null,
  };
}

function issuerOf(root: Json, subject: Json): string {
  const metadata = member(root, "metadata");
  const [author] = listOf(member(metadata, "authors"));
  return (
    [
      at(metadata, "manufacturer", "name"),
      at(metadata, "supplier", "name"),
      at(metadata, "manufacture", "name"),
      member(author, "name"),
      at(subject, "supplier", "name"),
      at(subject, "manufacturer", "name"),
      member(subject, "publisher"),
    ]
      .map((it) => textOf(it, 200))
      .find((it) => it !== "") ?? "an unnamed issuer"
  );
}
