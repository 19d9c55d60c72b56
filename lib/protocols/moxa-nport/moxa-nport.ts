import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";

const PORT = 4800;
const HEADER_BYTES = 8;
/** Application id, model code, MAC: which device is meant, and which one answers. */
const DEVICE_BYTES = 12;
const ANSWER = 0x80;
const REQUEST = { search: 0x01, name: 0x10, serial: 0x16, firstRead: 0x10, lastRead: 0x2f } as const;
const NAME_BYTES = 40;
const SERIAL_AT = 8;
/** The prefix that Moxa holds: with it the bytes are surely the device's MAC. */
const PREFIX = "00:90:e8:";

interface NportMessage {
  readonly isAnswer: boolean;
  readonly request: number;
  readonly mac: string | null;
  readonly ip: string | null;
  readonly name: string;
  readonly serial: string;
}

const operationOf = (request: number): Operation | null => {
  if (request === REQUEST.search) return "diagnose";
  return request >= REQUEST.firstRead && request <= REQUEST.lastRead ? "read" : null;
};

/** Moxa's serial device servers, as their administrators' tool finds them. */
export const moxaNport = defineDecoder<NportMessage>({
  name: "moxa-nport",
  title: "Moxa NPort search",
  standard: "Moxa device search (unpublished), as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, { senderPort, receiverPort }) {
    if (senderPort !== PORT && receiverPort !== PORT) return "no";
    const request = reader.peek(0) & 0x7f;
    return request >= 1 && request <= 0x5f && reader.peek16(2) === reader.remaining ? "certain" : "no";
  },
  read(reader) {
    const code = reader.u8();
    const isAnswer = (code & ANSWER) !== 0;
    const request = code & 0x7f;
    const isRefused = reader.u8() !== 0;
    const said = { isAnswer, request, mac: null, ip: null, name: "", serial: "" };
    if (!isAnswer || isRefused || reader.length < HEADER_BYTES + DEVICE_BYTES) return said;
    const stated = reader.seek(HEADER_BYTES + 6).mac();
    const mac = stated.startsWith(PREFIX) ? stated : null;
    if (request === REQUEST.search) return { ...said, mac, ip: reader.ipv4() };
    if (request === REQUEST.name) return { ...said, mac, name: withoutPadding(reader.latin1(NAME_BYTES)).trim() };
    if (request !== REQUEST.serial) return { ...said, mac };
    const serial = reader.skip(SERIAL_AT).u16le();
    return { ...said, mac, serial: serial === 0 ? "" : String(serial) };
  },
  observe({ isAnswer, request, mac, ip, name, serial }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    const operation = isAnswer ? null : operationOf(request);
    if (operation) observer.operation(operation);
    if (mac === null) return;
    observer.identity("vendor", "Moxa", { inferred: true });
    if (name !== "") observer.identity("name", name);
    if (serial !== "") observer.identity("serial", serial, { inferred: true });
    if (ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
