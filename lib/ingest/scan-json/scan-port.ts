import type { IdentityField, Transport } from "@/lib/domain/observation";
import type { CertificateSubject } from "../collect/certificate-facts";

/** What a scanner found at one port. */
export interface ScanPort {
  readonly transport: Transport;
  readonly port: number;
  /** What the tool recognised; null when it only saw the port open. */
  readonly service: string | null;
  readonly product: string | null;
  readonly title: string | null;
  /** Stated apart from the product's name ("nginx/1.2" has it in one). */
  readonly version?: string | null;
  readonly certificate?: CertificateSubject | null;
  readonly flags?: readonly string[];
  /** What the device said of itself there. */
  readonly facts?: readonly ScanFact[];
}

export interface ScanFact {
  readonly field: IdentityField;
  readonly value: string;
  /** What the protocol calls the source. */
  readonly as: string;
  readonly inferred?: boolean;
}
