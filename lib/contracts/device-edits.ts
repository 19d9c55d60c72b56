import { z } from "zod";

/** POST /api/v1/devices/edits?mode=… – a device CSV that people edited, as raw bytes. */
export const deviceEditsQuery = z
  .strictObject({
    /** "preview" says what would change; "apply" changes it, in one group that can be undone. */
    mode: z.enum(["preview", "apply"]),
    reason: z.string().trim().min(3).max(500).optional(),
  })
  .refine(({ mode, reason }) => mode === "preview" || reason !== undefined, { message: "Applying needs a reason." });

export const deviceEdits = z.object({
  changes: z.array(
    z.object({
      deviceId: z.uuid(),
      deviceName: z.string(),
      line: z.number().int(),
      column: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** All of them; `changes` holds the first ones. */
  changeCount: z.number().int(),
  deviceCount: z.number().int(),
  problems: z.array(z.object({ line: z.number().int(), text: z.string() })),
  problemCount: z.number().int(),
  /** Takes all of it back; null for a preview, and when nothing changed. */
  groupId: z.uuid().nullable(),
});
export type DeviceEdits = z.infer<typeof deviceEdits>;
