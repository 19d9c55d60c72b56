import { z } from "zod";
import { WALK_DOWN_KINDS } from "@/lib/domain/triage/walk-down";
import { siteScope } from "./site-scope";

/** GET /api/v1/walk-down – which unknown fact about which device would settle most. */
export const walkDownQuery = z.strictObject({
  ...siteScope.shape,
  /** By zone or location: the name of the place. */
  place: z.string().max(200).optional(),
  /** The name of the place's site: two sites may have a place of one name. */
  placeSite: z.string().max(200).optional(),
  kind: z.enum(WALK_DOWN_KINDS).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const walkDownQuestion = z.object({
  deviceId: z.uuid(),
  name: z.string(),
  product: z.string().nullable(),
  /** Where to walk: location, else zone, else "unknown place". */
  place: z.string(),
  site: z.string(),
  addresses: z.array(z.string()),
  kind: z.enum(WALK_DOWN_KINDS),
  text: z.string(),
  settles: z.array(z.string()),
  worth: z.number().int(),
  riskScore: z.number().int(),
});
export type WalkDownQuestionDto = z.infer<typeof walkDownQuestion>;

export const walkDownList = z.object({
  items: z.array(walkDownQuestion),
  /** Questions about the devices that were looked at: the riskiest that leave something open. */
  total: z.number().int(),
  /** Devices that leave something open, too, and were not looked at. */
  devicesOmitted: z.number().int(),
  /** Places that have questions, with how many. */
  places: z.array(z.object({ site: z.string(), place: z.string(), questions: z.number().int() })),
});
export type WalkDownList = z.infer<typeof walkDownList>;
