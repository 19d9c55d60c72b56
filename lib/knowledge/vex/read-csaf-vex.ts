import type { Advisory, AdvisoryVulnerability, Leaf, LeafStatus } from "@/lib/domain/advisory/advisory";
import type { VexDocument, VexProduct, VexStatement, VexStatus } from "@/lib/domain/vex/vex-statement";

/** A later entry of this list wins where a document gives one product several statuses. */
const STATUS_OF: readonly (readonly [VexStatus, readonly LeafStatus[]])[] = [
  ["fixed", ["fixed", "first_fixed", "recommended"]],
  ["not_affected", ["known_not_affected"]],
  ["under_investigation", ["under_investigation"]],
  ["affected", ["known_affected", "first_affected", "last_affected"]],
];

/** The statements of a CSAF document of the VEX profile: one per vulnerability, status, reason and action. */
export function readCsafVex(advisory: Advisory): VexDocument {
  const products = new Map(advisory.leaves.map((leaf) => [leaf.productId, productOf(leaf)]));
  return {
    format: "CSAF VEX",
    id: advisory.id,
    revision: advisory.revision,
    issuer: advisory.publisher === "" ? "an unnamed publisher" : advisory.publisher,
    publishedMs: advisory.releasedMs,
    source: advisory.source,
    statements: advisory.vulnerabilities.flatMap((it) => statementsOf(it, products)),
  };
}

function statementsOf(
  { id, pointer, status, justifications, remediations }: AdvisoryVulnerability,
  products: ReadonlyMap<string, VexProduct>,
): VexStatement[] {
  const drafts = new Map<string, Omit<VexStatement, "products"> & { products: VexProduct[] }>();
  for (const [productId, statuses] of status) {
    const product = products.get(productId);
    const said = STATUS_OF.findLast(([, names]) => names.some((it) => statuses.includes(it)))?.[0];
    if (!product || !said) continue;
    const justification = said === "not_affected" ? (justifications.get(productId) ?? null) : null;
    const action =
      remediations.find((it) => it.productIds.length === 0 || it.productIds.includes(productId))?.details ?? null;
    const key = JSON.stringify([said, justification, action]);
    const known = drafts.get(key);
    if (known) known.products.push(product);
    else
      drafts.set(key, {
        vulnerabilities: [id.toUpperCase()],
        status: said,
        justification,
        impact: null,
        action,
        saidMs: null,
        pointer,
        products: [product],
      });
  }
  return [...drafts.values()];
}

function productOf(leaf: Leaf): VexProduct {
  const { installedOn } = leaf;
  // Firmware on its hardware is the product itself; anything else on it is a part.
  const part = installedOn && !/firmware|operating system|\bos\b/i.test(installedOn.component.productNames.join(" "));
  const named = part ? installedOn.host : leaf;
  const component = part ? installedOn.component : null;
  return {
    written: leaf.fullName === "" ? leaf.productId : leaf.fullName,
    device: null,
    vendor: named.vendor === "" ? null : named.vendor,
    name: named.productNames.at(-1) ?? named.fullName,
    version: named.versionSlot,
    range: null,
    purl: named.purl,
    leaf: named,
    components: component
      ? [
          {
            name: component.productNames.at(-1) ?? component.fullName,
            version: component.versionSlot,
            purl: component.purl,
          },
        ]
      : [],
  };
}
