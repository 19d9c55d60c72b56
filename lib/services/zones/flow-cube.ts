import "server-only";
import { findRollupDays, type RollupDays, sumRollupDays } from "@/lib/db/flows/flow-rollup";
import { FlowCube } from "@/lib/domain/flow/flow-cube";

/** What was read of the sums; who asks again reads only the days that changed since. */
const latest = { rev: 0, cube: new FlowCube(), reading: null as Promise<FlowCube | null> | null };

/** The kept sums of flows, as new as they are; before the first ones from the flows themselves. */
export async function flowCube(): Promise<FlowCube> {
  // The first answer of a process reads all days; whoever asks in the meantime then reads what came since.
  await latest.reading?.catch(() => null);
  const reading = readChanges();
  latest.reading = reading;
  return (await reading) ?? cubeOf(await sumRollupDays());
}

async function readChanges(): Promise<FlowCube | null> {
  const found = await findRollupDays(latest.rev);
  if (found === null) return null;
  if (found.rev > latest.rev) {
    for (const { day, columns } of found.days) latest.cube.setDay(day, columns);
    latest.rev = found.rev;
  }
  return latest.cube;
}

/** A cube of these days alone. */
export function cubeOf(days: RollupDays): FlowCube {
  const cube = new FlowCube();
  for (const { day, columns } of days) cube.setDay(day, columns);
  return cube;
}
