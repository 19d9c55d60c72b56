import { componentSearch, foundComponents } from "@/lib/contracts/software";
import { defineRoute } from "@/lib/http/define-route";
import { findComponent } from "@/lib/services/software/find-component";

export const GET = defineRoute({
  permission: "findings.read",
  query: componentSearch,
  response: foundComponents,
  handler: ({ actor, query }) => findComponent(actor, query.text),
});
