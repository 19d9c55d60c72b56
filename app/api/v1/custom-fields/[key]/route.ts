import { customField, customFieldParams, putCustomField } from "@/lib/contracts/custom-fields";
import { defineRoute } from "@/lib/http/define-route";
import { deleteCustomField } from "@/lib/services/custom-fields/delete-custom-field";
import { saveCustomField } from "@/lib/services/custom-fields/save-custom-field";

export const PUT = defineRoute({
  permission: "fields.edit",
  params: customFieldParams,
  body: putCustomField,
  response: customField,
  handler: async ({ actor, params, body }) => {
    const { choices, ...saved } = await saveCustomField(actor, { ...body, key: params.key });
    return { ...saved, choices: [...choices] };
  },
});

export const DELETE = defineRoute({
  permission: "fields.edit",
  params: customFieldParams,
  response: null,
  handler: async ({ actor, params }) => {
    await deleteCustomField(actor, params.key);
    return new Response(null, { status: 204 });
  },
});
