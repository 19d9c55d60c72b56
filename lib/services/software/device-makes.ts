import "server-only";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { countDeviceMakes } from "@/lib/db/firmware/software-bill";
import type { DeviceMakeCount } from "@/lib/domain/software/attach-bill";
import { deviceIndex } from "../devices/device-index";
import { KeptForState } from "../kept-for-state";

const fromDatabase = new KeptForState<readonly DeviceMakeCount[]>();

/**
 * All makes of devices, from the columns in memory where they are loaded, else from PostgreSQL; the same ones, and the same
 * list until one of them changes.
 */
export async function deviceMakes(): Promise<readonly DeviceMakeCount[]> {
  const index = deviceIndex();
  index.want();
  if (index.isReady()) return index.makes();
  return fromDatabase.get([await findInventoryRevision()], () => countDeviceMakes());
}
