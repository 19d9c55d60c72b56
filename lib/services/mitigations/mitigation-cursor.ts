import "server-only";
import { z } from "zod";
import type { MitigationPosition } from "@/lib/db/findings/mitigation";
import { readCursor, writeCursor } from "../page-cursor";

const shape = z.tuple([z.number().int(), z.number().int(), z.uuid()]);

export function writeMitigationCursor({ rank, createdAtUs, id }: MitigationPosition): string {
  return writeCursor([rank, createdAtUs, id]);
}

/** Throws AppError("bad-request") for anything that we did not write ourselves. */
export function readMitigationCursor(cursor: string): MitigationPosition {
  const [rank, createdAtUs, id] = readCursor(shape, cursor);
  return { rank, createdAtUs, id };
}
