import type { Advisory, Leaf } from "../advisory/advisory";
import { vendorKeysOf } from "../advisory/vendor-relations";
import { type DeviceMake, productKey, productKeysOf } from "../software/attach-bill";
import type { Component } from "../software/component";
import { nameKey } from "../software/component-name";
import { parsePackageUrl } from "../software/package-url";
import { buildAdvisoryIndex } from "../vulnerability/advisory-index";
import { createLeafJudge } from "../vulnerability/match-device";
import type { ObservedProduct } from "../vulnerability/observed-product";
import { fitsComponent, fitVexProduct } from "./fit-vex-product";
import type { VexDocument, VexProduct, VexStatement } from "./vex-statement";
import type { VexWord } from "./vex-word";

/** Asks all statements about many devices and the components inside them. */
export interface VexMatcher {
  readonly documents: number;
  /** Statements that are, or may be, about the device. In the order of the documents. */
  match(device: { readonly id: string } & ObservedProduct): readonly VexWord[];
  /** Devices that statements name by their id here. */
  readonly deviceIds: readonly string[];
  /** Whether a statement may be about devices of a make, whatever else is known of them. Never false by mistake. */
  mayConcern(make: DeviceMake): boolean;
  /** Statements about a component itself, in whatever product it is. */
  matchComponent(component: Component): readonly VexWord[];
}

interface Entry {
  readonly document: VexDocument;
  readonly statement: VexStatement;
  readonly product: VexProduct;
}

/** Indexes the latest revision of each document; built once for a release. */
export function createVexMatcher(all: readonly VexDocument[]): VexMatcher {
  const documents = latestRevisions(all);
  const byDevice = new Map<string, Entry[]>();
  const byName = new Map<string, Entry[]>();
  const byPurl = new Map<string, Entry[]>();
  const byLeaf = new Map<Leaf, Entry[]>();
  const trees: Advisory[] = [];
  for (const document of documents) {
    const leaves = new Set<Leaf>();
    for (const statement of document.statements) {
      for (const product of statement.products) {
        const entry = { document, statement, product };
        if (product.leaf !== null) {
          leaves.add(product.leaf);
          push(byLeaf, product.leaf, entry);
          continue;
        }
        if (product.device?.id != null) push(byDevice, product.device.id, entry);
        if (product.device === null || product.device.serial !== null)
          for (const key of productKeysOf(product.name, product.vendor)) push(byName, key, entry);
        const key = product.device === null && product.purl !== null ? purlKey(product.purl) : null;
        if (key !== null) push(byPurl, key, entry);
      }
    }
    if (leaves.size > 0) trees.push(treeOf(document, [...leaves]));
  }
  const judgeLeaves = createLeafJudge(buildAdvisoryIndex(trees));
  return {
    documents: documents.length,
    match(device) {
      if (documents.length === 0) return [];
      const words: VexWord[] = [];
      const makerKeys = new Set(device.vendor === null ? [] : vendorKeysOf(device.vendor));
      const say = (entry: Entry, fit: "in" | "open", why: string) => words.push(wordOf(entry, fit, why, makerKeys));
      for (const { compiled, answer, reason } of trees.length === 0 ? [] : judgeLeaves(device)) {
        if (answer === "out") continue;
        for (const entry of byLeaf.get(compiled.leaf) ?? []) say(entry, answer === "in" ? "in" : "open", reason);
      }
      const named = new Set(byDevice.get(device.id));
      for (const name of [device.product, device.orderNumber]) {
        if (name !== null) for (const entry of byName.get(productKey(name)) ?? []) named.add(entry);
      }
      for (const entry of named) {
        const { answer, why } = fitVexProduct(entry.product, device);
        if (answer !== "out") say(entry, answer, why);
      }
      return words;
    },
    deviceIds: [...byDevice.keys()],
    mayConcern({ vendor, model, orderNumber, firmware }) {
      if ([model, orderNumber].some((name) => name !== null && byName.has(productKey(name)))) return true;
      if (trees.length === 0) return false;
      const known = { vendor, product: model, model: null, orderNumber, firmware };
      const unknown = { hardwareVersion: null, serial: null, raw: "", answers: new Map<string, boolean>() };
      return judgeLeaves({ ...known, ...unknown }).some(({ answer }) => answer !== "out");
    },
    matchComponent(component) {
      const key = component.purl === null ? null : purlKey(component.purl);
      return (key === null ? [] : (byPurl.get(key) ?? []))
        .filter(({ product }) => fitsComponent(product, component))
        .map((entry) => wordOf(entry, "in", `it names ${entry.product.written}`, new Set()));
    },
  };
}

/** Of revisions of one document by one issuer the last; several where nothing tells them apart. */
function latestRevisions(documents: readonly VexDocument[]): VexDocument[] {
  const latest = new Map<string, VexDocument[]>();
  for (const document of documents) {
    const key = JSON.stringify([document.format, document.issuer, document.id]);
    const known = latest.get(key);
    const order = known?.[0] ? compareRevisions(document, known[0]) : 1;
    if (order > 0) latest.set(key, [document]);
    else if (order === 0) known?.push(document);
  }
  return [...latest.values()].flat();
}

/** By date, then by the number that they bear. */
function compareRevisions(one: VexDocument, other: VexDocument): number {
  const [a, b] = [one.publishedMs ?? -1, other.publishedMs ?? -1];
  return a === b ? one.revision.localeCompare(other.revision, "en", { numeric: true }) : a - b;
}

/** The leaves as an advisory without any status, for the judge of leaves. */
function treeOf({ id, issuer, source, publishedMs, revision }: VexDocument, leaves: readonly Leaf[]): Advisory {
  return {
    id,
    title: "",
    publisher: issuer,
    category: "csaf_vex",
    revision,
    releasedMs: publishedMs,
    contentHash: "",
    source,
    leaves,
    vulnerabilities: [
      {
        ...{
          id: "",
          title: null,
          cwe: null,
          pointer: "",
          cvssVectors: [],
          remediations: [],
          justifications: new Map(),
        },
        status: new Map(leaves.map(({ productId }) => [productId, []])),
      },
    ],
    references: [],
  };
}

function wordOf(
  { document, statement, product }: Entry,
  fit: "in" | "open",
  why: string,
  makerKeys: ReadonlySet<string>,
): VexWord {
  const { vulnerabilities, status, justification, impact, action, saidMs, pointer } = statement;
  return {
    ...{ vulnerabilities, status, justification, impact, action, pointer, fit, why },
    issuer: document.issuer,
    saidMs: saidMs ?? document.publishedMs,
    format: document.format,
    document: document.id,
    revision: document.revision,
    source: document.source,
    product: product.written,
    components: product.components,
    isOfMaker: vendorKeysOf(issuerName(document.issuer)).some((key) => makerKeys.has(key)),
  };
}

/** "Siemens ProductCERT" speaks for Siemens. */
const issuerName = (issuer: string) =>
  issuer.replace(/\s*\b(?:product\s?cert|psirt|p?cert|security team|csirt)\b.*$/i, "");

function purlKey(purl: string): string | null {
  const parsed = parsePackageUrl(purl);
  return parsed && `${parsed.type} ${nameKey(parsed.name)}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
