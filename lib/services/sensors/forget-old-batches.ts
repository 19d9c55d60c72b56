import "server-only";
import { forgetSensorBatches } from "@/lib/db/sensor";
import { timeOfAges } from "../settings/time-of-ages";

/** Lets go of the numbers of batches that no sensor sends again. Safe at any time, in any process. */
export async function forgetOldBatches(): Promise<number> {
  return forgetSensorBatches(await timeOfAges());
}
