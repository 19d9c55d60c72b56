/** A long-running child of the launcher: its output goes to a log file, its end is reported once. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { keepPreviousLog, openEmptyLog } from "./log-file.mjs";
import { ROOT } from "./paths.mjs";

const PRELOAD = pathToFileURL(join(ROOT, "scripts/lib/end-with-parent.mjs")).href;
const TAIL_LINES = 20;

/** @param {{ name: string, file: string, env: Record<string, string | undefined>, logs: string, nodeArgs?: string[] }} options */
export function startChild({ name, file, env, logs, nodeArgs = [] }) {
  mkdirSync(logs, { recursive: true });
  const logPath = join(logs, `${name}.log`);
  keepPreviousLog(logPath);
  const log = openEmptyLog(logPath);
  const child = spawn(process.execPath, [...nodeArgs, "--import", PRELOAD, file], {
    cwd: ROOT,
    env,
    // A group of its own on POSIX: Ctrl-C reaches the launcher only, which then stops its children in order.
    detached: process.platform !== "win32",
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return {
    pid: child.pid,
    exited,
    logPath,
    tail: () => readFileSync(logPath, "utf8").trim().split("\n").slice(-TAIL_LINES).join("\n"),
    async stop(withinMs) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const late = await Promise.race([exited.then(() => false), sleep(withinMs, true, { ref: false })]);
      if (late) child.kill("SIGKILL");
      await exited;
    },
    kill: () => child.kill("SIGKILL"),
  };
}
