import "server-only";
import { parentPort } from "node:worker_threads";
import { collectAsBefore, collectSooner } from "@/lib/config/heap-growth";
import { keepCompiled } from "@/lib/config/keep-compiled";
import { AppError } from "@/lib/domain/errors";
import type { KeepRequest } from "@/lib/ingest/kept/keep-source";
import { readHere } from "./read-here";
import type { FromThread, PartRequest, Rows, ToThread } from "./read-messages";
import type { Progress, Reading, ReadRequest } from "./reading";

/** A thread that reads files, one at a time, and hands out the rows of the present one until it is closed. */
const PROGRESS_EVERY_MS = 200;

let open: Reading | null = null;

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}

function throttled(): (progress: Progress) => void {
  let saidAtMs = performance.now();
  return (progress) => {
    const nowMs = performance.now();
    if (nowMs - saidAtMs < PROGRESS_EVERY_MS) return;
    saidAtMs = nowMs;
    say({ kind: "progress", progress });
  };
}

async function read(request: ReadRequest): Promise<void> {
  try {
    // Cancelling ends the thread, so the signal never fires here.
    const { signal } = new AbortController();
    const [sayProgress, boundRubbish] = [throttled(), collectSooner()];
    const onProgress = (progress: Progress) => {
      boundRubbish();
      sayProgress(progress);
    };
    open = await readHere(request, { signal, onProgress }).finally(collectAsBefore);
    keepCompiled();
    say({ kind: "read", head: open.head });
  } catch (error) {
    if (error instanceof AppError) say({ kind: "refused", code: error.code, message: error.message });
    else say({ kind: "crashed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function rowsOf({ part, from, to }: PartRequest): Promise<Rows> {
  if (!open) return [];
  return part === "approvals" ? open.approvals() : open[part](from, to);
}

async function keep(request: KeepRequest): Promise<void> {
  try {
    say({ kind: "kept", summary: (await open?.keep(request)) ?? null, reason: "nothing is open" });
  } catch (error) {
    say({ kind: "kept", summary: null, reason: String(error) });
  }
}

parentPort?.on("message", async (message: ToThread) => {
  switch (message.kind) {
    case "open":
      return read(message.request);
    case "part":
      return say({ kind: "part", number: message.number, rows: await rowsOf(message) });
    case "keep":
      return keep(message.request);
    case "close":
      await open?.close();
      open = null;
      return;
  }
});
