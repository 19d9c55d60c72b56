import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import type { Permission } from "@/lib/domain/access/permissions";
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
