import "server-only";
import { findRollupDays, type RollupCell, sumRollupDays } from "@/lib/db/flow-rollup";
import { type DayTraffic, FlowCube } from "@/lib/domain/flow/flow-cube";

/** What was read of the sums; who asks again reads only the days that changed since. */
const latest = { rev: 0, cube: new FlowCube() };

/** The kept sums of flows, as new as they are; before the first ones from the flows themselves. */
export async function flowCube(): Promise<FlowCube> {
  const found = await findRollupDays(latest.rev);
  if (found === null) return cubeOf(await sumRollupDays());
  for (const { day, cells } of found.days) latest.cube.setDay(day, cells.map(unpack));
  latest.rev = Math.max(latest.rev, found.rev);
  return latest.cube;
}

/** A cube of these days alone. */
export function cubeOf(days: readonly { readonly day: number; readonly cells: readonly RollupCell[] }[]): FlowCube {
  const cube = new FlowCube();
  for (const { day, cells } of days) cube.setDay(day, cells.map(unpack));
  return cube;
}

function unpack([from, to, protocol, flows, packets, bytes, operations, first, last, ports]: RollupCell): DayTraffic {
  return {
    ...{ from, to, protocol, flows, packets, bytes, operations },
    ...{ firstSeenUs: first, lastSeenUs: last, ports: ports ?? [] },
  };
}
