import { firmwareCheck, firmwareCheckQuery, firmwareChecks, newFirmwareCheck } from "@/lib/contracts/firmware";
import { defineRoute } from "@/lib/http/define-route";
import { listChecks } from "@/lib/services/firmware/list-checks";
import { recordCheck } from "@/lib/services/firmware/record-check";

export const GET = defineRoute({
  permission: "findings.read",
  query: firmwareCheckQuery,
  response: firmwareChecks,
  handler: ({ actor, query }) => listChecks(actor, query),
});

export const POST = defineRoute({
  permission: "firmware.verify",
  body: newFirmwareCheck,
  response: firmwareCheck,
  status: 201,
  handler: ({ actor, body }) => recordCheck(actor, body, { origin: "browser", checkedSignature: null }),
});
