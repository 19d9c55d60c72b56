import type { CertificateSubject } from "../collect/certificate-facts";

/** Reads "CN=plc,O=Maker\, Inc.,C=DE" (RFC 2253, as Zeek writes subjects) next to the issuer's text. */
export function readSubject(subject: string, issuer: string | null): CertificateSubject {
  const parts = new Map<string, string>();
  for (const part of subject.slice(0, 4_096).split(/(?<!\\),/)) {
    const equals = part.indexOf("=");
    if (equals < 0) continue;
    const key = part.slice(0, equals).trim().toLowerCase();
    if (!parts.has(key)) parts.set(key, part.slice(equals + 1).replace(/\\(.)/g, "$1"));
  }
  return {
    commonName: parts.get("cn") ?? null,
    organisation: parts.get("o") ?? null,
    organisationalUnit: parts.get("ou") ?? null,
    serialNumber: parts.get("serialnumber") ?? null,
    isSelfSigned: issuer === subject,
  };
}
