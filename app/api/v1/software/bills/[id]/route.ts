import { softwareBillDetail, softwareBillParams } from "@/lib/contracts/software";
import { defineRoute } from "@/lib/http/define-route";
import { getBill } from "@/lib/services/software/get-bill";
import { removeBill } from "@/lib/services/software/remove-bill";

export const GET = defineRoute({
  permission: "findings.read",
  params: softwareBillParams,
  response: softwareBillDetail,
  handler: ({ actor, params }) => getBill(actor, params.id),
});

export const DELETE = defineRoute({
  permission: "knowledge.edit",
  params: softwareBillParams,
  response: null,
  handler: async ({ actor, params }) => {
    await removeBill(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
