import { createHash } from "node:crypto";
import type { VexDocument } from "@/lib/domain/vex/vex-statement";
import { isCsaf, readCsaf } from "../csaf/read-csaf";
import { member, parseJson } from "../json-document";
import { type KnowledgeLedger, LedgerDraft } from "../ledger";
import { readCsafVex } from "./read-csaf-vex";
import { isCycloneDxVex, readCycloneDxVex } from "./read-cyclonedx-vex";
import { isOpenVex, readOpenVex } from "./read-openvex";

/**
 * Reads a document of exploitability statements, recognised by its content: OpenVEX, CycloneDX with vulnerabilities, CSAF
 * of the VEX profile. What cannot be used of it is counted in the ledger.
 * @throws AppError with a sentence when it is no JSON at all
 */
export function readVex(bytes: Uint8Array, source: string): { document: VexDocument | null; ledger: KnowledgeLedger } {
  const root = parseJson(bytes, source);
  if (isCsaf(root)) {
    const { advisory, ledger } = readCsaf(bytes, source);
    return { document: advisory && readCsafVex(advisory), ledger };
  }
  const draft = new LedgerDraft(source);
  const fallbackId = createHash("sha256").update(bytes).digest("hex");
  const document = isOpenVex(member(root, "@context"))
    ? readOpenVex(root, source, fallbackId, draft)
    : isCycloneDxVex(root)
      ? readCycloneDxVex(root, source, fallbackId, draft)
      : null;
  if (document === null) draft.note("wrong-kind", "it is neither OpenVEX, CycloneDX nor CSAF");
  draft.record(document !== null);
  return { document, ledger: draft.get() };
}
