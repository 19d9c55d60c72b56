import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FirmwareCheckDto, firmwareCheckQuery } from "@/lib/contracts/firmware";
import { listFirmwareChecks } from "@/lib/db/firmware/firmware-check";
import { presentCheck } from "./record-check";

/** Who verified which firmware file, newest first. The cursor is the id of the last one that was read. */
export async function listChecks(
  actor: Actor,
  { q, cursor, limit }: z.output<typeof firmwareCheckQuery>,
): Promise<{ items: FirmwareCheckDto[]; next: string | null }> {
  requirePermission(actor, "findings.read");
  const words = q.split(/\s+/).filter((word) => word !== "");
  const rows = await listFirmwareChecks(words, cursor ?? null, limit + 1);
  const items = rows.slice(0, limit).map(presentCheck);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
