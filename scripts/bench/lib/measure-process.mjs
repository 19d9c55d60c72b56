/**
 * What a whole process costs: CPU of it and of everything that it waited for, its peak memory, its duration. Linux only
 * (/proc), without tools that may be missing. One process at a time: the CPU of children is read from our own row.
 */
import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";

/** USER_HZ; fixed at 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const MEMORY_POLL_MS = 20;

/**
 * @typedef {{ command: string, cpuSeconds: number, userSeconds: number, systemSeconds: number, wallSeconds: number,
 *   peakBytes: number, exitCode: number | null, stdout: string, stderr: string }} ProcessCost
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ stdout?: "discard" | "keep", stdoutFile?: string, timeoutSeconds?: number, env?: Record<string, string>, cwd?: string }} [options]
 *   what it prints is thrown away unless "keep" or a file is asked for; a process beyond its time is killed (exitCode null)
 * @returns {Promise<ProcessCost>}
 */
export async function measureProcess(program, args, options = {}) {
  const before = childTicks();
  const startedAt = process.hrtime.bigint();
  const output = options.stdoutFile ? openSync(options.stdoutFile, "w") : options.stdout === "keep" ? "pipe" : "ignore";
  const child = spawn(program, args, {
    stdio: ["ignore", output, "pipe"],
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  let stdout = "";
  let stderr = "";
  let peakBytes = 0;
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    if (stderr.length < 65_536) stderr += text;
  });
  // The kernel keeps the high-water mark: only what was reached in the last moment can be missed.
  const poll = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  }, MEMORY_POLL_MS);
  const timeout = options.timeoutSeconds && setTimeout(() => child.kill("SIGKILL"), options.timeoutSeconds * 1_000);
  const exitCode = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => {
    clearInterval(poll);
    clearTimeout(timeout);
  });
  const wallSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const after = childTicks();
  const userSeconds = (after.user - before.user) / TICKS_PER_SECOND;
  const systemSeconds = (after.system - before.system) / TICKS_PER_SECOND;
  return {
    command: [program, ...args].join(" "),
    cpuSeconds: userSeconds + systemSeconds,
    userSeconds,
    systemSeconds,
    wallSeconds,
    peakBytes,
    exitCode,
    stdout,
    stderr,
  };
}

/** CPU of all children that have ended: fields 16 and 17 of /proc/self/stat (proc(5)). */
function childTicks() {
  const text = readFileSync("/proc/self/stat", "latin1");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { user: Number(fields[13]), system: Number(fields[14]) };
}

function peakOf(pid) {
  try {
    const match = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    return match ? Number(match[1]) * 1_024 : 0;
  } catch {
    return 0;
  }
}
