import { firmwarePage, firmwareQuery } from "@/lib/contracts/firmware";
import { defineRoute } from "@/lib/http/define-route";
import { listFirmware } from "@/lib/services/firmware/list-firmware";

export const GET = defineRoute({
  permission: "findings.read",
  query: firmwareQuery,
  response: firmwarePage,
  handler: ({ actor, query }) => listFirmware(actor, query),
});
