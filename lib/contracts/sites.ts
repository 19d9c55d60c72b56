import { z } from "zod";

/** GET /api/v1/sites – sites with their realms (address spaces inside which an IP or MAC is unique). */
export const site = z.object({
  id: z.uuid(),
  name: z.string(),
  /** IANA zone in which the site's people read clocks, e.g. "Europe/Berlin". */
  timeZone: z.string(),
  realms: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export const siteList = z.object({ items: z.array(site) });
export type SiteDto = z.infer<typeof site>;
