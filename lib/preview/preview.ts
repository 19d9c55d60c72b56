import type { OperationCounts } from "@/lib/domain/flow/flow";
import type { Ledger } from "@/lib/domain/import/ledger";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";

/** What captures hold, before anybody uploads them: bounded lists with true totals. */
export interface Preview {
  readonly files: readonly PreviewFile[];
  /** Captures that could not be previewed; all else is without them. */
  readonly unread: readonly UnreadFile[];
  readonly deviceCount: number;
  readonly devices: readonly PreviewDevice[];
  readonly flowCount: number;
  readonly flows: readonly PreviewFlow[];
  readonly protocols: readonly PreviewProtocol[];
}

export interface PreviewFile {
  readonly name: string;
  readonly format: string;
  readonly linkTypes: readonly string[];
  readonly packets: number;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly ledger: Ledger;
  readonly warnings: readonly string[];
}

export interface UnreadFile {
  readonly name: string;
  readonly sentence: string;
}

export interface PreviewDevice {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly role: string | null;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly services: readonly string[];
}

export interface PreviewFlow {
  readonly initiator: string;
  readonly responder: string;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly evidence: ServiceEvidence;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
}

export interface PreviewProtocol {
  readonly protocol: string;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
}

/** From the page to the worker. It serves one request; to cancel, the page ends it. */
export interface PreviewRequest {
  readonly files: readonly File[];
}

/** From the worker to the page. */
export type PreviewMessage =
  | { readonly kind: "progress"; readonly name: string; readonly fraction: number; readonly packets: number }
  | { readonly kind: "done"; readonly preview: Preview }
  | { readonly kind: "failed"; readonly sentence: string };
