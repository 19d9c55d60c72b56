import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { rule, switchRule as switchInput } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { switchRule, undoRule } from "@/lib/services/triage/switch-rule";

export const PATCH = defineRoute({
  permission: "devices.decide",
  params: z.object({ id }),
  body: switchInput,
  response: rule,
  handler: ({ actor, params, body }) => switchRule(actor, params.id, body.isOn),
});

/** Switches it off and takes back what it decided; the rule itself stays in the list, for the record. */
export const DELETE = defineRoute({
  permission: "devices.decide",
  params: z.object({ id }),
  response: rule,
  handler: ({ actor, params }) => undoRule(actor, params.id),
});
