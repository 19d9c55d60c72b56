/**
 * Does all jobs in their order, two at a time: as many as a small machine has processors.
 *
 * @param {readonly Job[]} jobs
 * @param {(job: Job) => Promise<unknown>} work
 * @template Job
 */
export async function inPairs(jobs, work) {
  const waiting = jobs.values();
  const takeOn = async () => {
    for (const job of waiting) await work(job);
  };
  await Promise.all([takeOn(), takeOn()]);
}
