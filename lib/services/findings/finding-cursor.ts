import "server-only";
import { z } from "zod";
import type { FindingGroupPosition, FindingPosition } from "@/lib/domain/finding/finding-filter";
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

const groupShape = z.tuple([z.number().int(), z.number().int(), z.string().max(4_000)]);

export function writeFindingGroupCursor({ priority, findings, key }: FindingGroupPosition): string {
  return writeCursor([priority, findings, key]);
}

/** Throws AppError("bad-request") for anything that we did not write ourselves. */
export function readFindingGroupCursor(cursor: string): FindingGroupPosition {
  const [priority, findings, key] = readCursor(groupShape, cursor);
  return { priority, findings, key };
}
