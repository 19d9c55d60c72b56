import { customFields } from "@/lib/contracts/custom-fields";
import { defineRoute } from "@/lib/http/define-route";
import { listCustomFields } from "@/lib/services/custom-fields/list-custom-fields";

export const GET = defineRoute({
  permission: "devices.read",
  response: customFields,
  handler: async ({ actor }) => ({
    items: (await listCustomFields(actor)).map((it) => ({ ...it, choices: [...it.choices] })),
  }),
});
