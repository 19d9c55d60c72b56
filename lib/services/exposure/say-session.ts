import "server-only";
import type { GrantRow } from "@/lib/db/suppliers/access-grant";
import { endOfGrant } from "@/lib/domain/exposure/access-grant";
import type { SessionItem } from "@/lib/domain/exposure/session-items";
import { isoTime } from "@/lib/domain/iso-time";
import type { SteppedPath } from "./load-paths";

/** What is wrong with these sessions, in a sentence. */
export function saySession({ verdict }: SessionItem, { tool, device }: SteppedPath, grant: GrantRow | null): string {
  const what = tool?.tool ?? "Remote access";
  const supplier = grant?.supplier ?? "a supplier";
  switch (verdict) {
    case "unapproved":
      return `${what} reached ${device.name}, and nobody was granted access there.`;
    case "unknown-tool":
      return `${what} reached ${device.name}; ${supplier} was granted ${grant?.tool ?? "another tool"} there.`;
    case "expired":
      return `${what} reached ${device.name} after the access of ${supplier} had ended on ${day(grant && endOfGrant(grant))}.`;
    case "not-yet":
      return `${what} reached ${device.name} before the access of ${supplier} began on ${day(grant?.validFromUs ?? null)}.`;
    case "out-of-hours":
      return `${what} reached ${device.name} outside the hours granted to ${supplier}.`;
    case "elsewhere":
      return `${what} reached ${device.name} from elsewhere than ${supplier} was granted.`;
  }
}

const day = (atUs: number | null) => isoTime(atUs)?.slice(0, 10) ?? "an unknown day";
