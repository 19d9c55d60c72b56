import { createRule as createInput, rule, rules } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { createRule } from "@/lib/services/triage/create-rule";
import { listRules } from "@/lib/services/triage/list-rules";

export const GET = defineRoute({
  permission: "devices.read",
  response: rules,
  handler: async ({ actor }) => ({ items: await listRules(actor) }),
});

/** A rule may do what its author may do by hand; the service asks for that as well. */
export const POST = defineRoute({
  permission: "devices.decide",
  body: createInput,
  response: rule,
  status: 201,
  handler: ({ actor, body }) => createRule(actor, body),
});
