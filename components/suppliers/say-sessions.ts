import type { SessionItemsDto } from "@/lib/contracts/suppliers";
import { countOf } from "@/lib/domain/say-count";

/** The one sentence above the sessions. Where none was seen, nothing is covered: that is said, and no more. */
export function saySessions({
  held,
  waiting,
  waitingPaths,
}: Pick<SessionItemsDto, "held" | "waiting" | "waitingPaths">): string {
  if (held === 0) return "No session of remote access was seen yet.";
  if (waiting === 0) return "Every session seen is covered by approved access, or settled.";
  return `${countOf(waitingPaths, "path")} nobody approved, or used otherwise than approved.`;
}
