import "server-only";
import { countDeviceMakes } from "@/lib/db/firmware/software-bill";
import type { DeviceMakeCount } from "@/lib/domain/software/attach-bill";
import { deviceIndex } from "../devices/device-index";

/** All makes of devices, from the columns in memory where they are loaded, else from PostgreSQL; the same ones. */
export async function deviceMakes(): Promise<DeviceMakeCount[]> {
  const index = deviceIndex();
  index.want();
  return index.isReady() ? index.makes() : countDeviceMakes();
}
