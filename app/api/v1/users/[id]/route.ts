import { updateUser as updateUserInput, user } from "@/lib/contracts/users";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { updateUser } from "@/lib/services/users/update-user";

export const PATCH = defineRoute({
  permission: "users.manage",
  params: idParams,
  body: updateUserInput,
  response: user,
  handler: ({ actor, params, body }) => updateUser(actor, params.id, body),
});
