import { z } from "zod";
import { WORK_KINDS } from "@/lib/domain/maintenance/arrange-work";
import { OUTAGES, REPEATS } from "@/lib/domain/maintenance/maintenance-window";
import { id, isoTime, moment } from "./primitives";

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
  /** In the order in which it is done. */
  work: z.array(workItem),
  /** Of the whole occurrence: more work than time. */
  objection: z.string().nullable(),
});
export type MaintenanceOccurrenceDto = z.infer<typeof maintenanceOccurrence>;

/** GET /api/v1/maintenance */
export const maintenancePlan = z.object({
  /** Next ones of every window, earliest first, and past ones that still have open work. */
  occurrences: z.array(maintenanceOccurrence),
  /** Needs no outage: can be done now. */
  anytime: z.array(workItem),
  /** Needs an outage, and is in no window yet. */
  unplanned: z.array(workItem),
  /** Done or dropped, the latest first. */
  settled: z.array(workItem),
});
export type MaintenancePlanDto = z.infer<typeof maintenancePlan>;
