import { importedLedger, importLedger as importShape } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { importLedger } from "@/lib/services/suppliers/import-ledger";

export const POST = defineRoute({
  permission: "access.request",
  body: importShape,
  response: importedLedger,
  handler: ({ actor, body }) => importLedger(actor, body.csv),
});
