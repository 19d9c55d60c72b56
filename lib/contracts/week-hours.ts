import { z } from "zod";

/** How many flows were under way in each hour of the week. */
export const weekHours = z.object({
  /** IANA name of the time zone in which the hours are told. */
  timeZone: z.string(),
  /** Monday 0 h first. */
  hours: z.array(z.number().int()).length(168).readonly(),
  /** Flows of days, of which only the first and the last hour are counted. */
  longFlows: z.number().int(),
  /** Flows whose source tells no time. */
  untimedFlows: z.number().int(),
});
export type WeekHoursDto = z.infer<typeof weekHours>;
