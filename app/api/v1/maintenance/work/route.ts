import { z } from "zod";
import { newWork } from "@/lib/contracts/maintenance";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { addWork } from "@/lib/services/maintenance/change-work";

export const POST = defineRoute({
  permission: "findings.decide",
  body: newWork,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => addWork(actor, body),
});
