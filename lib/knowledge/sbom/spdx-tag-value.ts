import type { Json } from "../json-document";

const MAX_LINES = 5_000_000;
/** Tag → member of SPDX's JSON form, where it is one text. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ["PackageName", "name"],
  ["SPDXID", "SPDXID"],
  ["PackageVersion", "versionInfo"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageLicenseConcluded", "licenseConcluded"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
]);

/** SPDX tag-value text in the shape of SPDX JSON, as far as a bill is read. Texts of several lines are skipped. */
export function spdxFromTagValue(text: string): Json {
  const packages: Record<string, Json>[] = [];
  const relationships: Json[] = [];
  const document: Record<string, Json> = { packages, relationships };
  let current: Record<string, Json> | null = null;
  let isInText = false;
  let lines = 0;
  for (const line of text.split(/\r?\n/)) {
    if (++lines > MAX_LINES) break;
    if (isInText) {
      isInText = !line.includes("</text>");
      continue;
    }
    const tag = /^[A-Za-z]+(?=:)/.exec(line)?.[0];
    if (tag === undefined) continue;
    const value = line.slice(tag.length + 1).trimStart();
    if (value.startsWith("<text>")) {
      isInText = !value.includes("</text>");
      continue;
    }
    if (tag === "SPDXVersion") document.spdxVersion = value;
    else if (tag === "DocumentNamespace") document.documentNamespace = value;
    else if (tag === "Created") document.creationInfo = { created: value };
    else if (tag === "Relationship") {
      const [from, type, to] = value.split(/\s+/);
      relationships.push({ spdxElementId: from, relationshipType: type, relatedSpdxElement: to });
    } else if (tag === "PackageName") {
      current = { name: value, externalRefs: [] };
      packages.push(current);
    } else if (tag === "FileName" || tag === "SnippetSPDXID") current = null;
    else if (tag === "ExternalRef" && current) {
      const [, type, locator] = value.split(/\s+/);
      (current.externalRefs as Json[]).push({ referenceType: type, referenceLocator: locator });
    } else {
      const name = MEMBERS.get(tag);
      if (name && current) current[name] = value;
    }
  }
  return document;
}
