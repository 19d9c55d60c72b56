import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { Carrier } from "./define-decoder";

/** One message (TCP: one or more, back to back) built by hand from the standard, with what a decoder must learn of it. */
export interface Fixture {
  readonly name: string;
  readonly carrier: Carrier["layer"];
  /** Port of the responder. */
  readonly port?: number;
  /** Port of the initiator, where it matters. */
  readonly initiatorPort?: number;
  /** False when the responder sent it; default true. */
  readonly fromInitiator?: boolean;
  /** What the other side sent before on the same flow, when the message means nothing without it. */
  readonly question?: Uint8Array;
  readonly bytes: Uint8Array;
  readonly expect: {
    /** Everything stated, in order; what is concluded is left out. A third part names the device behind the endpoint. */
    readonly identities?: readonly (readonly [field: IdentityField, value: string, child?: string])[];
    /** Everything concluded, in order; not looked at when left out. */
    readonly concluded?: readonly (readonly [field: IdentityField, value: string, child?: string])[];
    readonly operations?: readonly Operation[];
    /** "10.0.0.5 02:00:00:00:00:05 stated" */
    readonly bindings?: readonly string[];
    readonly flags?: readonly string[];
    readonly product?: string;
    readonly peerName?: string;
    /** Connections that it announces: "udp 10.0.0.5 49170 rtp". */
    readonly announces?: readonly string[];
  };
}
