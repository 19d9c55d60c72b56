import { invitation } from "@/lib/contracts/users";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { renewInvitation } from "@/lib/services/users/renew-invitation";

export const POST = defineRoute({
  permission: "users.manage",
  params: idParams,
  response: invitation,
  status: 201,
  handler: ({ actor, params }) => renewInvitation(actor, params.id),
});
