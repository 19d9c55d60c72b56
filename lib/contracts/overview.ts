import { z } from "zod";
import { deviceRow } from "./devices";
import { isoTime, purdueLevel, riskBand } from "./primitives";

const figure = z.object({
  value: z.number(),
  /** Value at the end of each of the last 30 days; null = no data. */ trend: z.array(z.number().nullable()),
});

/** GET /api/v1/overview */
export const overview = z.object({
  isEmpty: z.boolean(),
  /** The answer first: one sentence on posture. */
  sentence: z.string(),
  figures: z.object({
    risk: figure,
    waiting: figure,
    internetExposed: figure,
    /** Share of devices whose vendor and model or role are known, 0–100. */
    coverage: figure,
  }),
  deviceCount: z.number().int(),
  /** Ordered by Purdue level, highest first, as on a plant drawing. */
  zones: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      purdueLevel: purdueLevel.nullable(),
      deviceCount: z.number().int(),
      riskScore: z.number(),
      riskBand,
      unsanctionedCount: z.number().int(),
    }),
  ),
  topRisks: z.array(deviceRow),
  /** One point per day that had data: mean of the devices' scores, as computed then. */
  trend: z.array(
    z.object({ day: z.string(), risk: z.number(), devices: z.number().int(), unsanctioned: z.number().int() }),
  ),
  /** What we cannot see: sources silent, files failed, addresses unconfirmed. */
  blindSpots: z.array(z.object({ text: z.string(), href: z.string() })),
  lastImportAt: isoTime.nullable(),
});
export type Overview = z.infer<typeof overview>;

/** GET /api/v1/search?q= – for the command palette: devices by any of their names, zones, imports. */
export const searchQuery = z.strictObject({ q: z.string().max(200).default("") });
export const searchResults = z.object({
  items: z.array(
    z.object({
      kind: z.enum(["device", "zone", "import"]),
      id: z.string(),
      title: z.string(),
      subtitle: z.string(),
      href: z.string(),
    }),
  ),
});
export type SearchResults = z.infer<typeof searchResults>;
