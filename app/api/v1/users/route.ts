import { invitation, inviteUser as inviteUserInput, userList } from "@/lib/contracts/users";
import { defineRoute } from "@/lib/http/define-route";
import { inviteUser } from "@/lib/services/users/invite-user";
import { listUsers } from "@/lib/services/users/list-users";

export const GET = defineRoute({
  permission: "users.manage",
  response: userList,
  handler: ({ actor }) => listUsers(actor),
});

export const POST = defineRoute({
  permission: "users.manage",
  body: inviteUserInput,
  response: invitation,
  status: 201,
  handler: ({ actor, body }) => inviteUser(actor, body),
});
