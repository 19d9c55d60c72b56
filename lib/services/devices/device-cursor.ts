import "server-only";
import { z } from "zod";
import { DEVICE_SORTS } from "@/lib/contracts/devices";
import { DEVICE_SORT_KEYS, type DevicePosition, type DeviceSort } from "@/lib/db/device-query";
import { AppError } from "@/lib/domain/errors";

const shape = z.tuple([
  z.enum(DEVICE_SORTS),
  z.boolean(),
  z.union([z.string().max(600), z.number().int(), z.null()]),
  z.uuid(),
]);

/** Opaque to clients. It holds for the order in which the page was asked for, and no other. */
export function writeDeviceCursor(sort: DeviceSort, isDescending: boolean, position: DevicePosition): string {
  return Buffer.from(JSON.stringify([sort, isDescending, position.value, position.id])).toString("base64url");
}

/** Throws AppError("bad-request") for anything that we did not write ourselves for this order. */
export function readDeviceCursor(cursor: string, sort: DeviceSort, isDescending: boolean): DevicePosition {
  const parsed = shape.safeParse(jsonOf(cursor));
  if (parsed.success) {
    const [forSort, forDescending, value, id] = parsed.data;
    const type = DEVICE_SORT_KEYS[sort].type === "bigint" ? "number" : "string";
    const hasNul = typeof value === "string" && value.includes("\u0000");
    if (forSort === sort && forDescending === isDescending && !hasNul && (value === null || typeof value === type)) {
      return { value, id };
    }
  }
  throw new AppError("bad-request", "This page of the list cannot be found any more. Start from its beginning.", {
    invalidParams: [{ name: "cursor", reason: "not a cursor of this list and order" }],
  });
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
