import "server-only";
import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/errors";
import type { KeptSummary } from "@/lib/ingest/kept/keep-source";
import type { FromThread, PartRequest, Rows, ToThread } from "./read-messages";
import type { Reading, StartReading } from "./reading";

/** The reading thread ended by itself: out of memory, or a bug. The file is to blame until proven otherwise. */
export class ReaderCrash extends Error {}

/** Heap of one reading thread; a file that needs more ends the thread, not the worker. */
const MAX_HEAP_MB = 3_072;

/** Between two signs of life. Parsers are bounded per chunk, so a silent one hangs. */
const MAX_SILENCE_MS = 300_000;

/** A thread that read more than this is not kept: its memory is worth more than its start. */
const KEPT_UP_TO_BYTES = 32 * 1024 ** 2;

/** `maxHeapMb` is for tests. */
export function readInThread(script: URL, { maxHeapMb = MAX_HEAP_MB } = {}): StartReading {
  /** Threads between two files. */
  const idle: Worker[] = [];
  return async (request, { signal, onProgress }) => {
    signal.throwIfAborted();
    const { size } = await stat(request.path);
    const thread = idle.pop() ?? startThread(script, maxHeapMb, idle);
    thread.ref();
    return new Promise<Reading>((resolve, reject) => {
      const waiting = new Map<number, { resolve: (rows: Rows) => void; reject: (error: unknown) => void }>();
      let keeping: { resolve: (kept: KeptSummary) => void; reject: (error: unknown) => void } | null = null;
      let asked = 0;
      const tell = (message: ToThread) => thread.postMessage(message);
      const ask = (part: PartRequest["part"], from: number, to: number) =>
        new Promise<Rows>((resolvePart, rejectPart) => {
          const number = ++asked;
          waiting.set(number, { resolve: resolvePart, reject: rejectPart });
          tell({ kind: "part", number, part, from, to });
        });

      const letGo = () => {
        clearTimeout(silence);
        signal.removeEventListener("abort", onAbort);
        thread.off("error", onError).off("exit", onExit).off("message", onMessage);
      };
      const fail = (error: unknown) => {
        letGo();
        void thread.terminate();
        reject(error);
        for (const it of waiting.values()) it.reject(error);
        waiting.clear();
        keeping?.reject(error);
      };
      const putBack = () => {
        letGo();
        if (size > KEPT_UP_TO_BYTES) return void thread.terminate();
        tell({ kind: "close" });
        thread.unref();
        idle.push(thread);
      };
      const refuse = (error: AppError) => {
        putBack();
        reject(error);
      };
      const onAbort = () => fail(signal.reason);
      const onError = (error: Error) => fail(new ReaderCrash(error.message, { cause: error }));
      const onExit = (code: number) => fail(new ReaderCrash(`the reader ended with code ${code}`));
      const hung = () => fail(new ReaderCrash(`no sign of life for ${MAX_SILENCE_MS / 1000} seconds`));
      let silence = setTimeout(hung, MAX_SILENCE_MS);
      const onMessage = (message: FromThread) => {
        clearTimeout(silence);
        switch (message.kind) {
          case "progress":
            silence = setTimeout(hung, MAX_SILENCE_MS);
            return onProgress(message.progress);
          case "refused":
            return refuse(new AppError(message.code, message.message));
          case "crashed":
            return fail(new ReaderCrash(message.message));
          case "part":
            waiting.get(message.number)?.resolve(message.rows);
            waiting.delete(message.number);
            return;
          case "kept":
            if (message.summary) keeping?.resolve(message.summary);
            else keeping?.reject(new Error(message.reason));
            keeping = null;
            return;
          case "read":
            return resolve({
              head: message.head,
              // The thread answers each request with the rows of the part that was asked for.
              observations: (from, to) => ask("observations", from, to) as ReturnType<Reading["observations"]>,
              flows: (from, to) => ask("flows", from, to) as ReturnType<Reading["flows"]>,
              approvals: () => ask("approvals", 0, 0) as ReturnType<Reading["approvals"]>,
              keep: (keepRequest) =>
                new Promise<KeptSummary>((resolveKept, rejectKept) => {
                  keeping = { resolve: resolveKept, reject: rejectKept };
                  tell({ kind: "keep", request: keepRequest });
                }),
              close: async () => putBack(),
            });
        }
      };
      thread.on("error", onError).on("exit", onExit).on("message", onMessage);
      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) return onAbort();
      tell({ kind: "open", request });
    });
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
