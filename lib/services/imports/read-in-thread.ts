import "server-only";
import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import type { StartReading } from "./reading";
import { ThreadReading } from "./thread-reading";

/** Heap of one reading thread; a file that needs more ends the thread, not the worker. */
const MAX_HEAP_MB = 3_072;

/** A thread that read more than this is not kept: its memory is worth more than its start. */
const KEPT_UP_TO_BYTES = 32 * 1024 ** 2;

/** Reads each file in a thread of its own, or in one that is between two files. `maxHeapMb` is for tests. */
export function readInThread(script: URL, { maxHeapMb = MAX_HEAP_MB } = {}): StartReading {
  /** Threads between two files. */
  const idle: Worker[] = [];
  return async (request, { signal, onProgress }) => {
    signal.throwIfAborted();
    const { size } = await stat(request.path);
    const thread = idle.pop() ?? startThread(script, maxHeapMb, idle);
    thread.ref();
    const putBack = () => {
      if (size > KEPT_UP_TO_BYTES) return void thread.terminate();
      thread.postMessage({ kind: "close" });
      thread.unref();
      idle.push(thread);
    };
    return new ThreadReading(thread, { signal, onProgress, putBack }).open(request);
  };
}

function startThread(script: URL, maxHeapMb: number, idle: Worker[]): Worker {
  const thread = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb }, execArgv: [] });
  // One that ends between two files is nobody's fault; the next file gets another.
  thread.on("exit", () => {
    const at = idle.indexOf(thread);
    if (at >= 0) idle.splice(at, 1);
  });
  thread.on("error", () => {});
  return thread;
}
