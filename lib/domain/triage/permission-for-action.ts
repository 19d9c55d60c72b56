import type { Permission } from "../access/permissions";
import type { RuleAction } from "./rule";

/** A rule may do what its author may do by hand. */
export function permissionForAction(action: RuleAction): Permission {
  if (action.kind === "zone") return "devices.edit";
  return action.kind === "state" ? "devices.decide" : "devices.annotate";
}
