import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** Per-VLAN spanning tree of Cisco: the same BPDU in SNAP. */
const PVST = 0x00000c010b;

const TOPOLOGY_CHANGE = 0x80;
const MULTIPLE = 3;
/** IEEE 802.1Q-2018 §14.4: where a bridge identifier stands, and in BPDUs of multiple trees the region and the bridge. */
const AT = { bridge: 17, multipleLength: 36, region: 39, multipleBridge: 93 } as const;
const REGION_BYTES = 32;
/** Of a BPDU of multiple trees, without a message for any of them. */
const MULTIPLE_BYTES = 64;

interface Bpdu {
  readonly bridgeMac: string | null;
  readonly region: string | null;
}

/** Priority, then the bridge's own MAC, which is not the sending port's. */
const bridgeAt = (reader: ByteReader, at: number) => reader.seek(at + 2).mac();

/** With multiple trees, the bridge's place holds the root of its region; the sender's own identifier stands behind. */
function readMultiple(reader: ByteReader): Bpdu {
  const isWhole = reader.length >= AT.multipleBridge + 8;
  if (!isWhole || reader.seek(AT.multipleLength).u16() < MULTIPLE_BYTES) return { bridgeMac: null, region: null };
  const region = readFixedText(reader.seek(AT.region), REGION_BYTES);
  const bridgeMac = bridgeAt(reader, AT.multipleBridge);
  // A region that nobody named has the address of its first bridge for a name (§13.8).
  const isNamed = /^[\x21-\x7e][\x20-\x7e]*$/.test(region) && !/^(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i.test(region);
  return { bridgeMac, region: isNamed ? region : null };
}

/** Configuration 0x00, topology change 0x80, rapid and multiple 0x02: only bridges send any of them (IEEE 802.1D-2004 §9.3). */
export const stp = defineDecoder<Bpdu>({
  name: "stp",
  title: "Spanning Tree",
  standard: "IEEE 802.1D-2004 clause 9, IEEE 802.1Q-2018 clause 14",
  family: "network",
  carriers: [
    { layer: "llc", dsap: 0x42 },
    { layer: "snap", protocolIds: [PVST] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe(reader, context) {
    if (context.layer !== "llc" && context.layer !== "snap") return "no";
    const type = reader.peek(3);
    return reader.peek16(0) === 0 && reader.peek(2) <= 4 && (type === 0 || type === 2 || type === 0x80)
      ? "certain"
      : "no";
  },
  read(reader) {
    const version = reader.skip(2).u8();
    const type = reader.u8();
    if (type === TOPOLOGY_CHANGE) return { bridgeMac: null, region: null };
    return version >= MULTIPLE ? readMultiple(reader) : { bridgeMac: bridgeAt(reader, AT.bridge), region: null };
  },
  observe({ bridgeMac, region }, observer) {
    observer.identity("role", "bridge");
    if (bridgeMac) observer.identity("description", `bridge ${bridgeMac}`);
    if (region) observer.identity("description", `MST region ${region}`);
  },
});
