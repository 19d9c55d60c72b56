import { z } from "zod";
import { isoTime } from "./primitives";

/** GET /api/v1/alerts – what a person has to look into, the newest first. */
export const alert = z.object({
  id: z.string(),
  title: z.string(),
  /** Where and when, in a sentence. */
  summary: z.string(),
  /** What to do. */
  advice: z.string(),
  site: z.string(),
  realm: z.string(),
  sensor: z.string().nullable(),
  importId: z.uuid().nullable(),
  fileName: z.string(),
  /** Frame of the first of it. */
  position: z.number().int(),
  files: z.number().int(),
  addresses: z.number().int(),
  frames: z.number().int(),
  examples: z.array(z.string()),
  firstSeen: isoTime.nullable(),
  lastSeen: isoTime.nullable(),
  isOpen: z.boolean(),
  acknowledgement: z.object({ by: z.string(), at: isoTime, reason: z.string() }).nullable(),
});
export type AlertDto = z.infer<typeof alert>;

export const alertList = z.object({
  items: z.array(alert),
  open: z.number().int(),
  /** Further ones that are not among the items; the open ones come first. */
  omitted: z.number().int(),
});

/** PATCH /api/v1/alerts/{id} – somebody looked into it, and what came of it. */
export const acknowledgeAlert = z.strictObject({ reason: z.string().trim().min(3).max(500) });
