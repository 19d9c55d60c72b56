import { z } from "zod";
import { KEEP_MODES } from "@/lib/domain/packet/keep-mode";
import { DECISION_POLICIES } from "@/lib/domain/priority/decision-policy";
import { isoTime } from "./primitives";

export const keepMode = z.enum(KEEP_MODES);

const GIB = 1024 ** 3;

/** GET and PUT /api/v1/settings/priority – by which table findings are decided. */
export const prioritySettings = z.strictObject({ policy: z.enum(DECISION_POLICIES) });
export type PrioritySettings = z.infer<typeof prioritySettings>;

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
