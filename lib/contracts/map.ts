import { z } from "zod";
import { verdict } from "./flow-matrix";
import { deviceState, purdueLevel, riskBand } from "./primitives";

const pin = z.object({ key: z.string(), x: z.number(), y: z.number() });

/** GET /api/v1/zones/map – everything that the map draws. Pseudo-zones: "unzoned", "internet". */
export const zoneMap = z.object({
  zones: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** Its site's name; null for what is no zone. */
      site: z.string().nullable(),
      purdueLevel: purdueLevel.nullable(),
      riskBand: riskBand.nullable(),
      riskScore: z.number().nullable(),
    }),
  ),
  /** By zone, role and name. */
  devices: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      zone: z.string(),
      role: z.string().nullable(),
      riskBand,
      state: deviceState,
    }),
  ),
  /** More devices than the map draws: what is there is the first of them. */
  isCut: z.boolean(),
  /** Between two zones, in one direction; what is allowed and what was seen. */
  links: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      verdict,
      isConduit: z.boolean(),
      flows: z.number().int(),
      hasWrites: z.boolean(),
      protocols: z.array(z.string()),
    }),
  ),
  pins: z.array(pin),
});
export type ZoneMapDto = z.infer<typeof zoneMap>;

/** GET /api/v1/zones/map/highlight?q= – devices that a query finds. */
export const mapHighlightQuery = z.strictObject({ q: z.string().max(2_000) });
export const mapHighlight = z.object({ ids: z.array(z.uuid()) });

/** PUT /api/v1/zones/map/pins – where a zone stands from now on, for everybody. */
const place = z.number().min(-1_000_000).max(1_000_000);
export const mapPinInput = z.strictObject({ key: z.string().min(1).max(60), x: place, y: place });
