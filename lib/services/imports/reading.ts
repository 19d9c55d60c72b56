import "server-only";
import type { Flow } from "@/lib/domain/flow/flow";
import type { Approval, DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Observation } from "@/lib/domain/observation";
import type { KeepRequest, KeptSummary } from "@/lib/ingest/kept/keep-source";
import type { DraftRequest } from "@/lib/ingest/kept/keep-while-reading";

export interface ReadRequest {
  readonly path: string;
  readonly fileName: string;
  readonly csvMapping: Readonly<Record<string, string>> | null;
  /** All frames will be kept, as far as is known: they are drafted while they are read. The caller removes the draft. */
  readonly draft: DraftRequest | null;
}

/** What a file says, without its rows. */
export type ReadingHead = Omit<DiscoveryResult, "observations" | "flows" | "approvals"> & {
  readonly fileSha256: string;
  readonly observationCount: number;
  readonly flowCount: number;
};

/** A file that has been read to its end; its rows are handed out in parts, so that they need not all move at once. */
export interface Reading {
  readonly head: ReadingHead;
  observations(from: number, to: number): Promise<readonly Observation[]>;
  flows(from: number, to: number): Promise<readonly Flow[]>;
  approvals(): Promise<readonly Approval[]>;
  /** Keeps packets or lines of the file that was read, as lib/ingest/kept/keep-source.ts says. */
  keep(request: KeepRequest): Promise<KeptSummary>;
  /** Frees what the reader holds. */
  close(): Promise<void>;
}

/** `onProgress` may come late and is never a promise that the next call comes soon. */
export type StartReading = (
  request: ReadRequest,
  watch: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<Reading>;

export interface Progress {
  readonly records: number;
  readonly bytesIn: number;
}
