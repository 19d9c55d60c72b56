import { parseIp } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";

/** What logs and scans tell of an X.509 certificate's subject; null where silent. */
export interface CertificateSubject {
  readonly commonName: string | null;
  readonly organisation: string | null;
  readonly organisationalUnit: string | null;
  readonly serialNumber: string | null;
  /** Subject and issuer are the same: nobody vouches for it. */
  readonly isSelfSigned: boolean;
}

/**
 * A certificate names a service; only a plain host name says who its holder is. A wildcard or an address names nobody.
 */
export function certificateFacts(subject: CertificateSubject): readonly (readonly [IdentityField, string])[] {
  const { commonName, organisation, organisationalUnit, serialNumber, isSelfSigned } = subject;
  const facts: [IdentityField, string][] = [];
  const isHostName =
    commonName !== null && /^[a-z0-9](?:[a-z0-9_.-]{0,251}[a-z0-9])?$/i.test(commonName) && !parseIp(commonName);
  if (isHostName) facts.push(["name", commonName]);
  if (serialNumber && isSelfSigned) facts.push(["description", `serial number ${serialNumber}`]);
  const text = [commonName, organisationalUnit, organisation].filter((part) => part !== null).join(", ");
  if (text !== "") facts.push(["description", `${isSelfSigned ? "self-signed certificate" : "certificate"}: ${text}`]);
  return facts;
}
