import "server-only";
import type { ErrorCode } from "@/lib/domain/errors";
import type { Progress, Reading, ReadingHead, ReadRequest } from "./reading";

/** What passes between the worker and its reading thread. */
export type ThreadInput = ReadRequest;

export interface PartRequest {
  readonly number: number;
  readonly part: "observations" | "flows" | "approvals";
  readonly from: number;
  readonly to: number;
}

export type ThreadMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "read"; readonly head: ReadingHead }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string }
  | {
      readonly kind: "part";
      readonly number: number;
      readonly rows: Awaited<ReturnType<Reading["observations" | "flows" | "approvals"]>>;
    };
