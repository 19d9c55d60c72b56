import type { GrantDto, SessionItemDto } from "@/lib/contracts/suppliers";

export const STANDING_WORDS: Readonly<Record<GrantDto["standing"], string>> = {
  requested: "asked for",
  approved: "approved",
  refused: "refused",
  revoked: "revoked",
  ended: "ended",
};

export const VERDICT_WORDS: Readonly<Record<SessionItemDto["verdict"], string>> = {
  unapproved: "Unapproved",
  "unknown-tool": "Other tool",
  expired: "After its end",
  "not-yet": "Before its begin",
  "out-of-hours": "Out of hours",
  elsewhere: "From elsewhere",
};

/** "yes", "no" or the muted word for what nobody knows. */
export const flagWord = (flag: boolean | null) => (flag === null ? "unknown" : flag ? "yes" : "no");
