import { mitigationListQuery, mitigationPage, newMitigation, recordedMitigation } from "@/lib/contracts/mitigations";
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
  response: recordedMitigation,
  status: 201,
  handler: ({ actor, body }) => recordMitigation(actor, body),
});
