import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { supplier, supplierInput } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { getSupplier } from "@/lib/services/suppliers/get-supplier";
import { deleteSupplier, saveSupplier } from "@/lib/services/suppliers/save-supplier";

export const GET = defineRoute({
  permission: "exposure.read",
  params: idParams,
  response: supplier,
  handler: ({ actor, params }) => getSupplier(actor, params.id),
});

export const PUT = defineRoute({
  permission: "access.request",
  params: idParams,
  body: supplierInput,
  response: z.object({ id }),
  handler: ({ actor, params, body }) => saveSupplier(actor, params.id, body),
});

export const DELETE = defineRoute({
  permission: "access.approve",
  params: idParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteSupplier(actor, params.id);
    return new Response(null, { status: 204 });
  },
});
