import type { z } from "zod";
import type { Created } from "@/lib/contracts/primitives";
import type {
  answeredSession,
  decideGrant,
  ImportedLedger,
  requestAccess,
  supplierInput,
} from "@/lib/contracts/suppliers";
import { apiSend } from "./api-client";

/** Adds a supplier, or changes the one of this id. */
export function sendSupplier(supplierId: string | null, input: z.input<typeof supplierInput>) {
  return supplierId === null
    ? apiSend<Created>("POST", "/suppliers", input)
    : apiSend<Created>("PUT", `/suppliers/${supplierId}`, input);
}

export function sendRequest(input: z.input<typeof requestAccess>) {
  return apiSend<Created>("POST", "/access-grants", input);
}

export function sendGrantDecision(grantId: string, input: z.input<typeof decideGrant>) {
  return apiSend("PATCH", `/access-grants/${grantId}`, input);
}

export function sendLedger(csv: string): Promise<ImportedLedger> {
  return apiSend<ImportedLedger>("POST", "/suppliers/import", { csv });
}

/** Settles the sessions of an item that are known now; the id takes it back. */
export function sendSessionAnswer(itemId: string, reason: string): Promise<z.infer<typeof answeredSession>> {
  return apiSend<z.output<typeof answeredSession>>("POST", `/exposure/sessions/${itemId}`, { reason });
}

export function undoSessionAnswer(answerId: string): Promise<unknown> {
  return apiSend("DELETE", `/exposure/sessions/answers/${answerId}`, null);
}
