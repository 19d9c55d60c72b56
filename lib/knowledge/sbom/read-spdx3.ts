import type { SoftwareBill } from "@/lib/domain/software/component";
import { dateMsOf, type Json, listOf, member, textOf, textOrNull, textsOf } from "../json-document";
import type { LedgerDraft } from "../ledger";
import { BillDraft } from "./bill-draft";
import { stated } from "./read-spdx";

/** Collections may hold collections; a document that holds itself ends here. */
const MAX_ROOT_STEPS = 8;
const MAX_ID = 500;

/** Whether a JSON-LD document is SPDX 3: a graph of elements with one of SPDX's own among them. */
export const isSpdx3 = (document: Json) =>
  listOf(member(document, "@graph")).some((it) => typeOf(it) === "SpdxDocument" || typeOf(it) === "software_Package");

/**
 * An SPDX 3.0 document in its JSON-LD form (spdx.github.io/spdx-spec/v3.0.1, annex "RDF model and JSON-LD
 * serialization"): a flat graph of elements that name each other by id. The package that the document's root leads to is
 * the product, every other package a component.
 */
export function readSpdx3(document: Json, ledger: LedgerDraft): SoftwareBill {
  const elements = listOf(member(document, "@graph"));
  const byId = new Map(elements.map((it) => [idOf(it), it]));
  const packages = elements.filter((it) => typeOf(it) === "software_Package");
  const head = elements.find((it) => typeOf(it) === "SpdxDocument") ?? null;
  const roots = rootPackages(head, byId);
  // A document with several roots is a list of packages, not the bill of one product.
  const subject = roots.length === 1 && packages.length > 1 ? (roots[0] as Json) : null;
  const licences = licencesOf(elements, byId);
  const draft = new BillDraft(ledger);
  for (const it of packages) {
    if (it === subject) continue;
    draft.add({
      name: member(it, "name"),
      version: versionOf(it),
      purl: stated(member(it, "software_packageUrl")) ?? identifierOf(it, /^packageUrl$|purl/i),
      cpe: identifierOf(it, /^cpe23/) ?? identifierOf(it, /^cpe22/),
      supplier: partyOf(it, byId),
      type: textOf(member(it, "software_primaryPurpose"), 60).toLowerCase(),
      licence: licences.get(idOf(it)) ?? null,
    });
  }
  const creation = resolve(member(head, "creationInfo"), byId) ?? elements.find((it) => typeOf(it) === "CreationInfo");
  const specVersion = textOrNull(member(creation ?? null, "specVersion"), 20);
  return {
    format: "SPDX 3 JSON",
    specVersion: specVersion === null ? null : `SPDX-${specVersion}`,
    serial: head === null ? null : textOrNull(idOf(head), 300),
    createdMs: dateMsOf(member(creation ?? null, "created")),
    subject: {
      supplier: subject === null ? null : partyOf(subject, byId),
      name: subject === null ? null : textOrNull(member(subject, "name"), 300),
      version: subject === null ? null : textOrNull(versionOf(subject), 200),
    },
    components: draft.get(),
  };
}

/** "software_Package", also where a writer spelled the class out as an address or used JSON-LD's own key. */
function typeOf(element: Json): string {
  const type = textOf(member(element, "type"), 200) || textOf(member(element, "@type"), 200);
  const [, profile, name] = /\/terms\/(\w+)\/(\w+)$/.exec(type) ?? [];
  if (name === undefined) return type;
  return profile === "Core" ? name : `${(profile as string).toLowerCase()}_${name}`;
}

const idOf = (element: Json) => textOf(member(element, "spdxId"), MAX_ID) || textOf(member(element, "@id"), MAX_ID);

/** An element that stands in place, or the one whose id does. */
function resolve(value: Json, byId: ReadonlyMap<string, Json>): Json | null {
  return typeof value === "string" ? (byId.get(textOf(value, MAX_ID)) ?? null) : (value ?? null);
}

/** What the document is about: its roots, and the roots of a bill (`software_Sbom`) among them. */
function rootPackages(head: Json | null, byId: ReadonlyMap<string, Json>): Json[] {
  let found: Json[] = head === null ? [] : [head];
  for (let step = 0; step < MAX_ROOT_STEPS && found.some((it) => typeOf(it) !== "software_Package"); step += 1) {
    const next = found.flatMap((it) =>
      typeOf(it) === "software_Package"
        ? [it]
        : listOf(member(it, "rootElement")).flatMap((root) => resolve(root, byId) ?? []),
    );
    found = [...new Set(next)];
  }
  return found.filter((it) => typeOf(it) === "software_Package");
}

const versionOf = (spdxPackage: Json) => stated(member(spdxPackage, "software_packageVersion"));

function identifierOf(spdxPackage: Json, type: RegExp): string | null {
  for (const it of listOf(member(spdxPackage, "externalIdentifier"))) {
    const said = textOf(member(it, "externalIdentifierType"), 200).replace(/^.*\//, "");
    if (type.test(said)) return textOrNull(member(it, "identifier"), 1_000);
  }
  return null;
}

function partyOf(spdxPackage: Json, byId: ReadonlyMap<string, Json>): string | null {
  const [originator] = listOf(member(spdxPackage, "originatedBy"));
  for (const party of [member(spdxPackage, "suppliedBy"), originator ?? null]) {
    const name = stated(member(resolve(party, byId), "name"));
    if (name !== null) return name;
  }
  return null;
}

/** Licence expression of each element; a concluded one goes before a declared one. */
function licencesOf(elements: readonly Json[], byId: ReadonlyMap<string, Json>): Map<string, string> {
  const licences = new Map<string, string>();
  for (const type of ["hasDeclaredLicense", "hasConcludedLicense"]) {
    for (const it of elements) {
      if (textOf(member(it, "relationshipType"), 200).replace(/^.*\//, "") !== type) continue;
      const [licence] = textsOf(member(it, "to"), MAX_ID);
      const expression = stated(member(resolve(licence ?? null, byId), "simplelicensing_licenseExpression"));
      if (expression !== null) licences.set(textOf(member(it, "from"), MAX_ID), expression);
    }
  }
  return licences;
}
