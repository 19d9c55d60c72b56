import { defineDecoder } from "../define-decoder";

/** TLVs as Wireshark's packet-dtp.c names them; their length counts their header. */
const TLV = { domain: 1, sender: 4 } as const;

/** Dynamic Trunking Protocol: ports of Cisco switches ask whether the other end would be a trunk. */
export const dtp = defineDecoder<{ readonly domain: string }>({
  name: "dtp",
  title: "DTP",
  standard: "Cisco Dynamic Trunking Protocol",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00000c2004] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    const [type, length] = [reader.peek16(1), reader.peek16(3)];
    const isFirst = type >= TLV.domain && type <= TLV.sender && length >= 4;
    return context.layer === "snap" && reader.peek(0) === 1 && isFirst ? "certain" : "no";
  },
  read(reader) {
    reader.skip(1);
    let domain = "";
    while (reader.remaining >= 4) {
      const type = reader.u16();
      const length = reader.u16();
      // Padding of the frame ends the list.
      if (type === 0 || length < 4) break;
      const value = reader.nested(length - 4);
      if (type === TLV.domain) domain = value.utf8(value.length).replace(/\0.*$/s, "");
    }
    return { domain };
  },
  observe({ domain }, observer) {
    if (domain !== "") observer.identity("description", `VTP domain ${domain}`);
    observer.identity("role", "switch");
  },
});
