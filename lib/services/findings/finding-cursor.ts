import "server-only";
import { z } from "zod";
import type { FindingPosition } from "@/lib/db/finding";
import { AppError } from "@/lib/domain/errors";

const shape = z.tuple([z.number().int(), z.uuid()]);

/** Opaque to clients. */
export function writeFindingCursor({ priority, id }: FindingPosition): string {
  return Buffer.from(JSON.stringify([priority, id])).toString("base64url");
}

/** Throws AppError("bad-request") for anything that we did not write ourselves. */
export function readFindingCursor(cursor: string): FindingPosition {
  const parsed = shape.safeParse(jsonOf(cursor));
  if (parsed.success) return { priority: parsed.data[0], id: parsed.data[1] };
  throw new AppError("bad-request", "This page of the list cannot be found any more. Start from its beginning.", {
    invalidParams: [{ name: "cursor", reason: "not a cursor of this list" }],
  });
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
