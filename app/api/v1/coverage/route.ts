import { coverage } from "@/lib/contracts/coverage";
import { defineRoute } from "@/lib/http/define-route";
import { getCoverage } from "@/lib/services/coverage/get-coverage";

export const GET = defineRoute({
  permission: "overview.read",
  response: coverage,
  handler: ({ actor }) => getCoverage(actor),
});
