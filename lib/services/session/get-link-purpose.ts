import "server-only";
import { hashToken } from "@/lib/auth/token";
import type { LinkPurpose } from "@/lib/contracts/session";
import { findLink } from "@/lib/db/users/one-time-link";
import { AppError } from "@/lib/domain/errors";

export const LINK_IS_DEAD =
  "This link has been used, has expired or was never made. Ask for a new one; on the machine itself, starting Sightglass prints one.";

/** What a link is for, without using it up. */
export async function getLinkPurpose(token: string): Promise<LinkPurpose> {
  const link = await findLink(hashToken(token));
  if (!link) throw new AppError("not-found", LINK_IS_DEAD);
  const { purpose, name, email } = link;
  return purpose === "invitation" ? { purpose, name, email } : { purpose, name: null, email: null };
}
