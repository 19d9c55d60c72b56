import type { ByteReader } from "../byte-reader";
import { type CanopenIdentity, readCanopenIdentity } from "../framing/canopen-vendors";
import { readFixedText } from "../framing/fixed-text";

/** EPSG DS 301 §7.3.3.2.1: what a node answers when it is asked who it is. */
export interface IdentResponse {
  readonly deviceType: number;
  readonly identity: CanopenIdentity;
  readonly hostName: string | null;
  /** Date of the application software, "2014-06-03"; null when the node states none. */
  readonly applicationDate: string | null;
  /** Null unless the address is the node's own by the rule of §5.1.2. */
  readonly ip: string | null;
}

/** Days from 1984-01-01 (IEC 61131-3 DATE_AND_TIME parts as the object 0x1F52 has them). */
const EPOCH_1984_MS = 441_763_200_000;
const DAY_MS = 86_400_000;
/** Nobody's software is older than the protocol or later than its century. */
const FIRST_DAY = 6_000;
const LAST_DAY = 42_000;
const HOST_NAME_BYTES = 32;
const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9._ -]*$/;

function dateOf(days: number): string | null {
  if (days < FIRST_DAY || days > LAST_DAY) return null;
  return new Date(EPOCH_1984_MS + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * §5.1.2: the last octet of a node's address is its node id. The field is a little-endian number; stacks that write it
 * in network order exist, and the rule tells which is which. Both or neither: nothing is said.
 */
function ownAddress(octets: readonly number[], node: number): string | null {
  const little = octets[0] === node && octets[3] !== 0;
  const network = octets[3] === node && octets[0] !== 0;
  if (little === network) return null;
  return (little ? [...octets].reverse() : octets).join(".");
}

/** The reader stands behind the service id; the node is the one that the frame names as its source. */
export function readIdentResponse(reader: ByteReader, node: number): IdentResponse {
  // Flags, NMT state, protocol version, features, MTU, poll sizes, response time.
  const deviceType = reader.skip(22).u32le();
  const identity = readCanopenIdentity(reader);
  // Maker's extension, date and time of the verified configuration.
  const applicationDays = reader.skip(16).u32le();
  const octets = [0, 1, 2, 3].map((_, index) => (index === 0 ? reader.skip(4).u8() : reader.u8()));
  const name = readFixedText(reader.skip(8), HOST_NAME_BYTES);
  return {
    deviceType,
    identity,
    hostName: HOST_NAME.test(name) ? name : null,
    applicationDate: dateOf(applicationDays),
    ip: ownAddress(octets, node),
  };
}
