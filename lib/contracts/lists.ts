import { z } from "zod";
import { IDENTITY_FIELDS } from "@/lib/domain/observation";
import { RECONCILE_GROUPS } from "@/lib/domain/triage/reconcile";
import { isoTime, pageOf } from "./primitives";

/** GET /api/v1/lists – approved lists that were imported, newest first. */
export const approvedList = z.object({
  id: z.string(),
  fileName: z.string(),
  format: z.string(),
  site: z.string(),
  realm: z.string(),
  importedAt: isoTime,
  rows: z.number().int(),
});
export type ApprovedListDto = z.infer<typeof approvedList>;
export const approvedLists = z.object({ items: z.array(approvedList) });

export const listId = z.strictObject({ id: z.string().regex(/^\d{1,18}$/) });

/** GET /api/v1/lists/{id} – the list held against the network. */
export const reconcileQuery = z.strictObject({
  group: z.enum(RECONCILE_GROUPS).default("differing"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const deviceRef = z.object({ id: z.uuid(), name: z.string(), ips: z.array(z.string()), macs: z.array(z.string()) });

export const reconcileRow = z.object({
  key: z.string(),
  /** What the list says; null for a device that is not on it. */
  listed: z
    .object({
      position: z.number().int(),
      mac: z.string().nullable(),
      ip: z.string().nullable(),
      zone: z.string().nullable(),
      name: z.string().nullable(),
      product: z.string().nullable(),
    })
    .nullable(),
  device: deviceRef.nullable(),
  differences: z.array(z.object({ field: z.enum([...IDENTITY_FIELDS, "zone"]), listed: z.string(), seen: z.string() })),
  /** Who was seen with the row's address, while the row's own card was not. */
  addressUsedBy: deviceRef.nullable(),
});
export type ReconcileRowDto = z.infer<typeof reconcileRow>;

export const reconcilePage = pageOf(reconcileRow).extend({
  list: approvedList,
  counts: z.record(z.enum(RECONCILE_GROUPS), z.number().int()),
});
export type ReconcilePage = z.infer<typeof reconcilePage>;
