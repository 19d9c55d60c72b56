import { defineDecoder } from "../define-decoder";

/** IEC 61158-4-12 clause 5.3: eleven bits of length, one reserved, four of type; then datagrams with a command each. */
const TYPE_COMMANDS = 1;
const MAX_COMMAND = 14;
const HEADER_BYTES = 2;
const DATAGRAM_BYTES = 12;

/** Devices on the segment pass one frame on and sign nothing: only the bus itself is recognised. */
export const ethercat = defineDecoder<true>({
  name: "ethercat",
  title: "EtherCAT",
  standard: "IEC 61158-4-12 (type 12), ETG.1000.4",
  family: "ot",
  carriers: [
    { layer: "ethernet", etherTypes: [0x88a4] },
    { layer: "udp", ports: [34_980] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    const header = reader.peek(0) | (reader.peek(1) << 8);
    const length = header & 0x7ff;
    const isCommands =
      header >> 12 === TYPE_COMMANDS && length >= DATAGRAM_BYTES && reader.remaining >= HEADER_BYTES + length;
    if (!isCommands || reader.peek(2) > MAX_COMMAND) return "no";
    return context.layer === "ethernet" ? "certain" : "maybe";
  },
  read: (reader) => (reader.remaining >= HEADER_BYTES + DATAGRAM_BYTES ? true : null),
  observe(_message, observer, context) {
    if (context.senderMac) observer.identity("description", "EtherCAT segment", { inferred: true });
  },
});
