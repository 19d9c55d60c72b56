import { z } from "zod";
import { WORK_KINDS } from "@/lib/domain/maintenance/arrange-work";
import { OUTAGES, REPEATS } from "@/lib/domain/maintenance/maintenance-window";
import { plan } from "./plan";
import { id, isoTime, longCursor, moment, pageOf } from "./primitives";

/** POST /api/v1/maintenance/windows */
export const newWindow = z.object({
  title: z.string().trim().min(3, "Give the window a name.").max(120),
  zoneId: id.nullable(),
  startsAt: moment,
  durationMinutes: z
    .number()
    .int()
    .min(10, "At least ten minutes.")
    .max(60 * 24 * 14, "At most two weeks."),
  repeats: z.enum(REPEATS),
  every: z.number().int().min(1).max(52).default(1),
  outage: z.enum(OUTAGES),
});
export type NewWindowInput = z.input<typeof newWindow>;

/** POST /api/v1/maintenance/work */
export const newWork = z.object({
  title: z.string().trim().min(3, "Say what is to be done.").max(200),
  kind: z.enum(WORK_KINDS),
  outage: z.enum(OUTAGES),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 14),
  owner: z.string().trim().min(2, "Name who does it.").max(120),
  note: z.string().trim().max(1000).default(""),
  zoneId: id.nullable().default(null),
  deviceIds: z.array(id).max(1000).default([]),
  /** Key of the finding that it settles. */
  findingKey: z.string().max(200).nullable().default(null),
  riskRemoved: z.number().min(0).nullable().default(null),
});
export type NewWorkInput = z.input<typeof newWork>;

/** PATCH /api/v1/maintenance/work/{id} */
export const workChange = z
  .object({
    windowId: id.nullable(),
    /** Beginning of one of the window's occurrences. */
    occurrenceAt: moment.nullable(),
    state: z.enum(["open", "done", "dropped"]),
    owner: newWork.shape.owner,
    minutes: newWork.shape.minutes,
  })
  .partial();
export type WorkChangeInput = z.input<typeof workChange>;

export const workItem = z.object({
  id,
  title: z.string(),
  kind: z.enum(WORK_KINDS),
  outage: z.enum(OUTAGES),
  minutes: z.number().int(),
  owner: z.string(),
  note: z.string(),
  zoneId: id.nullable(),
  zoneName: z.string().nullable(),
  deviceCount: z.number().int(),
  devices: z.array(z.object({ id, name: z.string().nullable() })),
  findingKey: z.string().nullable(),
  riskRemoved: z.number().nullable(),
  windowId: id.nullable(),
  occurrenceAt: isoTime.nullable(),
  state: z.enum(["open", "done", "dropped"]),
  /** What does not fit its window, in a sentence. */
  objection: z.string().nullable(),
});
export type WorkItemDto = z.infer<typeof workItem>;

export const maintenanceOccurrence = z.object({
  windowId: id,
  title: z.string(),
  zoneId: id.nullable(),
  zoneName: z.string().nullable(),
  startsAt: isoTime,
  durationMinutes: z.number().int(),
  outage: z.enum(OUTAGES),
  repeats: z.enum(REPEATS),
  every: z.number().int(),
  /** How much work is in it. */
  workCount: z.number().int(),
  /** Of the whole occurrence: more work than time. */
  objection: z.string().nullable(),
});
export type MaintenanceOccurrenceDto = z.infer<typeof maintenanceOccurrence>;

/** GET /api/v1/maintenance/occurrences – next ones of every window, earliest first, and past ones that still have open work. */
export const occurrenceQuery = z.strictObject({
  /** Only of windows that hold for this zone: its own, and those of the whole plant. */
  zone: id.optional(),
  /** Words of the window's name and its zone's. */
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type OccurrenceQuery = z.output<typeof occurrenceQuery>;
export type OccurrenceFilterInput = Omit<OccurrenceQuery, "cursor" | "limit">;
export const occurrencePage = pageOf(maintenanceOccurrence);
export type OccurrencePageDto = z.infer<typeof occurrencePage>;

/** "anytime": needs no outage. "unplanned": needs one, and is in no window yet. "settled": done or dropped. */
export const WORK_PLACES = ["window", "anytime", "unplanned", "settled"] as const;

/** GET /api/v1/maintenance/work – open work in the order in which it is done, settled work the latest first. */
export const workQuery = z
  .strictObject({
    place: z.enum(WORK_PLACES),
    /** Of "window", both: one of its occurrences. */
    windowId: id.optional(),
    occurrenceAt: moment.optional(),
    cursor: longCursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine((it) => it.place !== "window" || (it.windowId !== undefined && it.occurrenceAt !== undefined), {
    path: ["windowId"],
    message: "Name the window and when it begins.",
  });
export type WorkQuery = z.output<typeof workQuery>;
export type WorkFilterInput = Omit<WorkQuery, "cursor" | "limit">;
export const workPage = pageOf(workItem);
export type WorkPageDto = z.infer<typeof workPage>;

/** GET /api/v1/maintenance/suggestions – the first steps of the plan that are not on the list yet. */
export const workSuggestions = plan.pick({ deviceCount: true, steps: true, isEarlier: true });
export type WorkSuggestionsDto = z.infer<typeof workSuggestions>;

/** GET /api/v1/maintenance – how much there is of what; the lists themselves go out in pages. */
export const maintenancePlan = z.object({
  occurrences: z.number().int(),
  inWindows: z.number().int(),
  anytime: z.number().int(),
  unplanned: z.number().int(),
  settled: z.number().int(),
});
export type MaintenancePlanDto = z.infer<typeof maintenancePlan>;
