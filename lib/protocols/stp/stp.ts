import { defineDecoder } from "../define-decoder";

/** Per-VLAN spanning tree of Cisco: the same BPDU in SNAP. */
const PVST = 0x00000c010b;

/** Configuration 0x00, topology change 0x80, rapid 0x02: only bridges send any of them (IEEE 802.1D-2004 §9.3). */
export const stp = defineDecoder<{ readonly bridgeMac: string | null }>({
  name: "stp",
  title: "Spanning Tree",
  standard: "IEEE 802.1D-2004 clause 9",
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
    const type = reader.skip(3).u8();
    // Bridge identifier: priority, then the bridge's own MAC, which is not the sending port's.
    return { bridgeMac: type === 0x80 ? null : reader.seek(19).mac() };
  },
  observe(message, observer) {
    observer.identity("role", "bridge");
    if (message.bridgeMac) observer.identity("description", `bridge ${message.bridgeMac}`);
  },
});
