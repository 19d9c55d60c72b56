import { decideOnGroup, groupDecided } from "@/lib/contracts/shadow";
import { defineRoute } from "@/lib/http/define-route";
import { decideGroup } from "@/lib/services/shadow/decide-group";

/** Deciding more than a state takes another permission as well; the service asks for it. */
export const POST = defineRoute({
  permission: "devices.decide",
  body: decideOnGroup,
  response: groupDecided,
  status: 201,
  handler: ({ actor, body }) => decideGroup(actor, body),
});
