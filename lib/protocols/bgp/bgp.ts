import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 4271 §4.1: sixteen bytes of ones, the length with them, the type. */
const MARKER_BYTES = 16;
const HEADER_BYTES = 19;
const MAX_MESSAGE_BYTES = 65_535;
const OPEN = 1;
const LAST_TYPE = 5;
const CAPABILITIES = 2;
/** draft-walton-bgp-hostname-capability, as FRR and Cumulus send it: host name and domain, each behind its length. */
const HOST_NAME = 73;
const MAX_CAPABILITIES = 64;

interface BgpOpen {
  readonly routerId: string;
  readonly hostName: string | null;
}

function hasMarker(reader: ByteReader): boolean {
  for (let at = 0; at < MARKER_BYTES; at += 1) if (reader.peek(at) !== 0xff) return false;
  return true;
}

function readHostName(value: ByteReader): string | null {
  const host = value.utf8(value.u8());
  return host === "" ? null : host;
}

/** RFC 5492 §4: parameters, of which kind 2 holds capabilities. */
function readParameters(parameters: ByteReader): string | null {
  let hostName: string | null = null;
  for (let i = 0; i < MAX_CAPABILITIES && parameters.remaining >= 2; i += 1) {
    const kind = parameters.u8();
    const value = parameters.nested(parameters.u8());
    if (kind !== CAPABILITIES) continue;
    while (value.remaining >= 2) {
      const code = value.u8();
      const capability = value.nested(value.u8());
      if (code === HOST_NAME) hostName = readHostName(capability);
    }
  }
  return hostName;
}

/** Routes between networks; also spoken by servers that announce their own addresses, so the role is a conclusion. */
export const bgp = defineDecoder<BgpOpen>({
  name: "bgp",
  title: "BGP",
  standard: "RFC 4271, RFC 5492",
  family: "network",
  carriers: [{ layer: "tcp", ports: [179] }],
  security: "mixed",
  messagesPerFlow: 2,
  elsewhere: { tcp: { firstBytes: [0xff], fewestBytes: 19 } },
  probe(reader) {
    const [length, type] = [reader.peek16(MARKER_BYTES), reader.peek(18)];
    return hasMarker(reader) && length >= HEADER_BYTES && type >= 1 && type <= LAST_TYPE ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek16(MARKER_BYTES);
    return hasMarker(reader) && length >= HEADER_BYTES && length <= MAX_MESSAGE_BYTES ? length : -1;
  },
  read(reader) {
    if (reader.skip(18).u8() !== OPEN) return null;
    // Version, own number of the autonomous system, hold time.
    const routerId = reader.skip(5).ipv4();
    return { routerId, hostName: readParameters(reader.nested(reader.u8())) };
  },
  observe({ routerId, hostName }, observer) {
    if (hostName) observer.identity("name", hostName);
    observer.identity("description", `BGP router id ${routerId}`);
    observer.identity("role", "router", { inferred: true });
  },
});
