import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** CEA-852: length of the whole, version, kind, further header in words, flags with the protocol, vendor, session … */
const HEADER_BYTES = 20;
const PORTS = [1628, 1629];
const VERSION = 1;
const KIND = {
  data: 0x01,
  registration: 0x03,
  acknowledge: 0x07,
  statisticsRequest: 0x60,
  configurationRequest: 0x63,
  configuration: 0x71,
} as const;
const KINDS: ReadonlySet<number> = new Set([...Object.values(KIND), 0x04, 0x06, 0x08, 0x64, 0x66, 0x68, 0x70, 0x7f]);
/** Of the flags: the protocol of the data. */
const PROTOCOL_MASK = 0x1f;
const LONTALK = 0;

/** ISO/IEC 14908-1 §8: how long the address is by its format (unicast and group answers share one), and the domain. */
const ADDRESS_BYTES = [3, 3, 4, 9] as const;
const GROUP_ANSWER_BYTES = 6;
const DOMAIN_BYTES = [0, 1, 3, 6] as const;
const PDU = { transport: 0, session: 1, authentication: 2, application: 3 } as const;

/** Codes of network management and diagnosis (§9). */
const SERVICE_PIN = 0x7f;
const CODES: ReadonlyMap<number, Operation> = new Map([
  [0x51, "diagnose"],
  [0x53, "diagnose"],
  [0x61, "diagnose"],
  [0x63, "program"],
  [0x64, "program"],
  [0x66, "program"],
  [0x68, "read"],
  [0x6a, "read"],
  [0x6b, "program"],
  [0x6c, "control"],
  [0x6d, "read"],
  [0x6e, "program"],
  [0x70, "control"],
  [0x73, "read"],
]);

interface CnIpMessage {
  readonly operation: Operation | null;
  /** Of a device on the LonWorks side: "1/12". */
  readonly node: string | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

const NOTHING: CnIpMessage = { operation: null, node: null, facts: [] };

function isHeader(reader: ByteReader): boolean {
  const length = reader.peek16(0);
  const isWhole = length >= HEADER_BYTES && HEADER_BYTES + 4 * reader.peek(4) <= length;
  return isWhole && length === reader.remaining && reader.peek(2) === VERSION && KINDS.has(reader.peek(3));
}

/** The code behind the addresses, where a message has one; the reader stands behind it. */
function readCode(reader: ByteReader, format: number): number | null {
  if (format === PDU.application) return reader.u8();
  if (format === PDU.authentication) return null;
  const kind = (reader.u8() >> 4) & 7;
  // Acknowledged or repeated; a request. An answer (2) repeats no code, reminders hold lists.
  const isMessage = format === PDU.transport ? kind <= 1 : kind === 0;
  return isMessage ? reader.u8() : null;
}

function readLonTalk(reader: ByteReader): CnIpMessage {
  const head = reader.skip(1).u8();
  const addressFormat = (head >> 2) & 3;
  const subnet = reader.peek(0);
  const nodeByte = reader.peek(1);
  const isGroupAnswer = addressFormat === 2 && nodeByte < 0x80;
  reader.skip(isGroupAnswer ? GROUP_ANSWER_BYTES : (ADDRESS_BYTES[addressFormat] as number));
  reader.skip(DOMAIN_BYTES[head & 3] as number);
  // A device without an address yet sends from 0/0.
  const node = subnet > 0 && (nodeByte & 0x7f) > 0 ? `${subnet}/${nodeByte & 0x7f}` : null;
  const code = readCode(reader, (head >> 4) & 3);
  if (code === null) return { ...NOTHING, node };
  if (code !== SERVICE_PIN) return { operation: CODES.get(code) ?? null, node, facts: [] };
  const neuron = reader.hex(6);
  const program = reader.hex(8, ":");
  return {
    operation: null,
    node: node ?? `neuron ${neuron}`,
    facts: [
      ["serial", neuron],
      ["description", `LonWorks program ${program}`],
    ],
  };
}

/** LonWorks over IP: which nodes speak through a router, what they call themselves, and who manages them. */
export const cnIp = defineDecoder<CnIpMessage>({
  name: "cn-ip",
  title: "LonWorks over IP (CN/IP)",
  standard: "CEA-852 (ISO/IEC 14908-4), ISO/IEC 14908-1",
  family: "ot",
  carriers: [{ layer: "udp", ports: PORTS }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [], fewestBytes: HEADER_BYTES } },
  probe(reader, { senderPort, receiverPort }) {
    if (!isHeader(reader)) return "no";
    const isAtHome = PORTS.includes(senderPort ?? 0) || PORTS.includes(receiverPort ?? 0);
    return isAtHome ? "certain" : "no";
  },
  read(reader) {
    const kind = reader.skip(3).u8();
    const further = reader.u8();
    const protocol = reader.u8() & PROTOCOL_MASK;
    reader.skip(HEADER_BYTES - 6 + 4 * further);
    if (kind === KIND.statisticsRequest || kind === KIND.configurationRequest)
      return { ...NOTHING, operation: "diagnose" };
    if (kind === KIND.configuration) return { ...NOTHING, operation: "program" };
    return kind === KIND.data && protocol === LONTALK ? readLonTalk(reader) : NOTHING;
  },
  observe({ operation, node, facts }, observer) {
    if (operation) observer.operation(operation);
    if (!node) return;
    const child = `lon ${node}`;
    if (!node.startsWith("neuron")) observer.identity("instance", node, { child });
    for (const [field, value] of facts) observer.identity(field, value, { child });
  },
});
