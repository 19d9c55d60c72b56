import { z } from "zod";
import { KEEP_MODES } from "@/lib/domain/packet/keep-mode";
import { DECISION_POLICIES } from "@/lib/domain/priority/decision-policy";
import { isoTime } from "./primitives";

export const keepMode = z.enum(KEEP_MODES);

const GIB = 1024 ** 3;

/** GET and PUT /api/v1/settings/priority – by which table findings are decided. */
export const prioritySettings = z.strictObject({ policy: z.enum(DECISION_POLICIES) });
export type PrioritySettings = z.infer<typeof prioritySettings>;

/** PUT /api/v1/settings/flows */
export const flowRetention = z.strictObject({
  /** Whole months behind the current one; null = nothing goes for its age. */
  months: z.number().int().min(1, "Give at least one month.").max(1_200, "Give at most 100 years.").nullable(),
});

/** GET /api/v1/settings/flows – with what is there now; months in UTC ("2026-11"), by when files were taken in. */
export const flowSettings = z.object({
  retention: flowRetention,
  usage: z.object({ oldestMonth: z.string().nullable(), droppedMonths: z.number().int() }),
});
export type FlowSettings = z.infer<typeof flowSettings>;

/** PUT /api/v1/settings/captures */
export const captureRetention = z.strictObject({
  keepMode,
  maxBytes: z
    .number()
    .int()
    .min(0, "Give a size of 0 or more.")
    .max(100_000 * GIB, "That is more than any disk holds."),
  /** null = nothing goes for its age. */
  maxAgeDays: z.number().int().min(1, "Give at least one day.").max(36_500, "Give at most 100 years.").nullable(),
});

/** GET /api/v1/settings/captures – with what is kept now. */
export const captureSettings = z.object({
  retention: captureRetention,
  usage: z.object({
    sources: z.number().int(),
    bytes: z.number(),
    oldestAt: isoTime.nullable(),
    /** Sources that were kept once and have gone. */
    goneSources: z.number().int(),
  }),
});
export type CaptureSettings = z.infer<typeof captureSettings>;
