import { AppError } from "@/lib/domain/errors";
import type { SoftwareBill } from "@/lib/domain/software/component";
import { member, parseJson, textOf } from "../json-document";
import { type KnowledgeLedger, LedgerDraft } from "../ledger";
import { cyclonedxFromXml } from "./cyclonedx-xml";
import { readCyclonedx } from "./read-cyclonedx";
import { readSpdx } from "./read-spdx";
import { isSpdx3, readSpdx3 } from "./read-spdx3";
import { spdxFromTagValue } from "./spdx-tag-value";

const MAX_BYTES = 128 << 20;

/**
 * Reads a software bill of materials, recognised by its content: CycloneDX JSON and XML, SPDX 2 JSON and tag-value,
 * SPDX 3 JSON.
 * `source` begins error sentences.
 * @throws AppError "unsupported-format", "too-large" or "damaged-file", with a sentence
 */
export function readBill(bytes: Uint8Array, source: string): { bill: SoftwareBill; ledger: KnowledgeLedger } {
  if (bytes.length > MAX_BYTES) throw new AppError("too-large", `${source} is larger than 128 MB.`);
  const ledger = new LedgerDraft(source);
  const bill = readAny(bytes, source, ledger);
  return { bill, ledger: ledger.get() };
}

function readAny(bytes: Uint8Array, source: string, ledger: LedgerDraft): SoftwareBill {
  const start = new TextDecoder("utf-8")
    .decode(bytes.subarray(0, 4_096))
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start.startsWith("<")) return readCyclonedx(cyclonedxFromXml(bytes, source), ledger, "CycloneDX XML");
  if (/^(?:#.*\n\s*)*SPDXVersion:\s*SPDX-/m.test(start)) {
    const document = spdxFromTagValue(new TextDecoder("utf-8").decode(bytes));
    return { ...readSpdx(document, ledger), format: "SPDX tag-value" };
  }
  if (start.startsWith("{")) {
    const document = parseJson(bytes, source);
    if (member(document, "bomFormat") === "CycloneDX") return readCyclonedx(document, ledger, "CycloneDX JSON");
    if (textOf(member(document, "spdxVersion"), 20).startsWith("SPDX-")) return readSpdx(document, ledger);
    if (isSpdx3(document)) return readSpdx3(document, ledger);
  }
  throw new AppError(
    "unsupported-format",
    `${source} is no software bill of materials that Sightglass reads: CycloneDX (JSON, XML) or SPDX 2.2, 2.3 (JSON, tag-value) and 3.0 (JSON).`,
  );
}
