import { z } from "zod";
import { SESSION_VERDICTS } from "@/lib/domain/exposure/match-session";
import { GRANT_STANDINGS } from "./choices";
import { accessPath } from "./exposure";
import { id, isoTime, longCursor, moment, pageOf, purdueLevel, reason } from "./primitives";

const words = (max: number) => z.string().trim().min(1).max(max);
const maybe = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .default(null)
    .transform((text) => text || null);

export const supplierPerson = z.strictObject({ name: words(120), email: maybe(200) });

/** POST /api/v1/suppliers, PUT /api/v1/suppliers/{id} */
export const supplierInput = z.strictObject({
  name: words(120),
  contact: maybe(300),
  contract: maybe(300),
  contractUntil: z.iso.date().nullable().default(null),
  securityTerms: maybe(2000),
  people: z.array(supplierPerson).max(200).default([]),
});
export type SupplierInput = z.output<typeof supplierInput>;

const minute = z.number().int().min(0).max(1440);
export const weeklyHours = z.strictObject({
  /** ISO 8601: 1 = Monday. UTC. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  fromMinute: minute.max(1439),
  toMinute: minute,
});

/** POST /api/v1/access-grants – asks; somebody else approves. */
export const requestAccess = z
  .strictObject({
    supplierId: id,
    people: z.array(words(120)).max(200).default([]),
    tool: words(120),
    deviceIds: z.array(id).max(1000).default([]),
    zoneIds: z.array(id).max(200).default([]),
    /** Networks (CIDR) and names it comes from; empty: anywhere. */
    origins: z.array(words(200)).max(100).default([]),
    reason,
    validFrom: moment,
    validUntil: moment,
    hours: weeklyHours.nullable().default(null),
    hasMfa: z.boolean().nullable().default(null),
    hasJumpHost: z.boolean().nullable().default(null),
    isSharedAccount: z.boolean().nullable().default(null),
  })
  .refine((it) => it.deviceIds.length + it.zoneIds.length > 0, {
    path: ["deviceIds"],
    message: "Name a device or a zone that it reaches.",
  })
  .refine((it) => Date.parse(it.validFrom) < Date.parse(it.validUntil), {
    path: ["validUntil"],
    message: "It must end after it begins.",
  });
export type RequestAccess = z.output<typeof requestAccess>;

/** PATCH /api/v1/access-grants/{id}; GET answers a `grant`. */
export const decideGrant = z.strictObject({ decision: z.enum(["approve", "refuse", "revoke"]), reason });
export type DecideGrant = z.output<typeof decideGrant>;

export const grant = z.object({
  id,
  supplierId: id,
  supplier: z.string(),
  people: z.array(z.string()),
  tool: z.string(),
  devices: z.array(z.object({ id, name: z.string(), site: z.string() })),
  zones: z.array(z.object({ id, name: z.string() })),
  origins: z.array(z.string()),
  reason: z.string(),
  validFrom: isoTime,
  validUntil: isoTime,
  hours: weeklyHours.nullable(),
  hasMfa: z.boolean().nullable(),
  hasJumpHost: z.boolean().nullable(),
  isSharedAccount: z.boolean().nullable(),
  standing: z.enum(GRANT_STANDINGS),
  requestedBy: z.string(),
  requestedAt: isoTime,
  decidedBy: z.string().nullable(),
  decidedAt: isoTime.nullable(),
  decisionReason: z.string().nullable(),
  revokedAt: isoTime.nullable(),
  revokedBy: z.string().nullable(),
  /** Whether the reader asked for it, and so may not approve it. */
  isOwn: z.boolean(),
  /** Sessions seen that it covers. */
  sessions: z.number().int(),
  /** Paths on which it was used, the most sessions first. */
  paths: z.array(z.object({ id, device: z.string(), sessions: z.number().int() })),
  /** Sessions that come closest to it and yet are not covered: out of hours, from elsewhere … */
  waiting: z.number().int(),
});
export type GrantDto = z.infer<typeof grant>;

const reach = z.object({
  devices: z.number().int(),
  zones: z.number().int(),
  sites: z.number().int(),
  tools: z.array(z.string()),
});

/** GET /api/v1/suppliers/{id} */
export const supplier = supplierInput.extend({
  id,
  /** The five that were asked for last; GET /api/v1/suppliers/{id}/grants has all. */
  grants: z.array(grant),
  /** All; in a list, all that fit its filter. */
  grantCount: z.number().int(),
  /** What approved access that has not ended reaches. */
  reach,
});
export type SupplierDto = z.infer<typeof supplier>;

const grantFilter = {
  standing: z.enum(GRANT_STANDINGS).optional(),
  /** Approved, and over within 30 days. */
  ending: z.enum(["soon"]).optional(),
};
const ledgerFilter = {
  ...grantFilter,
  /** Words that stand in a supplier or in its access, as they are. */
  q: z.string().max(200).optional(),
};

/** GET /api/v1/suppliers – the ledger, by the suppliers' names. */
export const ledgerQuery = z.strictObject({
  ...ledgerFilter,
  cursor: longCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type LedgerQuery = z.output<typeof ledgerQuery>;
export type LedgerFilterInput = Omit<z.input<typeof ledgerQuery>, "cursor" | "limit">;
/** `total` is of the suppliers that fit, `counts` are of all. */
export const ledgerPage = pageOf(supplier).extend({
  counts: z.object({
    suppliers: z.number().int(),
    requested: z.number().int(),
    approved: z.number().int(),
    /** Approved access that ends within 30 days. */
    endingSoon: z.number().int(),
    withoutMfa: z.number().int(),
    shared: z.number().int(),
  }),
  /** The supplier that reaches the most zones, in a sentence; null when none reaches more than one. */
  concentration: z.string().nullable(),
});
export type LedgerPageDto = z.infer<typeof ledgerPage>;

/** GET /api/v1/suppliers/{id}/grants – what was asked for last comes first. */
export const grantQuery = z.strictObject({
  ...grantFilter,
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type GrantQuery = z.output<typeof grantQuery>;
export const grantPage = pageOf(grant);
export type GrantPageDto = z.infer<typeof grantPage>;

/** GET /api/v1/suppliers/reach – the ledger's filters; suppliers whose approved access reaches something, the widest first. */
export const reachQuery = z.strictObject(ledgerFilter);
export const supplierReach = z.object({
  items: z.array(
    reach.extend({
      id,
      name: z.string(),
      /** Zone by zone. */
      places: z.array(z.object({ zoneId: id, devices: z.number().int(), tools: z.array(z.string()) })),
    }),
  ),
  /** Zones that one of them reaches, highest Purdue level first. */
  zones: z.array(z.object({ id, name: z.string(), site: z.string(), purdueLevel: purdueLevel.nullable() })),
});
export type SupplierReachDto = z.infer<typeof supplierReach>;

/** GET /api/v1/suppliers/tools – those that can be recognised: access by another is never matched. */
export const accessTools = z.object({ items: z.array(z.string()) });

export const sessionItem = z.object({
  id,
  path: accessPath,
  verdict: z.enum(SESSION_VERDICTS).exclude(["granted"]),
  sentence: z.string(),
  grantId: id.nullable(),
  sessions: z.number().int(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  answer: z.object({ id, reason: z.string(), actor: z.string(), at: isoTime }).nullable(),
});
export type SessionItemDto = z.infer<typeof sessionItem>;

/** GET /api/v1/exposure/sessions – those that wait first. */
export const sessionItems = z.object({
  items: z.array(sessionItem),
  /** All sessions that were held against the ledger, covered ones too. */
  held: z.number().int(),
  waiting: z.number().int(),
  /** Paths that wait: what the overview counts. */
  waitingPaths: z.number().int(),
});
export type SessionItemsDto = z.infer<typeof sessionItems>;

/** POST /api/v1/exposure/sessions/{id} – settles the sessions known now. */
export const answerSession = z.strictObject({ reason });
export const answeredSession = z.object({ answerId: id });

/** POST /api/v1/suppliers/import – the text of the ledger's own CSV. */
export const importLedger = z.strictObject({ csv: z.string().min(1).max(900_000) });
export const importedLedger = z.object({
  suppliers: z.number().int(),
  requests: z.number().int(),
  /** Lines that were left out, with the reason. */
  problems: z.array(z.string()),
});
export type ImportedLedger = z.infer<typeof importedLedger>;
