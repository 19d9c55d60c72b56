import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/domain/errors";

/** Where the next page of a list begins, opaque to clients. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Null for anything that is no position of this shape. */
export function parseCursor<Shape extends z.ZodType>(shape: Shape, cursor: string): z.output<Shape> | null {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}

/** Throws AppError("bad-request") for anything that is no position of this shape. */
export function readCursor<Shape extends z.ZodType>(shape: Shape, cursor: string): z.output<Shape> {
  const position = parseCursor(shape, cursor);
  if (position === null) throw lostCursor("not a cursor of this list");
  return position;
}

export function lostCursor(reason: string): AppError {
  return new AppError("bad-request", "This page of the list cannot be found any more. Start from its beginning.", {
    invalidParams: [{ name: "cursor", reason }],
  });
}
