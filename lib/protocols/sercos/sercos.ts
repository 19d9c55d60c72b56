import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { ServiceChannels } from "./service-channels";

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
  /** Parameters that the master reads and writes by service channels. */
  readonly operations: readonly Operation[];
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

function channelsOf(context: MessageContext): ServiceChannels {
  if (context.state instanceof ServiceChannels) return context.state;
  const channels = new ServiceChannels();
  context.state = channels;
  return channels;
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
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader) {
    const type = reader.peek(0);
    const phase = reader.peek(1) & 0x0f;
    const isHeader = reader.remaining > HEADER_BYTES && (type & RESERVED_TYPE) === 0 && (type & 0x0f) <= MAX_TELEGRAM;
    return isHeader && phase <= MAX_PHASE ? "certain" : "no";
  },
  read(reader, context) {
    const type = reader.u8();
    const phase = reader.u8() & 0x0f;
    const isAnswer = (type & IS_ANSWER) !== 0;
    const telegram = type & 0x0f;
    reader.skip(HEADER_BYTES - 2);
    if (phase === 0 && isAnswer && telegram === 0) return { operations: [], addresses: readAddresses(reader) };
    const hasChannels = !isAnswer && (phase === 1 || phase === 2);
    return { operations: hasChannels ? channelsOf(context).read(reader, telegram) : [], addresses: [] };
  },
  observe({ operations, addresses }, observer, context) {
    for (const operation of operations) observer.operation(operation);
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
