import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext, type Observer } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";
import { ffOperation, PROTOCOL, SERVICE } from "./services";

/** FF-588 §6.3: version, options, protocol and type, service, address of the agent, length of the whole message. */
const HEADER_BYTES = 12;
const VERSION = 1;
const RESERVED_OPTION = 0x10;
const TYPE = { request: 0, response: 1, error: 2 } as const;
const MAX_LENGTH = 65_536;
const PORTS: readonly number[] = [1089, 1090, 1091, 3622];
const TEXT_BYTES = 32;
const PRINTABLE = /^[\x21-\x7e][\x20-\x7e]*$/;
/** §6.5.2.3: device type. */
const LINKING_DEVICE = 0x80;
const IO_GATEWAY = 0x40;

interface DeviceNames {
  readonly deviceId: string | null;
  readonly tag: string | null;
  readonly isGateway: boolean;
}
interface ApplicationNames {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly revision: string | null;
}
interface FfMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  /** Link, H1 node and selector; a node of an H1 link stands behind the endpoint. */
  readonly address: number;
  readonly device: DeviceNames | null;
  readonly application: ApplicationNames | null;
}

/** Visible strings of 32 octets, filled with spaces. */
function readName(reader: ByteReader): string | null {
  const text = readFixedText(reader, TEXT_BYTES);
  return PRINTABLE.test(text) ? text : null;
}

/** §6.5.2.3 and §6.5.2.7: SM Identify's answer and the annunciation begin alike. */
function readDevice(reader: ByteReader): DeviceNames {
  const type = reader.skip(1).u8();
  // States, index and highest index, address of the device as IPv6.
  const deviceId = readName(reader.skip(22));
  const tag = readName(reader);
  return { deviceId, tag, isGateway: (type & (LINKING_DEVICE | IO_GATEWAY)) !== 0 };
}

const peekLength = (reader: ByteReader) => reader.peek16(8) * 65_536 + reader.peek16(10);

function fits(reader: ByteReader): boolean {
  if (reader.remaining < HEADER_BYTES || reader.peek(0) !== VERSION) return false;
  const kind = reader.peek(2);
  if ((kind & 3) > TYPE.error || (reader.peek(1) & RESERVED_OPTION) !== 0) return false;
  return ffOperation(kind >> 2, reader.peek(3)) !== undefined;
}

const isOnPort = ({ senderPort, receiverPort }: MessageContext) =>
  PORTS.includes(senderPort ?? 0) || PORTS.includes(receiverPort ?? 0);

export const ffHse = defineDecoder<FfMessage>({
  name: "ff-hse",
  title: "Foundation Fieldbus HSE",
  standard: "FieldComm Group FF-588, HSE field device access agent (IEC 61158 type 5)",
  family: "ot",
  carriers: [
    { layer: "udp", ports: [...PORTS] },
    { layer: "tcp", ports: [...PORTS] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x01], fewestBytes: 12 }, udp: { firstBytes: [0x01], fewestBytes: 12 } },
  probe(reader, context) {
    const length = peekLength(reader);
    if (!fits(reader) || length < HEADER_BYTES || length > MAX_LENGTH) return "no";
    if (context.layer === "udp") return reader.remaining === length || context.isCut ? "certain" : "no";
    return isOnPort(context) || reader.remaining === length ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = peekLength(reader);
    return fits(reader) && length >= HEADER_BYTES && length <= MAX_LENGTH ? length : -1;
  },
  read(reader) {
    const kind = reader.skip(2).u8();
    const [protocol, type] = [kind >> 2, kind & 3];
    const service = reader.u8();
    const address = reader.u32();
    const body = reader.nested(reader.u32() - HEADER_BYTES);
    const isRequest = type === TYPE.request;
    const isConfirmed = service >= 0x80;
    const message: FfMessage = {
      side: isConfirmed ? (isRequest ? "request" : "response") : null,
      operation: isRequest ? (ffOperation(protocol, service) ?? null) : null,
      address,
      device: null,
      application: null,
    };
    const isAnswer = type === TYPE.response;
    if (protocol === PROTOCOL.systemManagement) {
      const isAnnounced = service === SERVICE.deviceAnnunciation && isRequest;
      const isIdentified = service === SERVICE.systemIdentify && isAnswer;
      return isAnnounced || isIdentified ? { ...message, device: readDevice(body) } : message;
    }
    if (protocol !== PROTOCOL.messages || service !== SERVICE.messageIdentify || !isAnswer) return message;
    return {
      ...message,
      application: { vendor: readName(body), model: readName(body), revision: readName(body) },
    };
  },
  observe({ side, operation, address, device, application }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (device) observeDevice(device, observer);
    if (!application) return;
    const h1Node = (address >>> 8) & 0xff;
    const options = {
      protocol: "ff-hse fms-identify",
      ...(h1Node === 0 ? {} : { child: `ff-hse ${address >>> 16}/${h1Node}` }),
    };
    if (application.vendor) observer.identity("vendor", application.vendor, options);
    if (application.model) observer.identity("model", application.model, options);
    if (application.revision) observer.identity("firmware", application.revision, options);
  },
});

function observeDevice({ deviceId, tag, isGateway }: DeviceNames, observer: Observer): void {
  if (deviceId) observer.identity("instance", deviceId, { protocol: "ff-hse device-id" });
  if (tag) observer.identity("name", tag, { protocol: "ff-hse pd-tag" });
  if (isGateway) observer.identity("role", "field gateway", { inferred: true });
}
