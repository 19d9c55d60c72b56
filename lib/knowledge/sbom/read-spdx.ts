import type { SoftwareBill } from "@/lib/domain/software/component";
import { at, dateMsOf, type Json, listOf, member, textOf, textOrNull, textsOf } from "../json-document";
import type { LedgerDraft } from "../ledger";
import { BillDraft } from "./bill-draft";

/** An SPDX 2.2 or 2.3 document as JSON; what it describes is the product, every other package a component. */
export function readSpdx(document: Json, ledger: LedgerDraft): SoftwareBill {
  const packages = listOf(member(document, "packages"));
  const described = new Set([
    ...textsOf(member(document, "documentDescribes"), 300),
    ...listOf(member(document, "relationships")).flatMap((it) =>
      member(it, "relationshipType") === "DESCRIBES" && member(it, "spdxElementId") === "SPDXRef-DOCUMENT"
        ? [textOf(member(it, "relatedSpdxElement"), 300)]
        : [],
    ),
  ]);
  const subjects = packages.filter((it) => described.has(textOf(member(it, "SPDXID"), 300)));
  // A document that describes several packages is a list of them, not the bill of one product.
  const subject = subjects.length === 1 && packages.length > 1 ? subjects[0] : undefined;
  const draft = new BillDraft(ledger);
  for (const it of packages) {
    if (it === subject) continue;
    draft.add({
      name: member(it, "name"),
      version: stated(member(it, "versionInfo")),
      purl: referenceOf(it, "purl"),
      cpe: referenceOf(it, "cpe23Type") ?? referenceOf(it, "cpe22Type"),
      supplier: partyOf(it),
      type: textOf(member(it, "primaryPackagePurpose"), 60).toLowerCase(),
      licence: stated(member(it, "licenseConcluded")) ?? stated(member(it, "licenseDeclared")),
    });
  }
  return {
    format: "SPDX JSON",
    specVersion: textOrNull(member(document, "spdxVersion"), 20),
    serial: textOrNull(member(document, "documentNamespace"), 300),
    createdMs: dateMsOf(at(document, "creationInfo", "created")),
    subject: {
      supplier: subject === undefined ? null : partyOf(subject),
      name: subject === undefined ? null : textOrNull(member(subject, "name"), 300),
      version: subject === undefined ? null : textOrNull(stated(member(subject, "versionInfo")), 200),
    },
    components: draft.get(),
  };
}

/** SPDX says "NOASSERTION" and "NONE" for what it does not say. */
export function stated(value: Json): string | null {
  const text = textOrNull(value, 300);
  return text === null || /^(?:NOASSERTION|NONE)$/i.test(text) ? null : text;
}

/** "Organization: Laird Connectivity (mail@…)" is the organisation. */
function partyOf(spdxPackage: Json): string | null {
  const text = stated(member(spdxPackage, "supplier")) ?? stated(member(spdxPackage, "originator"));
  return text === null
    ? null
    : text.replace(/^(?:Organization|Person|Tool):\s*/i, "").replace(/\s*\([^)]*@[^)]*\)\s*$/, "");
}

function referenceOf(spdxPackage: Json, type: string): string | null {
  for (const reference of listOf(member(spdxPackage, "externalRefs"))) {
    if (member(reference, "referenceType") === type) return textOrNull(member(reference, "referenceLocator"), 1_000);
  }
  return null;
}
