import { AppError } from "@/lib/domain/errors";
import type { BillOfMaterials, SoftwareComponent } from "@/lib/domain/software/bill-of-materials";
import { at, dateMsOf, type Json, listOf, MAX_DEPTH, member, parseJson, textOf, textOrNull } from "../json-document";

/** Components of one document; a container image has some thousand. */
const MAX_COMPONENTS = 100_000;

/**
 * Reads CycloneDX (1.2 to 1.6) and SPDX 2 documents in JSON.
 * @throws AppError with a sentence for anything else
 */
export function readSbom(bytes: Uint8Array, source: string): BillOfMaterials {
  const document = parseJson(bytes, source);
  if (member(document, "bomFormat") === "CycloneDX") return readCycloneDx(document);
  if (String(member(document, "spdxVersion") ?? "").startsWith("SPDX-2")) return readSpdx(document);
  throw new AppError(
    "unsupported-format",
    `${source} is neither a CycloneDX nor an SPDX 2 document in JSON. Export it in one of these.`,
  );
}

/** Components may hold components; all are parts of the product. */
function readCycloneDx(document: Json): BillOfMaterials {
  const draft = new Draft();
  const walk = (list: Json, depth: number) => {
    for (const it of listOf(list)) {
      draft.add({
        name: textOrNull(member(it, "name"), 300),
        group: textOrNull(member(it, "group"), 300),
        version: textOrNull(member(it, "version"), 200),
        supplier: textOrNull(at(it, "supplier", "name"), 300) ?? textOrNull(member(it, "publisher"), 300),
        purl: textOrNull(member(it, "purl"), 1_000),
        cpe: textOrNull(member(it, "cpe"), 500),
      });
      if (depth < MAX_DEPTH) walk(member(it, "components"), depth + 1);
    }
  };
  walk(member(document, "components"), 0);
  const root = at(document, "metadata", "component");
  walk(member(root, "components"), 0);
  return {
    format: "cyclonedx",
    subject: {
      vendor:
        textOrNull(at(root, "supplier", "name"), 300) ??
        textOrNull(at(root, "manufacturer", "name"), 300) ??
        textOrNull(at(document, "metadata", "supplier", "name"), 300),
      product: textOrNull(member(root, "name"), 300),
      version: textOrNull(member(root, "version"), 200),
    },
    createdMs: dateMsOf(at(document, "metadata", "timestamp")),
    ...draft.get(),
  };
}

/** SPDX 2.x: packages; the one that the document describes is the product. */
function readSpdx(document: Json): BillOfMaterials {
  const packages = listOf(member(document, "packages"));
  const described = new Set(
    [
      ...listOf(member(document, "documentDescribes")),
      ...listOf(member(document, "relationships"))
        .filter((it) => member(it, "relationshipType") === "DESCRIBES")
        .map((it) => member(it, "relatedSpdxElement")),
    ].filter((it) => typeof it === "string"),
  );
  const draft = new Draft();
  let root: Json;
  for (const it of packages) {
    if (root === undefined && described.has(textOf(member(it, "SPDXID")))) {
      root = it;
      if (packages.length > 1) continue;
    }
    const references = listOf(member(it, "externalRefs"));
    const reference = (type: RegExp, limit: number) =>
      textOrNull(
        member(
          references.find((one) => type.test(String(member(one, "referenceType")))),
          "referenceLocator",
        ),
        limit,
      );
    draft.add({
      name: textOrNull(member(it, "name"), 300),
      group: null,
      version: textOrNull(member(it, "versionInfo"), 200),
      supplier: supplierOf(it),
      purl: reference(/^purl$/, 1_000),
      cpe: reference(/^cpe2[23]Type$/i, 500),
    });
  }
  return {
    format: "spdx",
    subject: {
      vendor: supplierOf(root),
      product: textOrNull(member(root, "name"), 300) ?? textOrNull(member(document, "name"), 300),
      version: textOrNull(member(root, "versionInfo"), 200),
    },
    createdMs: dateMsOf(at(document, "creationInfo", "created")),
    ...draft.get(),
  };
}

/** "Organization: Debian (mail)" without its kind and address; NOASSERTION says nothing. */
function supplierOf(value: Json): string | null {
  const text = textOrNull(member(value, "supplier"), 300);
  if (text === null || text === "NOASSERTION") return null;
  return text.replace(/^(?:organization|person)\s*:\s*/i, "").replace(/\s*\([^)]*\)\s*$/, "") || null;
}

interface Named extends Omit<SoftwareComponent, "name"> {
  readonly name: string | null;
  readonly group: string | null;
}

/** Gathers components once each, up to the limit. */
class Draft {
  private readonly known = new Map<string, SoftwareComponent>();
  private skipped = 0;

  add({ name, group, version, supplier, purl, cpe }: Named): void {
    if (name === null || this.known.size >= MAX_COMPONENTS) {
      this.skipped += 1;
      return;
    }
    const isSilent = version === null || /^(?:NOASSERTION|NONE|)$/.test(version);
    const component = {
      name: group === null ? name : `${group}/${name}`,
      version: isSilent ? null : version,
      supplier,
      purl,
      cpe,
    };
    const key = JSON.stringify([component.name, component.version, purl]);
    if (!this.known.has(key)) this.known.set(key, component);
  }

  get(): Pick<BillOfMaterials, "components" | "skipped"> {
    return { components: [...this.known.values()], skipped: this.skipped };
  }
}
