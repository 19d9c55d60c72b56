import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { ledger, supplierInput } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { listLedger } from "@/lib/services/suppliers/list-ledger";
import { saveSupplier } from "@/lib/services/suppliers/save-supplier";

export const GET = defineRoute({
  permission: "exposure.read",
  response: ledger,
  handler: ({ actor }) => listLedger(actor),
});

export const POST = defineRoute({
  permission: "access.request",
  body: supplierInput,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => saveSupplier(actor, null, body),
});
