import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";
import { DISCOVERY_MAGIC, formatNetId, readDiscovery } from "./discovery";

/** Beckhoff Information System, "ADS specification": AMS/TCP header of 6 bytes, AMS header of 32. */
const TCP_HEADER_BYTES = 6;
const AMS_HEADER_BYTES = 32;
const MAX_BYTES = 1 << 20;
const COMMAND = { deviceInfo: 1, read: 2, write: 3, readState: 4, writeControl: 5, readWrite: 9 } as const;
const FLAG_RESPONSE = 1;
const FLAG_ADS = 4;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [COMMAND.deviceInfo, "diagnose"],
  [COMMAND.read, "read"],
  [COMMAND.write, "write"],
  [COMMAND.readState, "diagnose"],
  [COMMAND.writeControl, "control"],
  [6, "read"],
  [7, "read"],
]);
/** Index groups of ReadWrite that only look something up: symbol handles, values and infos by name, sum reads. */
const LOOK_UPS: readonly number[] = [0xf003, 0xf004, 0xf007, 0xf009, 0xf00a, 0xf080, 0xf083, 0xf084];

interface AdsMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly protocol: string;
  readonly flag: string | null;
}

export const ads = defineDecoder<AdsMessage>({
  name: "ads",
  title: "Beckhoff ADS",
  standard: "Beckhoff ADS/AMS specification (TwinCAT)",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [48_898] },
    { layer: "udp", ports: [48_899] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x00], fewestBytes: 38 }, udp: { firstBytes: [0x03], fewestBytes: 4 } },
  probe(reader, context) {
    if (context.layer === "udp") return reader.peek16(0) === 0x0366 && reader.peek16(2) === 0x1471 ? "certain" : "no";
    const isHeader =
      reader.peek16(0) === 0 && reader.peek(5) === 0 && reader.remaining >= TCP_HEADER_BYTES + AMS_HEADER_BYTES;
    const command = reader.peek(22);
    const flags = reader.peek(24);
    const length = reader.peek(2) | (reader.peek(3) << 8) | (reader.peek(4) << 16);
    const dataLength = reader.peek(26) | (reader.peek(27) << 8) | (reader.peek(28) << 16);
    const isAms = command >= 1 && command <= 9 && reader.peek(23) === 0 && (flags & FLAG_ADS) !== 0 && flags <= 5;
    return isHeader && isAms && length === AMS_HEADER_BYTES + dataLength ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < TCP_HEADER_BYTES) return 0;
    const length = reader.peek(2) | (reader.peek(3) << 8) | (reader.peek(4) << 16);
    const isHeader = reader.peek16(0) === 0 && reader.peek(5) === 0 && length >= AMS_HEADER_BYTES && length < MAX_BYTES;
    return isHeader ? TCP_HEADER_BYTES + length : -1;
  },
  read(reader, context) {
    if (context.layer === "udp") {
      if (reader.u32() !== DISCOVERY_MAGIC) reader.reject("a datagram without its magic number");
      const { isResponse, isAddRoute, hasPassword, facts } = readDiscovery(reader.seek(0));
      const operation = isResponse ? null : isAddRoute ? "write" : "diagnose";
      const flag = hasPassword ? "cleartext-login" : null;
      return { side: isResponse ? "response" : "request", operation, facts, protocol: "ads discovery", flag };
    }
    reader.skip(TCP_HEADER_BYTES + 8);
    const sourceNetId = formatNetId(reader);
    const command = reader.skip(2).u16le();
    const isResponse = (reader.u16le() & FLAG_RESPONSE) !== 0;
    reader.skip(12);
    const message: AdsMessage = {
      side: isResponse ? "response" : "request",
      operation: null,
      facts: [["instance", sourceNetId]],
      protocol: "ads",
      flag: null,
    };
    if (!isResponse) {
      const isReadWrite = command === COMMAND.readWrite;
      const lookedUp = isReadWrite ? (LOOK_UPS.includes(reader.u32le()) ? "read" : "write") : null;
      return { ...message, operation: lookedUp ?? OPERATIONS.get(command) ?? null };
    }
    if (command !== COMMAND.deviceInfo || reader.u32le() !== 0) return message;
    const version = `${reader.u8()}.${reader.u8()}.${reader.u16le()}`;
    const name = readFixedText(reader, 16);
    return { ...message, facts: [...message.facts, ["firmware", version], ["description", name]] };
  },
  observe({ side, operation, facts, protocol, flag }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (flag) observer.service({ flag });
    // A version is put together from its three numbers, one of which others write as a name or leave out.
    for (const [field, value] of facts) {
      if (value !== "") observer.identity(field, value, { protocol, inferred: field === "firmware" });
    }
  },
});
