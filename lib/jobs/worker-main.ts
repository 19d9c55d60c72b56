import { logError } from "@/lib/config/log-error";
import { dropOldFlows, makeMonths } from "@/lib/services/flows/drop-old-flows";
import { resumeImports } from "@/lib/services/imports/resume-imports";
import { forgetOvertaken } from "@/lib/services/inventory/forget-overtaken";
import { resumeReleases } from "@/lib/services/knowledge/resume-releases";
import { applyRetention } from "@/lib/services/packets/apply-retention";
import { forgetOldBatches } from "@/lib/services/sensors/forget-old-batches";
import { shutDown } from "@/lib/services/shut-down";
import { measureTargets } from "@/lib/services/targets/measure-target";
import { closeQueue } from "./enqueue";
import { followClock } from "./follow-clock";
import { openQueue } from "./queue";
import { REBUILD_QUEUE } from "./queue-names";
import { registerHandlers } from "./registry";

/** The worker process: takes imports from the queue until it is told to end. Killed at any moment, it loses nothing. */
const SWEEP_EVERY_MS = 5_000;
const STOP_WITHIN_MS = 8_000;
const RETENTION_EVERY_MS = 3_600_000;
/** Several times a day: what stands at its end is the day's distance to the target. */
const MEASURE_EVERY_MS = 6 * 3_600_000;

const ending = new AbortController();

async function main(): Promise<void> {
  const boss = await openQueue({ supervise: true });
  let sweep: Promise<unknown> | null = null;
  const look = () => {
    sweep ??= Promise.all([resumeImports(), resumeReleases(), followClock(boss)])
      .catch((error) => logError("sweep", error))
      .finally(() => {
        sweep = null;
      });
    return sweep;
  };
  await look();
  await registerHandlers(boss, ending.signal);
  // Behind an upgrade what stands there was computed by an earlier version; where nothing changed, this computes nothing.
  await boss.send(REBUILD_QUEUE, {}, { singletonKey: "start" });
  const timer = setInterval(look, SWEEP_EVERY_MS);
  const retain = (work: Promise<unknown>) => work.catch((error) => logError("retention", error));
  const letGo = () => retain(Promise.all([applyRetention(), forgetOldBatches(), dropOldFlows(), forgetOvertaken()]));
  const retention = setInterval(letGo, RETENTION_EVERY_MS);
  // The month may have changed while no worker ran.
  await retain(makeMonths(new Date()));
  const measure = () => measureTargets().catch((error) => logError("targets", error));
  const measuring = setInterval(measure, MEASURE_EVERY_MS);
  console.log(JSON.stringify({ level: "info", at: "worker", message: "ready" }));
  void measure();
  // Who never runs for an hour would otherwise keep everything.
  void letGo();

  const end = async () => {
    if (ending.signal.aborted) return;
    ending.abort();
    clearInterval(timer);
    clearInterval(retention);
    clearInterval(measuring);
    // Imports stop between two batches; whatever does not is picked up where it stood by the next worker.
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    await sweep;
    await closeQueue();
    await shutDown();
    process.exit(0);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

main().catch((error) => {
  logError("worker", error);
  process.exit(1);
});
