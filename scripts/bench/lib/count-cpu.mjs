/** CPU of this process and of the database's processes that serve it, in milliseconds with microseconds behind the point. */
import { readFileSync } from "node:fs";

/**
 * @param {() => Promise<readonly number[]>} backendPids processes of PostgreSQL that work for us
 * @returns {Promise<() => number>} milliseconds since the call; new processes of the database are not counted
 */
export async function startCounting(backendPids) {
  const pids = await backendPids();
  const before = process.cpuUsage();
  const backendsBefore = pids.map(nanosecondsOf);
  return () => {
    const { user, system } = process.cpuUsage(before);
    const backends = pids.reduce((sum, pid, at) => sum + Math.max(0, nanosecondsOf(pid) - backendsBefore[at]), 0);
    return (user + system) / 1_000 + backends / 1_000_000;
  };
}

/** The first number of schedstat is the time on a CPU in nanoseconds. */
function nanosecondsOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
  } catch {
    return 0;
  }
}
