import type { Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import type { IdentityField, Transport } from "@/lib/domain/observation";

/** What one transaction says besides that it took place. */
export interface EveStory {
  readonly protocol: string;
  readonly transport?: Transport;
  readonly isAnswered: boolean;
  readonly operation?: Operation | null;
  readonly peerName?: string | null;
  readonly peerNameFrom?: PeerNameSource | null;
  readonly product?: string | null;
  readonly version?: string | null;
  readonly flags?: readonly string[];
  /** Of the client ("src_ip") or of the server. */
  readonly facts?: readonly EveFact[];
}

export interface EveFact {
  readonly of: "client" | "server";
  readonly field: IdentityField;
  readonly value: string | null;
  /** What the protocol calls the source: "user-agent". */
  readonly as: string;
  readonly inferred?: boolean;
  /** Of Modbus: the server's unit that says so. */
  readonly unit?: number | null;
}
