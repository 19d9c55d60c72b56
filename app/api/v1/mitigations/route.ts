import { z } from "zod";
import { mitigationListQuery, mitigationPage, newMitigation } from "@/lib/contracts/mitigations";
import { id } from "@/lib/contracts/primitives";
import { defineRoute } from "@/lib/http/define-route";
import { listMitigations } from "@/lib/services/mitigations/list-mitigations";
import { recordMitigation } from "@/lib/services/mitigations/record-mitigation";

export const GET = defineRoute({
  permission: "findings.read",
  query: mitigationListQuery,
  response: mitigationPage,
  handler: ({ actor, query }) => listMitigations(actor, query),
});

export const POST = defineRoute({
  permission: "findings.decide",
  body: newMitigation,
  response: z.object({ id }),
  status: 201,
  handler: ({ actor, body }) => recordMitigation(actor, body),
});
