import "server-only";
import { z } from "zod";
import type { FindingPosition } from "@/lib/db/finding";
import { readCursor, writeCursor } from "../page-cursor";

const shape = z.tuple([z.number().int(), z.uuid()]);

export function writeFindingCursor({ priority, id }: FindingPosition): string {
  return writeCursor([priority, id]);
}

/** Throws AppError("bad-request") for anything that we did not write ourselves. */
export function readFindingCursor(cursor: string): FindingPosition {
  const [priority, id] = readCursor(shape, cursor);
  return { priority, id };
}
