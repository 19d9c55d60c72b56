import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { isAllowed, type Permission } from "@/lib/domain/access/permissions";
import { ANNOTATION_FIELDS } from "@/lib/domain/device/annotations";
import type { Decision } from "@/lib/domain/device/decision";

/** What a decision asks of who makes it, or takes it back. */
export function permissionFor(decision: Pick<Decide | Decision, "kind"> & { readonly field?: unknown }): Permission {
  switch (decision.kind) {
    case "state":
    case "accept-conflict":
      return "devices.decide";
    case "overrule":
    case "answer":
    case "input":
      return "findings.decide";
    case "tag":
    case "untag":
    case "note":
    case "custom":
      return "devices.annotate";
    case "pin":
      return ANNOTATION_FIELDS.some((field) => field === decision.field) ? "devices.annotate" : "devices.edit";
    default:
      return "devices.edit";
  }
}

/** Whether somebody may take it back; nobody is offered in vain what would be refused. */
export function mayTakeBack({ role }: Pick<Actor, "role">, decision: Parameters<typeof permissionFor>[0]): boolean {
  return isAllowed(role, "devices.decide") && isAllowed(role, permissionFor(decision));
}
