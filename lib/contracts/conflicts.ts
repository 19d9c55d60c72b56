import { z } from "zod";
import { conflict } from "./devices";
import { siteScope } from "./site-scope";

/** GET /api/v1/conflicts – contradictions that wait for a person, those of the riskiest devices first. */
export const conflictsQuery = z.strictObject({
  ...siteScope.shape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const side = z.object({
  id: z.uuid(),
  name: z.string(),
  product: z.string().nullable(),
  zone: z.string().nullable(),
  riskScore: z.number().int(),
});

/** One contradiction, with every device that shows it. */
export const conflictItem = conflict.extend({ devices: z.array(side) });
export type ConflictItem = z.infer<typeof conflictItem>;

/** `total` counts devices, because a contradiction may stand on several. */
export const conflictPage = z.object({
  items: z.array(conflictItem),
  next: z.string().nullable(),
  total: z.number().int(),
});
