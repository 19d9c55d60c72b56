import { spawn } from "node:child_process";
import { ROOT } from "./paths.mjs";
import { StartError } from "./start-error.mjs";

const TAIL_LINES = 30;

/**
 * Runs a program to its end without showing its output, unless it fails.
 * @param {string} what "The web build", the subject of the sentence about its failure
 * @param {{ env?: Record<string, string | undefined>, signal?: AbortSignal, onLine?: (line: string) => void }} [options]
 */
export function run(what, command, args, { env = process.env, signal, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      signal,
      killSignal: "SIGTERM",
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
      if (onLine) for (const line of String(chunk).split("\n")) if (line.trim()) onLine(line.trim());
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (cause) => reject(new StartError(`${what} could not be started: ${cause.message}`, { cause })));
    child.once("close", (code) => {
      if (code === 0) return resolve(output);
      if (/ENOSPC|No space left on device/i.test(output)) {
        return reject(new StartError(`${what} ran out of disk space; free some space and start again.`));
      }
      const tail = output.trim().split("\n").slice(-TAIL_LINES).join("\n");
      reject(new StartError(`${tail}\n\n${what} failed; its last output is above.`));
    });
  });
}
