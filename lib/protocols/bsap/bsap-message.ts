import type { Operation } from "@/lib/domain/flow/flow";

export interface BsapMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  /** The sender's global address, when its answer states one. */
  readonly address: number | null;
}
