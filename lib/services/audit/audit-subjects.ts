import "server-only";
import type { AUDIT_KINDS } from "@/lib/contracts/choices";

/**
 * What belongs to each kind by which the audit log is narrowed: first parts of actions ("import" of "import.started"), or
 * whole actions where two kinds share a first part.
 */
export const SUBJECTS: Readonly<Record<(typeof AUDIT_KINDS)[number], readonly string[]>> = {
  decisions: ["decision", "question", "rule"],
  imports: ["import", "sample-plant", "site", "realm", "sensor", "packets", "flows", "clock"],
  zones: ["zone", "zone-suggestion", "conduit", "target", "map"],
  exposure: ["access", "supplier", "ledger", "outbound", "session.answered", "session.undone"],
  vulnerabilities: ["mitigation", "firmware", "software", "knowledge", "maintenance", "alert"],
  people: ["user", "link", "session.started", "session.ended"],
  settings: ["setting", "field", "view"],
};
