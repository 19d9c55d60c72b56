import { z } from "zod";
import { ROLES } from "@/lib/domain/access/permissions";
import { AUDIT_KINDS } from "./choices";
import { isoTime } from "./primitives";

export const user = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  isDisabled: z.boolean(),
  lastSeenAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type UserDto = z.infer<typeof user>;
/** GET /api/v1/users */
export const userList = z.object({ items: z.array(user) });
/** POST /api/v1/users – answers with a one-time link to hand over; the owner never knows the password. */
export const inviteUser = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  role: z.enum(ROLES),
});
/** POST /api/v1/users/{id}/link answers with the same: a new link, by which the person chooses a new password. */
export const invitation = z.object({ user, link: z.string(), expiresAt: isoTime });
/** PATCH /api/v1/users/{id} */
export const updateUser = z.strictObject({ role: z.enum(ROLES).optional(), isDisabled: z.boolean().optional() });

export const auditQuery = z.strictObject({
  cursor: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Part of a person's name; words of what was done or of its reason. Upper and lower case are the same. */
  who: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
  kind: z.enum(AUDIT_KINDS).optional(),
  /** First and last day, in UTC. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});
/** Null, like what is absent, asks for all. */
export type AuditFilterInput = {
  readonly [key in keyof Omit<z.output<typeof auditQuery>, "cursor" | "limit">]:
    | z.output<typeof auditQuery>[key]
    | null;
};
/** GET /api/v1/audit?cursor=&who=&q=&kind=&from=&until= */
export const auditEntry = z.object({
  id: z.string(),
  at: isoTime,
  actor: z.string(),
  action: z.string(),
  /** One sentence for people: "Sanctioned HMI-1". */
  summary: z.string(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntryDto = z.infer<typeof auditEntry>;
export const auditPage = z.object({ items: z.array(auditEntry), next: z.string().nullable() });
