/**
 * A running Sightglass: database, web and worker, in that order, and back. start.mjs runs one for people, the
 * end-to-end tests run one with a database and a data folder of their own.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle } from "./bundle.mjs";
import { startChild } from "./child.mjs";
import { ROOT } from "./paths.mjs";
import { StartError } from "./start-error.mjs";

const WEB_READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const WORKER_BACK_OFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const WORKER_IS_WELL_AFTER_MS = 60_000;
/** As bin/sightglass.mjs has it: of what a flood takes, much is rubbish that V8 has not collected yet. */
const WORKER_NODE_ARGS = ["--heap-growing-percent=40"];

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

  const web = startChild({ name: "web", file: join(ROOT, "scripts/web.mjs"), env, logs });
  const worker = superviseWorker({ file: await bundle("worker"), env, logs, say, isStopping: () => stopping });
  web.exited.then((how) => {
    if (!stopping)
      onFatal(new StartError(`${web.tail()}\n\nThe web process ended (${how}); its log is ${web.logPath}.`));
  });

  return {
    url,
    env,
    worker,
    async ready() {
      const deadline = Date.now() + WEB_READY_WITHIN_MS;
      let ended = false;
      web.exited.then(() => {
        ended = true;
      });
      while (!ended && !(await answers(`${url}/api/health`))) {
        if (Date.now() > deadline) throw new StartError(`The web process does not answer; its log is ${web.logPath}.`);
        await sleep(50);
      }
      // Its end is reported by onFatal, which also ends everything else.
      if (ended) await new Promise(() => {});
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

/** The worker's jobs survive its death, so it is simply started again, ever more slowly while it keeps dying. */
function superviseWorker({ file, env, logs, say, isStopping }) {
  let failures = 0;
  let current;

  function launch() {
    const startedAt = Date.now();
    current = startChild({ name: "worker", file, env, logs, nodeArgs: WORKER_NODE_ARGS });
    current.exited.then(async (how) => {
      if (isStopping()) return;
      if (Date.now() - startedAt > WORKER_IS_WELL_AFTER_MS) failures = 0;
      const wait = WORKER_BACK_OFF_MS[Math.min(failures++, WORKER_BACK_OFF_MS.length - 1)];
      say(`The worker ended (${how}) and starts again in ${wait / 1000} s; its log is ${current.logPath}`);
      await sleep(wait, undefined, { ref: false });
      if (!isStopping()) launch();
    });
  }

  launch();
  return {
    pid: () => current.pid,
    stop: (withinMs) => current.stop(withinMs),
    kill: () => current.kill(),
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
