import "server-only";
import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/errors";
import type { KeepRequest, KeptSummary } from "@/lib/ingest/kept/keep-source";
import type { FromThread, PartRequest, Rows, ToThread } from "./read-messages";
import type { Progress, Reading, ReadingHead, ReadRequest } from "./reading";

/** The reading thread ended by itself: out of memory, or a bug. The file is to blame until proven otherwise. */
export class ReaderCrash extends Error {}

/** Between two signs of life. Parsers are bounded per chunk, so a silent one hangs. */
const MAX_SILENCE_MS = 300_000;

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Takes the thread back when it is done with the file. Not called when the thread is lost. */
  readonly putBack: () => void;
}

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One file in the hands of a reading thread. Whatever ends the thread, or the caller's patience, ends what waits for it:
 * with the caller's reason, or as `ReaderCrash`.
 */
export class ThreadReading {
  private opening: Waiting<Reading> | null = null;
  private keeping: Waiting<KeptSummary> | null = null;
  private readonly parts = new Map<number, Waiting<Rows>>();
  private asked = 0;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    private readonly thread: Worker,
    private readonly watch: Watch,
  ) {}

  /** Resolves when the file has been read to its end. Throws AppError for what cannot be read. */
  open(request: ReadRequest): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.thread.on("error", this.onError).on("exit", this.onExit).on("message", this.onMessage);
      this.watch.signal.addEventListener("abort", this.onAbort, { once: true });
      if (this.watch.signal.aborted) return this.onAbort();
      this.expectSign();
      this.tell({ kind: "open", request });
    });
  }

  private tell(message: ToThread): void {
    this.thread.postMessage(message);
  }

  private ask(part: PartRequest["part"], from: number, to: number): Promise<Rows> {
    return new Promise((resolve, reject) => {
      const number = ++this.asked;
      this.parts.set(number, { resolve, reject });
      this.tell({ kind: "part", number, part, from, to });
    });
  }

  private keep(request: KeepRequest): Promise<KeptSummary> {
    return new Promise((resolve, reject) => {
      this.keeping = { resolve, reject };
      this.tell({ kind: "keep", request });
    });
  }

  private reading(head: ReadingHead): Reading {
    return {
      head,
      // The thread answers each request with the rows of the part that was asked for.
      observations: (from, to) => this.ask("observations", from, to) as ReturnType<Reading["observations"]>,
      flows: (from, to) => this.ask("flows", from, to) as ReturnType<Reading["flows"]>,
      approvals: () => this.ask("approvals", 0, 0) as ReturnType<Reading["approvals"]>,
      keep: (request) => this.keep(request),
      close: async () => this.putBack(),
    };
  }

  private readonly onMessage = (message: FromThread): void => {
    clearTimeout(this.silence);
    switch (message.kind) {
      case "progress":
        this.expectSign();
        this.watch.onProgress(message.progress);
        return;
      case "read":
        this.opening?.resolve(this.reading(message.head));
        return;
      case "refused":
        this.putBack();
        this.opening?.reject(new AppError(message.code, message.message));
        return;
      case "crashed":
        this.fail(new ReaderCrash(message.message));
        return;
      case "part":
        this.parts.get(message.number)?.resolve(message.rows);
        this.parts.delete(message.number);
        return;
      case "kept":
        if (message.summary) this.keeping?.resolve(message.summary);
        else this.keeping?.reject(new Error(message.reason));
        this.keeping = null;
    }
  };

  private readonly onAbort = (): void => this.fail(this.watch.signal.reason);
  private readonly onError = (error: Error): void => this.fail(new ReaderCrash(error.message, { cause: error }));
  private readonly onExit = (code: number): void => this.fail(new ReaderCrash(`the reader ended with code ${code}`));

  private expectSign(): void {
    const hung = () => this.fail(new ReaderCrash(`no sign of life for ${MAX_SILENCE_MS / 1000} seconds`));
    this.silence = setTimeout(hung, MAX_SILENCE_MS);
  }

  private letGo(): void {
    clearTimeout(this.silence);
    this.watch.signal.removeEventListener("abort", this.onAbort);
    this.thread.off("error", this.onError).off("exit", this.onExit).off("message", this.onMessage);
  }

  private putBack(): void {
    this.letGo();
    this.watch.putBack();
  }

  private fail(error: unknown): void {
    this.letGo();
    void this.thread.terminate();
    this.opening?.reject(error);
    this.keeping?.reject(error);
    for (const it of this.parts.values()) it.reject(error);
    this.parts.clear();
  }
}
