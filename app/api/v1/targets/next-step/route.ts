import { nextTargetStep } from "@/lib/contracts/targets";
import { defineRoute } from "@/lib/http/define-route";
import { getNextStep } from "@/lib/services/targets/get-next-step";

export const GET = defineRoute({
  permission: "zones.read",
  response: nextTargetStep,
  handler: ({ actor }) => getNextStep(actor),
});
