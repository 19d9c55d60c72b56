import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { readDeviceAttributes } from "./device-attributes";
import { dnp3FrameBytes, isDnp3Header, readLink } from "./link";

/** IEEE 1815-2012 table 4-2: function codes of requests. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [1, "read"],
  [2, "write"],
  [3, "control"],
  [4, "control"],
  [5, "control"],
  [6, "control"],
  [7, "read"],
  [8, "read"],
  [9, "write"],
  [10, "write"],
  [11, "read"],
  [12, "read"],
  [13, "control"],
  [14, "control"],
  [15, "program"],
  [16, "program"],
  [17, "control"],
  [18, "control"],
  [19, "program"],
  [20, "write"],
  [21, "write"],
  [22, "write"],
  [23, "diagnose"],
  [24, "write"],
  [25, "read"],
  [26, "write"],
  [27, "write"],
  [28, "diagnose"],
  [31, "program"],
]);

/** What a request does; null for codes that do nothing to the outstation, or are unknown. */
export function dnp3RequestOperation(functionCode: number): Operation | null {
  return OPERATIONS.get(functionCode) ?? null;
}
const RESPONSE = 129;
const UNSOLICITED = 130;
const TRANSPORT_FIRST = 0x40;
const MAX_OUTSTATIONS = 256;

interface Dnp3Message {
  readonly isFromMaster: boolean;
  readonly source: number;
  readonly operation: Operation | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

/** Outstation addresses that answered on this flow: several mean a gateway or a terminal server. */
function rememberOutstation(context: MessageContext, address: number): number {
  if (context.state === null) context.state = new Set<number>();
  const known = context.state as Set<number>;
  if (known.size < MAX_OUTSTATIONS) known.add(address);
  return known.size;
}

export const dnp3 = defineDecoder<Dnp3Message>({
  name: "dnp3",
  title: "DNP3",
  standard: "IEEE 1815-2012",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [20_000] },
    { layer: "udp", ports: [20_000] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe: (reader) => (isDnp3Header(reader) ? "certain" : "no"),
  frame(reader) {
    const length = reader.peek(2);
    if (length < 0) return 0;
    return reader.peek16(0) === 0x0564 && length >= 5 ? dnp3FrameBytes(length) : -1;
  },
  read(reader) {
    if (reader.peek16(0) !== 0x0564) reader.reject("a frame without its start octets");
    const { isFromMaster, source, data } = readLink(reader);
    const message: Dnp3Message = { isFromMaster, source, operation: null, facts: [] };
    const application = new ByteReader(data);
    // Only the first segment of a fragment holds its function code (clause 8.2).
    if (data.length < 3 || (application.u8() & TRANSPORT_FIRST) === 0) return message;
    const code = application.skip(1).u8();
    if (code !== RESPONSE && code !== UNSOLICITED) return { ...message, operation: dnp3RequestOperation(code) };
    if (code === UNSOLICITED || application.remaining < 5) return message;
    return { ...message, facts: readDeviceAttributes(application.skip(2)) };
  },
  observe(message, observer, context) {
    if (message.isFromMaster) {
      if (message.operation) observer.operation(message.operation);
      return;
    }
    const isGateway = rememberOutstation(context, message.source) > 1;
    const options = isGateway ? { child: `dnp3 ${message.source}` } : {};
    observer.identity("instance", String(message.source), { ...options, protocol: "dnp3 outstation-address" });
    observer.identity("role", "rtu", { ...options, inferred: true });
    for (const [field, value] of message.facts) {
      observer.identity(field, value, { ...options, protocol: "dnp3 device-attribute" });
    }
  },
});
