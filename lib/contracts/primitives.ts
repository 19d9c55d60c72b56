import { z } from "zod";
import { DEVICE_STATES } from "@/lib/domain/device/decision";
import { OPERATIONS } from "@/lib/domain/flow/flow";

/** ISO 8601 UTC with the source's precision, e.g. "2026-03-02T08:00:00.252792Z". */
export const isoTime = z.string();
const TIME_HINT = "Give a time like 2026-03-02T08:00:00Z.";
/** A moment, ISO 8601 with its offset. PostgreSQL has no year 0. */
export const moment = z.iso
  .datetime({ offset: true, error: TIME_HINT })
  .refine((text) => !text.startsWith("0000"), { error: TIME_HINT });
export const id = z.uuid();
/** Where PostgreSQL's integer ends: a number above it would be refused by the database, as an error of the server. */
export const MAX_ORDINAL = 2_147_483_647;
/** A number by which rows of one thing are told apart. */
export const ordinal = z.number().int().min(1).max(MAX_ORDINAL);
/** What a route answers that made something. */
export const created = z.object({ id });
export type Created = z.infer<typeof created>;
export const deviceState = z.enum(DEVICE_STATES);
export const presence = z.enum(["active", "quiet", "gone"]);
export const riskBand = z.enum(["low", "medium", "high", "critical"]);
export const operationCounts = z.partialRecord(z.enum(OPERATIONS), z.number().int().nonnegative());
export const purdueLevel = z.union([
  z.literal(0),
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(3.5),
  z.literal(4),
  z.literal(5),
]);
/** Why somebody decided; asked for on every decision and kept for ever. */
export const reason = z.string().trim().min(3, "Say why in a few words.").max(500);

/** Where a value was read: a link to the packet or line. */
export const citation = z.object({
  realm: z.string(),
  fileSha256: z.string(),
  fileName: z.string(),
  format: z.string(),
  position: z.number().int(),
});
export type CitationDto = z.infer<typeof citation>;

/** Keyset page: pass `next` back as `cursor`; null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
}

/** Of a list that is ordered by text: names, in whatever script, written as JSON and as base64. */
export const longCursor = z.string().max(8_000);

/** How a refusal says that a field, or one of its choices, is not known: by these a newer client tells an older server. */
export const UNKNOWN_FIELD = "is no field of this request: leave it out";
export const UNKNOWN_CHOICE = "has to be one of";

/** RFC 9457 problem document: every error of the API. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
