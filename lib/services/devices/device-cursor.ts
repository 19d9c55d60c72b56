import "server-only";
import { z } from "zod";
import { type DevicePosition, type DeviceSort, sortTypeOf } from "@/lib/db/devices/device-query";
import { customSortOf } from "@/lib/domain/device/custom-sort";
import { lostCursor, parseCursor, writeCursor } from "../page-cursor";

/** What a version sorts by is longer than itself. */
const MAX_VALUE_LENGTH = 1_000;
const shape = z.tuple([
  z.string().max(100),
  z.boolean(),
  z.union([z.string().max(MAX_VALUE_LENGTH), z.number(), z.null()]),
  z.uuid(),
]);
const nameOf = (sort: DeviceSort): string => (typeof sort === "string" ? sort : customSortOf(sort));

/** Opaque to clients. It holds for the order in which the page was asked for, and no other. */
export function writeDeviceCursor(sort: DeviceSort, isDescending: boolean, position: DevicePosition): string {
  return writeCursor([nameOf(sort), isDescending, position.value, position.id]);
}

/** Throws AppError("bad-request") for anything that we did not write ourselves for this order. */
export function readDeviceCursor(cursor: string, sort: DeviceSort, isDescending: boolean): DevicePosition {
  const parsed = parseCursor(shape, cursor);
  if (parsed) {
    const [forSort, forDescending, value, id] = parsed;
    if (forSort === nameOf(sort) && forDescending === isDescending && (value === null || isOf(value, sort))) {
      return { value, id };
    }
  }
  throw lostCursor("not a cursor of this list and order");
}

function isOf(value: string | number, sort: DeviceSort): boolean {
  const type = sortTypeOf(sort);
  if (typeof value === "string") return (type === "text" || type === "uuid") && !value.includes("\u0000");
  return type === "bigint" ? Number.isSafeInteger(value) : type === "double precision";
}
