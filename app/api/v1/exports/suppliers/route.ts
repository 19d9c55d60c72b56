import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportLedger } from "@/lib/services/suppliers/export-ledger";

export const GET = defineRoute({
  permission: "exports.read",
  response: null,
  handler: ({ actor }) => fileResponse(exportLedger(actor), "suppliers", "csv"),
});
