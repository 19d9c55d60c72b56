import { z } from "zod";
import { CHANGE_KINDS } from "@/lib/domain/device/compare-versions";
import { deviceRow } from "./devices";
import { isoTime, moment } from "./primitives";

/** GET /api/v1/changes: what was learned between two times. `to` is now when it is left out. */
export const changesQuery = z.strictObject({ from: moment, to: moment.optional() });

/** Lines of one kind in an answer; the export has them all. */
export const MAX_CHANGES_OF_KIND = 200;

export const change = z.object({
  kind: z.enum(CHANGE_KINDS),
  deviceId: z.uuid(),
  /** What the device was called at the later time it was known. */
  deviceName: z.string(),
  /** False when there is no such device any more. */
  isPresent: z.boolean(),
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The device at the other end, or the one that a merged device became part of. */
  otherId: z.uuid().nullable(),
});
export type ChangeDto = z.infer<typeof change>;

export const changes = z.object({
  from: isoTime,
  to: isoTime,
  /** Of all that was compared. */
  counts: z.array(z.object({ kind: z.enum(CHANGE_KINDS), count: z.number().int() })),
  /** The first of each kind, by the names of their devices. */
  items: z.array(change),
  /** More came in than is compared at once, so changes may be missing: choose a shorter time. */
  isCut: z.boolean(),
  /** Months ("2026-06") in which one of the times lies, and of which is no longer known when in them peers were new. */
  unknownPeerMonths: z.array(z.string()),
});
export type Changes = z.infer<typeof changes>;

/** GET /api/v1/devices/{id}?asOf= – the device as it was known then. */
export const deviceAsOf = z.object({
  asOf: isoTime,
  /** The device that the id is part of now, when it is no device of its own any more. */
  movedTo: z.uuid().nullable(),
  /** How long this was what was known; until is null while it still is. */
  from: isoTime,
  until: isoTime.nullable(),
  row: deviceRow,
});
export type DeviceAsOf = z.infer<typeof deviceAsOf>;
