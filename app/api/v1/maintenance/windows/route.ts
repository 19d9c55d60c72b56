import { z } from "zod";
import { newWindow } from "@/lib/contracts/maintenance";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { openWindow } from "@/lib/services/maintenance/change-windows";

export const POST = defineRoute({
  permission: "findings.decide",
  body: newWindow,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => openWindow(actor, body),
});
