import { defineDecoder, type Observer } from "../define-decoder";
import { berLengthAt } from "../framing/ber";
import { type C1222Message, readMessage } from "./message";

/** ANSI C12.22-2012 clause 5.3: an ACSE PDU whose titles stand below 1.3.6.1.4.1.33507 (0x82 0x85 0x63). */
const ACSE = 0x60;
const MAX_SEARCH = 128;
const ARC = "\x2b\x06\x01\x04\x01\x82\x85\x63";

/**
 * Meters and their head ends. What is done, and the identity table of a meter, stand in clear where no security mode is
 * used. Titles are addresses of the meter network, not of this one.
 */
export const c1222 = defineDecoder<C1222Message>({
  name: "c1222",
  title: "ANSI C12.22",
  standard: "ANSI C12.22-2012 (IEEE 1703), ANSI C12.19-2012 tables",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [1153] },
    { layer: "udp", ports: [1153] },
  ],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x60], fewestBytes: 3 }, udp: { firstBytes: [0x60], fewestBytes: 3 } },
  probe(reader) {
    if (reader.peek(0) !== ACSE || berLengthAt(reader) < 8) return "no";
    for (let at = 2; at < Math.min(reader.remaining, MAX_SEARCH); at += 1) {
      if (reader.peek(at) === 0x2b && reader.startsWith(ARC, at)) return "certain";
    }
    return reader.peek(2) >= 0xa0 && reader.peek(2) <= 0xbe ? "maybe" : "no";
  },
  frame: (reader) => (reader.remaining > 0 && reader.peek(0) !== ACSE ? -1 : berLengthAt(reader)),
  read: (reader, context) => (reader.peek(0) === ACSE ? readMessage(reader, context) : null),
  observe({ side, operations, hasPassword, identity }, observer: Observer) {
    if (side) observer.direction(side);
    for (const operation of operations) observer.operation(operation);
    if (hasPassword) observer.service({ flag: "cleartext-login" });
    if (!identity) return;
    const options = { protocol: "c1222 table 1" };
    if (identity.manufacturer) observer.identity("vendor", identity.manufacturer, options);
    if (identity.model) observer.identity("model", identity.model, options);
    observer.identity("hardware", identity.hardware, options);
    observer.identity("firmware", identity.firmware, { ...options, inferred: true });
    if (identity.serial) observer.identity("serial", identity.serial, options);
    observer.identity("role", "meter", { ...options, inferred: true });
  },
});
