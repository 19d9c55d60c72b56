import { samplePlant } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { loadSamplePlant } from "@/lib/services/imports/load-sample-plant";

export const POST = defineRoute({
  permission: "imports.create",
  response: samplePlant,
  status: 201,
  handler: ({ actor }) => loadSamplePlant(actor),
});
