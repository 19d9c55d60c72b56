import type { ByteReader } from "../byte-reader";
import { readDnsName } from "../framing/dns-message";

/** What a domain controller says when a client looks for one. */
export interface DomainController {
  readonly dnsHostName: string;
  readonly netbiosName: string;
}

/** [MS-ADTS] §6.3.1.9, NETLOGON_SAM_LOGON_RESPONSE_EX: its number, and what stands before the names. */
const SAM_LOGON_RESPONSE_EX = 23;
const FIXED_BYTES = 24;

/** Reads the value of the attribute "netlogon"; null for the older forms, which hold one name without its domain. */
export function readNetlogon(value: ByteReader): DomainController | null {
  if (value.length <= FIXED_BYTES || (value.peek(0) | (value.peek(1) << 8)) !== SAM_LOGON_RESPONSE_EX) return null;
  value.skip(FIXED_BYTES);
  // Forest and domain stand before, the NetBIOS name of the domain between.
  readDnsName(value);
  readDnsName(value);
  const dnsHostName = readDnsName(value);
  readDnsName(value);
  return { dnsHostName, netbiosName: readDnsName(value) };
}
