import type { BillFormat, SoftwareBill } from "@/lib/domain/software/component";
import { at, dateMsOf, type Json, listOf, MAX_DEPTH, member, textOrNull } from "../json-document";
import type { LedgerDraft } from "../ledger";
import { BillDraft } from "./bill-draft";

/** A CycloneDX document (ECMA-424), 1.0 to 1.7, as JSON or as XML that was brought into JSON's shape. */
export function readCyclonedx(
  document: Json,
  ledger: LedgerDraft,
  format: Extract<BillFormat, `CycloneDX ${string}`>,
): SoftwareBill {
  const draft = new BillDraft(ledger);
  // Assemblies nest; a component inside another one is in the product all the same.
  const waiting: { readonly list: readonly Json[]; readonly depth: number }[] = [
    { list: listOf(member(document, "components")), depth: 1 },
    { list: listOf(at(document, "metadata", "component", "components")), depth: 1 },
  ];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const component of next.list) {
      draft.add({
        name: member(component, "name"),
        version: member(component, "version"),
        purl: member(component, "purl"),
        cpe: member(component, "cpe"),
        supplier: at(component, "supplier", "name") ?? member(component, "publisher") ?? member(component, "author"),
        type: member(component, "type"),
        licence: licenceOf(component),
      });
      const inner = listOf(member(component, "components"));
      if (inner.length === 0) continue;
      if (next.depth >= MAX_DEPTH) ledger.note("too-deep", "components inside components");
      else waiting.push({ list: inner, depth: next.depth + 1 });
    }
  }
  const subject = at(document, "metadata", "component");
  return {
    format,
    specVersion: textOrNull(member(document, "specVersion"), 20),
    serial: textOrNull(member(document, "serialNumber"), 200),
    createdMs: dateMsOf(at(document, "metadata", "timestamp")),
    subject: {
      supplier:
        textOrNull(at(subject, "supplier", "name"), 200) ??
        textOrNull(at(subject, "manufacturer", "name"), 200) ??
        textOrNull(member(subject, "publisher"), 200) ??
        textOrNull(at(document, "metadata", "supplier", "name"), 200) ??
        textOrNull(at(document, "metadata", "manufacture", "name"), 200),
      name: textOrNull(member(subject, "name"), 300),
      version: textOrNull(member(subject, "version"), 200),
    },
    components: draft.get(),
  };
}

function licenceOf(component: Json): string | null {
  for (const entry of listOf(member(component, "licenses"))) {
    const text =
      textOrNull(member(entry, "expression"), 200) ??
      textOrNull(at(entry, "license", "id"), 200) ??
      textOrNull(at(entry, "license", "name"), 200);
    if (text !== null) return text;
  }
  return null;
}
