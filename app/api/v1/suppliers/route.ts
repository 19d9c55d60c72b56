import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { ledgerPage, ledgerQuery, supplierInput } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { listLedger } from "@/lib/services/suppliers/list-ledger";
import { saveSupplier } from "@/lib/services/suppliers/save-supplier";

export const GET = defineRoute({
  permission: "exposure.read",
  query: ledgerQuery,
  response: ledgerPage,
  handler: ({ actor, query }) => listLedger(actor, query),
});

export const POST = defineRoute({
  permission: "access.request",
  body: supplierInput,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => saveSupplier(actor, null, body),
});
