import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { InventoryReading } from "@/lib/contracts/devices";
import { findWork } from "@/lib/db/work-progress";
import { deviceIndex } from "./device-index";

/** Fewer are read within about a second: a line that came and went would only startle. */
const DEVICES_WORTH_SAYING = 20_000;

/**
 * How far the inventory is read into memory after a start of the server, and how far work on much of it is in any process;
 * null when nothing is done, or only on little.
 */
export async function getInventoryReading(actor: Actor): Promise<InventoryReading> {
  requirePermission(actor, "devices.read");
  const index = deviceIndex();
  // Here too: otherwise the frame around a page could ask a moment before the page makes it begin, and say nothing.
  index.want();
  const reading = await index.reading();
  return {
    reading: reading && reading.total >= DEVICES_WORTH_SAYING ? reading : null,
    work: await findWork(),
  };
}
