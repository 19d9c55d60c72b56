import "server-only";
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@/lib/domain/errors";
import { readHere } from "./read-here";
import type { PartRequest, ThreadInput, ThreadMessage } from "./read-messages";
import type { Progress, Reading } from "./reading";

/** The thread that reads one file and then hands out its rows until it is closed. */
const PROGRESS_EVERY_MS = 200;

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

function throttled(): (progress: Progress) => void {
  let saidAtMs = 0;
  return (progress) => {
    const nowMs = Date.now();
    if (nowMs - saidAtMs < PROGRESS_EVERY_MS) return;
    saidAtMs = nowMs;
    say({ kind: "progress", progress });
  };
}

async function answer(reading: Reading, { number, part, from, to }: PartRequest): Promise<void> {
  const rows =
    part === "approvals"
      ? await reading.approvals()
      : part === "flows"
        ? await reading.flows(from, to)
        : await reading.observations(from, to);
  say({ kind: "part", number, rows });
}

try {
  // Aborting means ending the thread, so the signal never fires here.
  const signal = new AbortController().signal;
  const reading = await readHere(workerData as ThreadInput, { signal, onProgress: throttled() });
  parentPort?.on("message", (request: PartRequest) => void answer(reading, request));
  say({ kind: "read", head: reading.head });
} catch (error) {
  if (error instanceof AppError) say({ kind: "refused", code: error.code, message: error.message });
  else say({ kind: "crashed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
