import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import {
  answeredSession,
  type decideGrant,
  type ImportedLedger,
  importedLedger,
  type requestAccess,
  type supplierInput,
} from "@/lib/contracts/suppliers";
import { apiSend } from "./api-client";

const written = z.object({ id });

/** Adds a supplier, or changes the one of this id. */
export function sendSupplier(supplierId: string | null, input: z.input<typeof supplierInput>) {
  return supplierId === null
    ? apiSend("POST", "/suppliers", input, written)
    : apiSend("PUT", `/suppliers/${supplierId}`, input, written);
}

export function sendRequest(input: z.input<typeof requestAccess>) {
  return apiSend("POST", "/access-grants", input, written);
}

export function sendGrantDecision(grantId: string, input: z.input<typeof decideGrant>) {
  return apiSend("PATCH", `/access-grants/${grantId}`, input, null);
}

export function sendLedger(csv: string): Promise<ImportedLedger> {
  return apiSend("POST", "/suppliers/import", { csv }, importedLedger);
}

/** Settles the sessions of an item that are known now; the id takes it back. */
export function sendSessionAnswer(itemId: string, reason: string): Promise<z.infer<typeof answeredSession>> {
  return apiSend("POST", `/exposure/sessions/${itemId}`, { reason }, answeredSession);
}

export function undoSessionAnswer(answerId: string): Promise<unknown> {
  return apiSend("DELETE", `/exposure/sessions/answers/${answerId}`, null, null);
}
