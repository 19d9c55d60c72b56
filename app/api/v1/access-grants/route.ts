import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { requestAccess as requestShape } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { requestAccess } from "@/lib/services/suppliers/request-access";

export const POST = defineRoute({
  permission: "access.request",
  body: requestShape,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => requestAccess(actor, body),
});
