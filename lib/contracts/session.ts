import { z } from "zod";
import { ROLES } from "@/lib/domain/access/permissions";

const password = z.string().min(12, "Use at least 12 characters.").max(256);

/** DELETE /api/v1/session?everywhere= – signs out, with "true" in every browser. */
export const signOutQuery = z.strictObject({ everywhere: z.enum(["true", "false"]).optional() });

/** GET /api/v1/session – who I am; 401 when signed out. */
export const session = z.object({
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.enum(ROLES) }),
  permissions: z.array(z.string()),
});
export type Session = z.infer<typeof session>;

/** POST /api/v1/session – sign in; sets the cookie. DELETE signs out. */
export const signIn = z.strictObject({ email: z.email().max(254), password: z.string().min(1).max(256) });

/** POST /api/v1/session/link – redeems a one-time link: the first owner, an invited user, or a demo sign-in. */
export const redeemLink = z.strictObject({
  token: z.string().min(20).max(200),
  /**
   * Required for an invitation; sets name, e-mail and password. Optional otherwise: without it the first owner is
   * called "Owner", has no password and comes back by the link that every start prints, until they give themselves one.
   */
  account: z.strictObject({ name: z.string().trim().min(1).max(120), email: z.email().max(254), password }).optional(),
});
/** POST /api/v1/session/link/purpose – what the link is for, so that the page can ask for the right things. */
export const linkPurpose = z.object({
  purpose: z.enum(["first-owner", "invitation", "sign-in"]),
  /** Of whom was invited. */
  name: z.string().nullable(),
  email: z.string().nullable(),
});
export const linkPurposeRequest = z.strictObject({ token: z.string().min(20).max(200) });
export type LinkPurpose = z.infer<typeof linkPurpose>;
