import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** IEC 61158-4-19 (SERCOS III): telegram type, phase, CRC-32 of the header; then what the phase lays down. */
const HEADER_BYTES = 6;
const IS_ANSWER = 0x40;
const RESERVED_TYPE = 0x10;
const MAX_TELEGRAM = 3;
const MAX_PHASE = 4;
const MAX_ADDRESS = 511;
/**
 * In phase 0 slaves enter their addresses into AT0, one behind the other, and count the place up. An address has nine
 * bits, with what else the slave can do above; unused places are all ones.
 */
const FIRST_COUNT = 1;
const UNUSED = 0xffff;

interface SercosMessage {
  readonly phase: number;
  /** Addresses of slaves, from AT0 of phase 0 that has passed them. */
  readonly addresses: readonly number[];
}

function readAddresses(reader: ByteReader): number[] {
  const next = reader.u16le();
  const addresses: number[] = [];
  for (let place = FIRST_COUNT; place < next && place <= MAX_ADDRESS && reader.remaining >= 2; place += 1) {
    const word = reader.u16le();
    const address = word === UNUSED ? 0 : word & MAX_ADDRESS;
    if (address >= 1 && !addresses.includes(address)) addresses.push(address);
  }
  return addresses;
}

/**
 * One card, the master's, sends all telegrams; slaves write into them as they pass. So slaves stand behind it, named by
 * their SERCOS addresses.
 */
export const sercos = defineDecoder<SercosMessage>({
  name: "sercos",
  title: "SERCOS III",
  standard: "IEC 61158-4-19 and IEC 61784-2 (CPF 16), Sercos communication specification V1.3",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x88cd] }],
  security: "unauthenticated",
  messagesPerFlow: 4_096,
  probe(reader) {
    const type = reader.peek(0);
    const phase = reader.peek(1) & 0x0f;
    const isHeader = reader.remaining > HEADER_BYTES && (type & RESERVED_TYPE) === 0 && (type & 0x0f) <= MAX_TELEGRAM;
    return isHeader && phase <= MAX_PHASE ? "certain" : "no";
  },
  read(reader) {
    const type = reader.u8();
    const phase = reader.u8() & 0x0f;
    const isFirstAnswer = (type & IS_ANSWER) !== 0 && (type & 0x0f) === 0;
    const addresses = phase === 0 && isFirstAnswer ? readAddresses(reader.skip(HEADER_BYTES - 2)) : [];
    return { phase, addresses };
  },
  observe({ addresses }, observer, context) {
    if (!context.senderMac) return;
    observer.identity("role", "plc", { inferred: true, protocol: "sercos master" });
    for (const address of addresses) {
      observer.identity("instance", String(address), {
        child: `sercos device ${address}`,
        protocol: "sercos address",
      });
    }
  },
});
