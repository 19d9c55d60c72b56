import { z } from "zod";

/** On which of the last 28 days something was there; days are UTC, counted from 1970-01-01. */
export const seenDays = z.object({
  lastDay: z.number().int(),
  /** Bit 0 is `lastDay`, bit 1 the day before, and so on. */
  mask: z.number().int(),
});

/** GET /api/v1/coverage/days – on which days somebody listened, by realm; `lastDay` is today. */
export const listenedDays = z.object({
  lastDay: z.number().int(),
  realms: z.array(z.object({ site: z.string(), realm: z.string(), mask: z.number().int() })),
});
export type ListenedDays = z.infer<typeof listenedDays>;
