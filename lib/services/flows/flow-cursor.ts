import "server-only";
import { z } from "zod";
import type { FlowPosition } from "@/lib/db/flow-query";
import { AppError } from "@/lib/domain/errors";

const shape = z.tuple([
  z.number().int().nullable(),
  z.number().int().nonnegative(),
  z.number().int().min(0).max(2_147_483_647),
]);

export function writeFlowCursor({ lastSeenUs, contentId, seq }: FlowPosition): string {
  return Buffer.from(JSON.stringify([lastSeenUs, contentId, seq])).toString("base64url");
}

/** Throws AppError("bad-request") for anything that is no position in a list of flows. */
export function readFlowCursor(cursor: string): FlowPosition {
  try {
    const [lastSeenUs, contentId, seq] = shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { lastSeenUs, contentId, seq };
  } catch {
    throw new AppError("bad-request", "This page of the list cannot be found any more. Start from its beginning.", {
      invalidParams: [{ name: "cursor", reason: "not a cursor of this list" }],
    });
  }
}
