import { askAboutGroup as askInput } from "@/lib/contracts/shadow";
import { question } from "@/lib/contracts/triage";
import { defineRoute } from "@/lib/http/define-route";
import { askAboutGroup } from "@/lib/services/shadow/ask-about-group";

export const POST = defineRoute({
  permission: "devices.annotate",
  body: askInput,
  response: question,
  status: 201,
  handler: ({ actor, body }) => askAboutGroup(actor, body),
});
