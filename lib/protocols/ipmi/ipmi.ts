import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { makerOfEnterprise } from "../framing/enterprises";

/** DMTF DSP0136 (ASF 2.0) §3.2: version, reserved, sequence, class. */
const RMCP_VERSION = 6;
const CLASS = { asf: 6, ipmi: 7 } as const;
const CLASS_BITS = 0x9f;
/** IPMI 2.0 §13.6: kind of authentication, session sequence, session; a code of 16 bytes where there is one. */
const FORMAT_RMCP_PLUS = 6;
const AUTHENTICATION_CODE_BYTES = 16;
const LARGEST_AUTHENTICATION = 6;
/** §13.27.3: payload types whose upper bits say encrypted and authenticated. */
const PAYLOAD_IPMI = 0;
const ENCRYPTED = 0x80;
const APPLICATION = 0x06;
const CHASSIS = 0x00;
const FIRMWARE = 0x08;
const GET_DEVICE_ID = 0x01;
const SET_PASSWORD = 0x47;
const RESETS: ReadonlySet<number> = new Set([0x02, 0x03]);

interface IpmiMessage {
  readonly isRequest: boolean | null;
  readonly operation: Operation | null;
  readonly device: { readonly maker: string | null; readonly firmware: string; readonly product: string } | null;
}
const NOTHING: IpmiMessage = { isRequest: null, operation: null, device: null };

function operationOf(netFn: number, command: number): Operation {
  if (netFn === CHASSIS && (command === 0x02 || command === 0x05)) return "control";
  if (netFn === APPLICATION && RESETS.has(command)) return "control";
  if (netFn === APPLICATION && command === SET_PASSWORD) return "write";
  if (netFn === FIRMWARE) return "firmware";
  return netFn === APPLICATION && command === GET_DEVICE_ID ? "diagnose" : "read";
}

/** §20.1: Get Device ID. */
function readDevice(reader: ByteReader): IpmiMessage["device"] {
  reader.skip(2);
  const major = reader.u8() & 0x7f;
  const minor = reader.u8().toString(16).padStart(2, "0");
  const maker = reader.skip(2).u8() | (reader.u8() << 8) | (reader.u8() << 16);
  const product = `0x${reader.u16le().toString(16).padStart(4, "0")}`;
  return { maker: makerOfEnterprise(maker & 0xfffff), firmware: `${major}.${minor}`, product };
}

/** §13.8: addresses, function and its checksum, then sequence and command. */
function readMessage(reader: ByteReader): IpmiMessage {
  if (reader.remaining < 7) return NOTHING;
  const netFn = reader.skip(1).u8() >>> 2;
  const command = reader.skip(3).u8();
  if (netFn % 2 === 0) return { isRequest: true, operation: operationOf(netFn, command), device: null };
  const isDone = reader.u8() === 0;
  const isDevice = isDone && netFn === APPLICATION + 1 && command === GET_DEVICE_ID;
  return { isRequest: false, operation: null, device: isDevice ? readDevice(reader) : null };
}

/** Management controllers of servers and industrial computers: power, sensors, consoles, below the operating system. */
export const ipmi = defineDecoder<IpmiMessage>({
  name: "ipmi",
  title: "IPMI over LAN",
  standard: "IPMI 2.0 §13, DMTF DSP0136 (ASF 2.0)",
  family: "it",
  carriers: [{ layer: "udp", ports: [623, 664] }],
  security: "mixed",
  messagesPerFlow: 256,
  elsewhere: { udp: { firstBytes: [RMCP_VERSION], fewestBytes: 12 } },
  probe(reader) {
    if (reader.peek(0) !== RMCP_VERSION || reader.peek(1) !== 0 || reader.remaining < 12) return "no";
    const kind = reader.peek(3) & CLASS_BITS;
    // An acknowledgement or an event of ASF names its enterprise number.
    if (kind === CLASS.asf) return reader.peek16(4) === 0 && reader.peek16(6) === 0x11be ? "certain" : "no";
    if (kind !== CLASS.ipmi || reader.peek(2) !== 0xff) return "no";
    return reader.peek(4) <= LARGEST_AUTHENTICATION ? "certain" : "no";
  },
  read(reader) {
    const kind = reader.skip(3).u8() & CLASS_BITS;
    if (kind === CLASS.asf) {
      const type = reader.skip(4).u8();
      if (type === 0x80) return { isRequest: true, operation: "diagnose", device: null };
      return type === 0x40 ? { isRequest: false, operation: null, device: null } : NOTHING;
    }
    const format = reader.u8();
    if (format !== FORMAT_RMCP_PLUS) {
      reader.skip(8 + (format === 0 ? 0 : AUTHENTICATION_CODE_BYTES));
      return readMessage(reader.nested(reader.u8()));
    }
    const type = reader.u8();
    // Sessions are opened by payloads of their own, and what they carry may be encrypted.
    if ((type & ENCRYPTED) !== 0 || (type & 0x3f) !== PAYLOAD_IPMI) return NOTHING;
    return readMessage(reader.skip(8).nested(reader.u16le()));
  },
  observe({ isRequest, operation, device }, observer) {
    if (isRequest !== null) observer.direction(isRequest ? "request" : "response");
    if (operation) observer.operation(operation);
    if (isRequest === false) observer.identity("role", "management-controller", { inferred: true });
    if (!device) return;
    if (device.maker) observer.identity("vendor", device.maker, { inferred: true });
    observer.identity("description", `IPMI product ${device.product}, firmware ${device.firmware}`, { inferred: true });
  },
});
