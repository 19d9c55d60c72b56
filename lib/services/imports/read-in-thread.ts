import "server-only";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/errors";
import type { PartRequest, ThreadInput, ThreadMessage } from "./read-messages";
import type { Reading, StartReading } from "./reading";

/** The reading thread ended by itself: out of memory, or a bug. The file is to blame until proven otherwise. */
export class ReaderCrash extends Error {}

/** Heap of one reading thread; a file that needs more ends the thread, not the worker. */
const MAX_HEAP_MB = 3_072;

/** Between two signs of life. Parsers are bounded per chunk, so a silent one hangs. */
const MAX_SILENCE_MS = 300_000;

type Rows = Extract<ThreadMessage, { kind: "part" }>["rows"];

export function readInThread(script: URL): StartReading {
  return (request, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const input: ThreadInput = request;
      const thread = new Worker(script, {
        workerData: input,
        resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
        execArgv: [],
      });
      const waiting = new Map<number, { resolve: (rows: Rows) => void; reject: (error: unknown) => void }>();
      let asked = 0;

      const end = (error: unknown) => {
        clearTimeout(silence);
        signal.removeEventListener("abort", onAbort);
        void thread.terminate();
        reject(error);
        for (const request of waiting.values()) request.reject(error);
        waiting.clear();
      };
      const onAbort = () => end(signal.reason);
      const hung = () => end(new ReaderCrash(`no sign of life for ${MAX_SILENCE_MS / 1000} seconds`));
      let silence = setTimeout(hung, MAX_SILENCE_MS);
      const ask = (part: PartRequest["part"], from: number, to: number) =>
        new Promise<Rows>((resolvePart, rejectPart) => {
          const number = ++asked;
          waiting.set(number, { resolve: resolvePart, reject: rejectPart });
          const request: PartRequest = { number, part, from, to };
          thread.postMessage(request);
        });

      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) return end(signal.reason);
      thread.on("error", (error) => end(new ReaderCrash(error.message, { cause: error })));
      thread.on("exit", (code) => end(new ReaderCrash(`the reader ended with code ${code}`)));
      thread.on("message", (message: ThreadMessage) => {
        clearTimeout(silence);
        switch (message.kind) {
          case "progress":
            silence = setTimeout(hung, MAX_SILENCE_MS);
            return onProgress(message.progress);
          case "refused":
            return end(new AppError(message.code, message.message));
          case "crashed":
            return end(new ReaderCrash(message.message));
          case "part":
            waiting.get(message.number)?.resolve(message.rows);
            waiting.delete(message.number);
            return;
          case "read": {
            const reading: Reading = {
              head: message.head,
              // The thread answers each request with the rows of the part that was asked for.
              observations: (from, to) => ask("observations", from, to) as ReturnType<Reading["observations"]>,
              flows: (from, to) => ask("flows", from, to) as ReturnType<Reading["flows"]>,
              approvals: () => ask("approvals", 0, 0) as ReturnType<Reading["approvals"]>,
              close: async () => {
                thread.removeAllListeners("exit");
                signal.removeEventListener("abort", onAbort);
                await thread.terminate();
              },
            };
            return resolve(reading);
          }
        }
      });
    });
}
