import { createHash } from "node:crypto";
import {
  type Advisory,
  type AdvisoryVulnerability,
  LEAF_STATUSES,
  type Leaf,
  type LeafStatus,
  type Remediation,
} from "@/lib/domain/advisory/advisory";
import { pushAll } from "@/lib/domain/long-lists";
import {
  at,
  dateMsOf,
  isDamaged,
  type Json,
  listOf,
  MAX_DEPTH,
  member,
  parseJson,
  textOf,
  textOrNull,
  textsOf,
} from "../json-document";
import { type KnowledgeLedger, LedgerDraft } from "../ledger";

const MAX_LEAVES = 100_000;
const MAX_VULNERABILITIES = 20_000;
const MAX_PROSE = 4_000;

/**
 * Reads a CSAF document, version 2.0 or 2.1: security advisories and VEX alike. Survives what real documents do (invalid
 * ranges, products in no status, damaged text, relationships without a product) and says so in the ledger.
 * @throws AppError with a sentence when it is no CSAF document at all
 */
export function readCsaf(bytes: Uint8Array, source: string): { advisory: Advisory | null; ledger: KnowledgeLedger } {
  const draft = new LedgerDraft(source);
  const root = parseJson(bytes, source);
  if (!isCsaf(root)) {
    draft.record(false);
    draft.note("wrong-kind", "it has no document.csaf_version");
    return { advisory: null, ledger: draft.get() };
  }
  const document = member(root, "document");
  const leaves = readTree(member(root, "product_tree"), draft);
  const groups = readGroups(member(root, "product_tree"));
  const known = new Set(leaves.map(({ productId }) => productId));
  const vulnerabilities = listOf(member(root, "vulnerabilities"))
    .slice(0, MAX_VULNERABILITIES)
    .map((it, index) => readVulnerability(it, index, groups, known, draft));
  const listed = new Set(vulnerabilities.flatMap(({ status }) => [...status.keys()]));
  const inRelations = new Set(
    leaves.flatMap(({ installedOn: it }) => (it ? [it.host.productId, it.component.productId] : [])),
  );
  for (const { productId } of leaves)
    if (!listed.has(productId) && !inRelations.has(productId)) draft.note("missing-status", productId);
  const title = textOf(member(document, "title"));
  if ([title, ...leaves.map(({ fullName }) => fullName)].some(isDamaged)) draft.note("damaged-text", title);
  const tracking = member(document, "tracking");
  const id = textOf(member(tracking, "id"), 200);
  draft.record(true);
  return {
    advisory: {
      id: id === "" ? source : id,
      title,
      publisher: textOf(at(document, "publisher", "name"), 200),
      category: textOf(member(document, "category"), 100),
      revision: textOf(member(tracking, "version"), 50),
      releasedMs: dateMsOf(member(tracking, "current_release_date")),
      contentHash: createHash("sha256").update(bytes).digest("hex"),
      source,
      leaves,
      vulnerabilities,
      references: listOf(member(document, "references"))
        .slice(0, 50)
        .map((it) => textOf(member(it, "url")))
        .filter((it) => /^https?:\/\//i.test(it)),
    },
    ledger: draft.get(),
  };
}

export function isCsaf(root: Json): boolean {
  return typeof at(root, "document", "csaf_version") === "string";
}

interface Branch {
  readonly node: Json;
  readonly pointer: string;
  readonly names: readonly (readonly [category: string, name: string])[];
}

/** Branches, flat products, relationships and paths, without recursion: depth is the document's own choice. */
function readTree(tree: Json, draft: LedgerDraft): Leaf[] {
  const leaves: Leaf[] = [];
  const byId = new Map<string, Leaf>();
  const add = (leaf: Leaf) => {
    if (leaf.productId === "") return;
    if (byId.has(leaf.productId)) {
      draft.note("duplicate", leaf.productId);
      return;
    }
    if (leaves.length >= MAX_LEAVES) {
      draft.note("too-many", leaf.productId);
      return;
    }
    byId.set(leaf.productId, leaf);
    leaves.push(leaf);
  };
  const stack: Branch[] = childrenOf(tree, "/product_tree", []);
  while (stack.length > 0) {
    const branch = stack.pop() as Branch;
    const names = [
      ...branch.names,
      [textOf(member(branch.node, "category"), 60), textOf(member(branch.node, "name"))] as const,
    ];
    const product = member(branch.node, "product");
    if (product !== undefined) add(leafOf(product, `${branch.pointer}/product`, names));
    if (names.length >= MAX_DEPTH) draft.note("too-deep", branch.pointer.slice(0, 100));
    else pushAll(stack, childrenOf(branch.node, branch.pointer, names));
  }
  for (const [index, product] of listOf(member(tree, "full_product_names")).entries()) {
    add(leafOf(product, `/product_tree/full_product_names/${index}`, []));
  }
  const relate = (pointer: string, named: Json, { category, from, to }: Record<"category" | "from" | "to", Json>) => {
    // A product that is a relation itself stands for what it begins with, and for what it stands on.
    const first = byId.get(textOf(from, 300));
    const last = byId.get(textOf(to, 300));
    const component = first?.installedOn?.component ?? first;
    const host = last?.installedOn?.host ?? last;
    if (!host || !component) {
      draft.note("unknown-product", pointer);
      return;
    }
    add({
      ...leafOf(named, `${pointer}/full_product_name`, []),
      vendor: host.vendor,
      productNames: host.productNames,
      versionSlot: component.versionSlot,
      installedOn: { category: textOf(category, 60), host, component },
    });
  };
  for (const [index, relation] of listOf(member(tree, "relationships")).entries()) {
    relate(`/product_tree/relationships/${index}`, member(relation, "full_product_name"), {
      category: member(relation, "category"),
      from: member(relation, "product_reference"),
      to: member(relation, "relates_to_product_reference"),
    });
  }
  // CSAF 2.1: a product and the products that it leads to, the last of which is the host.
  for (const [index, path] of listOf(member(tree, "product_paths")).entries()) {
    const last = listOf(member(path, "subpaths")).at(-1);
    relate(`/product_tree/product_paths/${index}`, member(path, "full_product_name"), {
      category: member(last, "category"),
      from: member(path, "beginning_product_reference"),
      to: member(last, "next_product_reference"),
    });
  }
  return leaves;
}

function childrenOf(node: Json, pointer: string, names: Branch["names"]): Branch[] {
  return listOf(member(node, "branches"))
    .map((child, index) => ({ node: child, pointer: `${pointer}/branches/${index}`, names }))
    .reverse();
}

/** Branch categories that say what runs on a product rather than which one it is. */
const VERSIONS = new Set(["product_version", "product_version_range", "service_pack", "patch_level"]);

function leafOf(product: Json, pointer: string, names: Branch["names"]): Leaf {
  const identification = member(product, "product_identification_helper");
  const vendor = names.find(([category]) => category === "vendor")?.[1] ?? "";
  const versions = names.filter(([category]) => VERSIONS.has(category)).map(([, name]) => name);
  const productNames = names
    .filter(([category]) => category !== "vendor" && !VERSIONS.has(category))
    .map(([, name]) => name);
  const fullName = textOf(member(product, "name"));
  return {
    productId: textOf(member(product, "product_id"), 300),
    pointer,
    vendor: vendor === "" ? (fullName.split(/\s+/)[0] ?? "") : vendor,
    productNames,
    versionSlot: versions.length > 0 ? versions.join(" ") : null,
    fullName,
    orderNumbers: [
      ...textsOf(member(identification, "model_numbers"), 200),
      ...textsOf(member(identification, "skus"), 200),
    ],
    serialNumbers: textsOf(member(identification, "serial_numbers"), 200),
    cpe: textOrNull(member(identification, "cpe"), 400),
    purl: textOrNull(member(identification, "purl"), 400) ?? textsOf(member(identification, "purls"), 400)[0] ?? null,
    installedOn: null,
  };
}

function readGroups(tree: Json): ReadonlyMap<string, readonly string[]> {
  return new Map(
    listOf(member(tree, "product_groups")).map(
      (it) => [textOf(member(it, "group_id"), 300), textsOf(member(it, "product_ids"), 300)] as const,
    ),
  );
}

function readVulnerability(
  value: Json,
  index: number,
  groups: ReadonlyMap<string, readonly string[]>,
  known: ReadonlySet<string>,
  draft: LedgerDraft,
): AdvisoryVulnerability {
  const status = new Map<string, LeafStatus[]>();
  for (const name of LEAF_STATUSES) {
    for (const id of textsOf(at(value, "product_status", name), 300)) {
      if (!known.has(id)) draft.note("unknown-product", `/vulnerabilities/${index}: ${id}`);
      const list = status.get(id);
      if (list) list.push(name);
      else status.set(id, [name]);
    }
  }
  const cve = textOf(member(value, "cve"), 60);
  const own = textOf(member(listOf(member(value, "ids"))[0], "text"), 100);
  const id = cve !== "" ? cve.toUpperCase() : own !== "" ? own : "untitled";
  const weaknesses = listOf(member(value, "cwes"));
  return {
    id,
    title: textOrNull(member(value, "title")),
    cwe: textOrNull(at(value, "cwe", "id"), 20) ?? textOrNull(member(weaknesses[0], "id"), 20),
    pointer: `/vulnerabilities/${index}`,
    status,
    cvssVectors: vectorsOf(value),
    remediations: listOf(member(value, "remediations")).map((it) => remediationOf(it, groups)),
    justifications: justificationsOf(value, groups),
  };
}

/** CSAF 2.0 has scores[].cvss_v3, 2.1 metrics[].content.cvss_v3 and cvss_v4. */
function vectorsOf(value: Json): string[] {
  const holders = [
    ...listOf(member(value, "scores")),
    ...listOf(member(value, "metrics")).map((it) => member(it, "content")),
  ];
  const vectors = holders.flatMap((it) =>
    ["cvss_v4", "cvss_v3", "cvss_v2"].map((name) => textOf(at(it, name, "vectorString"), 300)),
  );
  return [...new Set(vectors.filter((it) => it !== ""))];
}

function productIdsOf(value: Json, groups: ReadonlyMap<string, readonly string[]>): string[] {
  const grouped = textsOf(member(value, "group_ids"), 300).flatMap((id) => groups.get(id) ?? []);
  return [...new Set([...textsOf(member(value, "product_ids"), 300), ...grouped])];
}

function remediationOf(value: Json, groups: ReadonlyMap<string, readonly string[]>): Remediation {
  const url = textOrNull(member(value, "url"));
  return {
    category: textOf(member(value, "category"), 60),
    details: textOf(member(value, "details"), MAX_PROSE),
    url: url !== null && /^https?:\/\//i.test(url) ? url : null,
    productIds: productIdsOf(value, groups),
  };
}

function justificationsOf(value: Json, groups: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const flag of listOf(member(value, "flags"))) {
    const label = textOf(member(flag, "label"), 100).replaceAll("_", " ");
    for (const id of productIdsOf(flag, groups)) found.set(id, label);
  }
  for (const threat of listOf(member(value, "threats"))) {
    if (member(threat, "category") !== "impact") continue;
    const details = textOf(member(threat, "details"), 400);
    for (const id of productIdsOf(threat, groups)) if (!found.has(id)) found.set(id, details);
  }
  return found;
}
