import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { Carrier } from "./define-decoder";

/** One message (TCP: one or more, back to back) built by hand from the standard, with what a decoder must learn of it. */
export interface Fixture {
  readonly name: string;
  readonly carrier: Carrier["layer"];
  /** Port of the responder. */
  readonly port?: number;
  /** False when the responder sent it; default true. */
  readonly fromInitiator?: boolean;
  readonly bytes: Uint8Array;
  readonly expect: {
    readonly identities?: readonly (readonly [IdentityField, string])[];
    readonly operations?: readonly Operation[];
  };
}
