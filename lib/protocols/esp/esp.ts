import { defineDecoder } from "../define-decoder";

const IP_PROTOCOL = 50;
/** RFC 4303 §2.1: 0 is for local use, 1 to 255 are reserved. */
const MIN_SPI = 256;
/** SPI, sequence number, and the least that an encrypted packet and its check value have. */
const MIN_BYTES = 20;

/** What an IPsec tunnel carries; how it was agreed on is IKE. The number of the IP protocol is its mark. */
export const esp = defineDecoder<{ readonly spi: number }>({
  name: "esp",
  title: "IPsec ESP",
  standard: "RFC 4303",
  family: "it",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "encrypted",
  messagesPerFlow: 1,
  probe(reader) {
    const spi = reader.peek16(0) * 65_536 + reader.peek16(2);
    return spi >= MIN_SPI && reader.remaining >= MIN_BYTES ? "certain" : "no";
  },
  read: (reader) => ({ spi: reader.u32() }),
  observe() {
    // All behind the header is ciphertext.
  },
});
