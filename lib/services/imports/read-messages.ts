import "server-only";
import type { ErrorCode } from "@/lib/domain/errors";
import type { KeepRequest, KeptSummary } from "@/lib/ingest/kept/keep-source";
import type { Progress, Reading, ReadingHead, ReadRequest } from "./reading";

/** What passes between the worker and a reading thread, which has at most one file open. */
export type ToThread =
  | { readonly kind: "open"; readonly request: ReadRequest }
  | ({ readonly kind: "part" } & PartRequest)
  | { readonly kind: "keep"; readonly request: KeepRequest }
  | { readonly kind: "close" };

export interface PartRequest {
  readonly number: number;
  readonly part: "observations" | "flows" | "approvals";
  readonly from: number;
  readonly to: number;
}

export type FromThread =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "read"; readonly head: ReadingHead }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string }
  | { readonly kind: "part"; readonly number: number; readonly rows: Rows }
  /** null: it could not be kept, for the reason given. */
  | { readonly kind: "kept"; readonly summary: KeptSummary | null; readonly reason: string };

export type Rows = Awaited<ReturnType<Reading["observations" | "flows" | "approvals"]>>;
