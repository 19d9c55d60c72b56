import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** Novell's own types, DSAP in LLC, and frames without LLC, which begin with IPX. */
const ETHER_TYPES = [0x8137, 0x8138];
const DSAPS = [0xe0, 0xff];
/** Check sum, length, hops, kind, both ends (network, node, socket). */
const HEADER_BYTES = 30;
const NO_CHECK_SUM = 0xffff;
const SOCKET_OFFSET = 28;
const SERVICE_ADVERTISING = 0x0452;
const ANSWERS = new Set([2, 4]);
const MAX_SERVERS = 7;
/** What a sender offers itself is one hop away; more is what it has heard of others. */
const OWN_HOPS = 1;
/** Types whose name is the host's (Novell's list): file servers, print servers, directories. */
const ROLES: ReadonlyMap<number, string> = new Map([
  [0x0004, "file-server"],
  [0x0007, "print-server"],
  [0x0047, "print-server"],
  [0x030c, "printer"],
]);

interface Advertisement {
  readonly servers: readonly { readonly name: string; readonly role: string }[];
}

function readServers(reader: ByteReader): Advertisement {
  const servers: { name: string; role: string }[] = [];
  for (let i = 0; i < MAX_SERVERS && reader.remaining > 0; i += 1) {
    const role = ROLES.get(reader.u16());
    const name = readFixedText(reader, 48);
    const hops = reader.skip(12).u16();
    if (role !== undefined && hops <= OWN_HOPS && name !== "") servers.push({ name, role });
  }
  return { servers };
}

/** Novell's servers and network printers, as old control rooms still have them. */
export const ipxSap = defineDecoder<Advertisement>({
  name: "ipx-sap",
  title: "IPX service advertising",
  standard: "Novell IPX Router Specification, 107-000029-001, chapter 4",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: ETHER_TYPES }, ...DSAPS.map((dsap) => ({ layer: "llc", dsap }) as const)],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe: (reader) =>
    reader.peek16(0) === NO_CHECK_SUM &&
    reader.peek16(SOCKET_OFFSET) === SERVICE_ADVERTISING &&
    reader.peek16(2) > HEADER_BYTES
      ? "certain"
      : "no",
  read(reader) {
    const length = reader.skip(2).u16();
    reader.seek(HEADER_BYTES);
    const isAnswer = ANSWERS.has(reader.u16());
    return isAnswer ? readServers(reader.nested(Math.max(0, length - HEADER_BYTES - 2))) : null;
  },
  observe({ servers }, observer) {
    for (const { name, role } of servers) {
      observer.identity("name", name);
      observer.identity("role", role);
    }
  },
});
