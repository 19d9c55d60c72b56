/**
 * A running Sightglass: database, web and worker, in that order, and back. start.mjs runs one for people, the
 * end-to-end tests run one with a database and a data folder of their own.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle } from "./bundle.mjs";
import { ROOT } from "./paths.mjs";
import { StartError } from "./start-error.mjs";
import { supervise } from "./supervise.mjs";

const WEB_READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
/** As bin/sightglass.mjs has them, which says why: a worker's import is as short as a command's. */
const WORKER_NODE_ARGS = [
  "--heap-growing-percent=40",
  "--initial-old-space-size=96",
  "--max-inlined-bytecode-size-cumulative=300",
];

/**
 * @param {{ databaseUrl: string, data: string, host: string, port: number, say: (text: string) => void, onFatal: (error: Error) => void }} options
 */
export async function startInstallation({ databaseUrl, data, host, port, say, onFatal }) {
  const url = `http://${host}:${port}`;
  const logs = join(data, "logs");
  const env = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    SIGHTGLASS_DATA: data,
    SIGHTGLASS_URL: process.env.SIGHTGLASS_URL ?? url,
    PORT: String(port),
  };
  let stopping = false;
  let isReady = false;
  const common = { env, logs, say, isStopping: () => stopping };

  const web = supervise({
    ...common,
    name: "web",
    label: "web server",
    file: join(ROOT, "scripts/web.mjs"),
    // Whatever ends it before it ever answered would end it again.
    giveUp: (how, { tail, logPath }) => {
      if (isReady) return false;
      onFatal(new StartError(`${tail()}\n\nThe web server ended (${how}); its log is ${logPath}.`));
      return true;
    },
  });
  const worker = supervise({
    ...common,
    name: "worker",
    label: "worker",
    file: await bundle("worker"),
    nodeArgs: WORKER_NODE_ARGS,
  });

  return {
    url,
    env,
    web,
    worker,
    async ready() {
      const deadline = Date.now() + WEB_READY_WITHIN_MS;
      while (!web.hasGivenUp() && !(await answers(`${url}/api/health`))) {
        if (Date.now() > deadline) throw new StartError(`The web server does not answer; its log is ${web.logPath()}.`);
        await sleep(50);
      }
      // Its end is reported by onFatal, which also ends everything else.
      if (web.hasGivenUp()) await new Promise(() => {});
      isReady = true;
    },
    async stop() {
      stopping = true;
      await Promise.all([web.stop(STOP_WITHIN_MS), worker.stop(STOP_WITHIN_MS)]);
    },
    kill() {
      stopping = true;
      web.kill();
      worker.kill();
    },
  };
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}
