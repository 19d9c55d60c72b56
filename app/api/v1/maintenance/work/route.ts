import { z } from "zod";
import { newWork, workPage, workQuery } from "@/lib/contracts/maintenance";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { addWork } from "@/lib/services/maintenance/change-work";
import { listWork } from "@/lib/services/maintenance/list-work";

export const GET = defineRoute({
  permission: "findings.read",
  query: workQuery,
  response: workPage,
  handler: ({ actor, query }) => listWork(actor, query),
});

export const POST = defineRoute({
  permission: "findings.decide",
  body: newWork,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => addWork(actor, body),
});
