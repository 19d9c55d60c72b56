import "server-only";
import { z } from "zod";
import type { FlowPosition } from "@/lib/db/flows/flow-query";
import { readCursor, writeCursor } from "../page-cursor";

const shape = z.tuple([
  z.number().int().nullable(),
  z.number().int().nonnegative(),
  z.number().int().min(0).max(2_147_483_647),
]);

export function writeFlowCursor({ lastSeenUs, contentId, seq }: FlowPosition): string {
  return writeCursor([lastSeenUs, contentId, seq]);
}

/** Throws AppError("bad-request") for anything that is no position in a list of flows. */
export function readFlowCursor(cursor: string): FlowPosition {
  const [lastSeenUs, contentId, seq] = readCursor(shape, cursor);
  return { lastSeenUs, contentId, seq };
}
