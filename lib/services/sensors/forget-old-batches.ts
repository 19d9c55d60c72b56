import "server-only";
import { forgetSensorBatches } from "@/lib/db/sensor";

/** Lets go of the numbers of batches that no sensor sends again. Safe at any time, in any process. */
export function forgetOldBatches(): Promise<number> {
  return forgetSensorBatches();
}
