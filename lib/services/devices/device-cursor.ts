import "server-only";
import { z } from "zod";
import { DEVICE_SORTS } from "@/lib/contracts/choices";
import { DEVICE_SORT_KEYS, type DevicePosition, type DeviceSort } from "@/lib/db/devices/device-query";
import { lostCursor, parseCursor, writeCursor } from "../page-cursor";

const shape = z.tuple([
  z.enum(DEVICE_SORTS),
  z.boolean(),
  z.union([z.string().max(600), z.number().int(), z.null()]),
  z.uuid(),
]);

/** Opaque to clients. It holds for the order in which the page was asked for, and no other. */
export function writeDeviceCursor(sort: DeviceSort, isDescending: boolean, position: DevicePosition): string {
  return writeCursor([sort, isDescending, position.value, position.id]);
}

/** Throws AppError("bad-request") for anything that we did not write ourselves for this order. */
export function readDeviceCursor(cursor: string, sort: DeviceSort, isDescending: boolean): DevicePosition {
  const parsed = parseCursor(shape, cursor);
  if (parsed) {
    const [forSort, forDescending, value, id] = parsed;
    const type = DEVICE_SORT_KEYS[sort].type === "bigint" ? "number" : "string";
    const hasNul = typeof value === "string" && value.includes("\u0000");
    if (forSort === sort && forDescending === isDescending && !hasNul && (value === null || typeof value === type)) {
      return { value, id };
    }
  }
  throw lostCursor("not a cursor of this list and order");
}
