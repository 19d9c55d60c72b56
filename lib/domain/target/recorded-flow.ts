import type { OperationCounts } from "../flow/flow";
import type { TimeUs, Transport } from "../observation";

export interface RecordedEnd {
  /** Null: no device of the plant. */
  readonly deviceId: string | null;
  readonly ip: string | null;
  readonly mac: string | null;
}

/** A flow as it was recorded, with the devices that its ends were: what a target is tried on. */
export interface RecordedFlow {
  readonly realm: string;
  readonly initiator: RecordedEnd;
  readonly responder: RecordedEnd;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly operations: OperationCounts;
  readonly packets: number;
  readonly bytes: number;
  readonly packetsFromResponder: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly peerName: string | null;
  /** How many flows it stands for; 1 when it does not say. */
  readonly flows?: number;
}

/** Flows of the same ends and service, added up: all of them are in the same zones, and pass the same conduits. */
export interface RecordedConversation extends RecordedFlow {
  readonly id: string;
  readonly flows: number;
}
