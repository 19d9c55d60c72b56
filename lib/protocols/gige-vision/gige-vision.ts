import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

const PORT = 3956;
const HEADER_BYTES = 8;
/** First byte of every command; answers begin with a status. */
const KEY = 0x42;
const DISCOVERY_ANSWER = 0x0003;
const DISCOVERY_BYTES = 0xf8;
/** Texts of the table in their order, with their widths. */
const TEXTS_AT = 0x48;
const TEXTS: readonly (readonly [IdentityField, number])[] = [
  ["vendor", 32],
  ["model", 32],
  ["firmware", 32],
  ["description", 48],
  ["serial", 16],
  ["name", 16],
];
/** Commands of the control protocol, and the numbers of their answers one above. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x0002, "diagnose"],
  [0x0004, "write"],
  [0x0080, "read"],
  [0x0082, "write"],
  [0x0084, "read"],
  [0x0086, "write"],
  [0x0100, "control"],
]);
/** Commands without an effect on the device: a packet sent again, and events of the device's own. */
const OTHERS: readonly number[] = [0x0040, 0x00c0, 0x00c2];

interface VisionMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string | null;
  readonly ip: string | null;
}

/** Cameras of inspection cells and lines: each answers a broadcast with a table of who it is. */
export const gigeVision = defineDecoder<VisionMessage>({
  name: "gige-vision",
  title: "GigE Vision control",
  standard: "A3 (AIA) GigE Vision 2, GVCP: DISCOVERY_ACK and the bootstrap registers",
  family: "ot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 512,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const length = reader.peek16(4);
    if (length < 0 || length !== reader.remaining - HEADER_BYTES) return "no";
    const command = reader.peek16(2);
    if (context.receiverPort === PORT && reader.peek(0) === KEY) {
      return OPERATIONS.has(command) || OTHERS.includes(command) ? "certain" : "no";
    }
    if (context.senderPort !== PORT || !(OPERATIONS.has(command - 1) || OTHERS.includes(command - 1))) return "no";
    return command === DISCOVERY_ANSWER && length === DISCOVERY_BYTES ? "certain" : "maybe";
  },
  read(reader, context) {
    const isRequest = context.receiverPort === PORT && reader.peek(0) === KEY;
    const status = reader.u16();
    const command = reader.u16();
    const length = reader.u16();
    const side = isRequest ? "request" : "response";
    const operation = isRequest ? (OPERATIONS.get(command) ?? null) : null;
    const nothing: VisionMessage = { side, operation, facts: [], mac: null, ip: null };
    if (isRequest || status !== 0 || command !== DISCOVERY_ANSWER || length < DISCOVERY_BYTES) return nothing;
    const table = reader.seek(HEADER_BYTES).nested(DISCOVERY_BYTES);
    const mac = table.seek(0x0a).mac();
    const ip = table.seek(0x24).ipv4();
    table.seek(TEXTS_AT);
    const facts = TEXTS.map(([field, width]) => [field, readFixedText(table, width)] as const);
    return { ...nothing, facts, mac, ip };
  },
  observe({ side, operation, facts, mac, ip }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (mac && ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
    for (const [field, value] of facts) if (value !== "") observer.identity(field, value);
    if (facts.length > 0) observer.identity("role", "camera", { inferred: true });
  },
});
