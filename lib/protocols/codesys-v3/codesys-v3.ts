import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { BLOCK_HEADER_BYTES, blockLength, payloadAt, SERVICE, serviceAt } from "./datagram";
import { type NodeIdentity, readNodeIdentity } from "./node-identity";
import { onlineOperation } from "./online-services";

/** Kinds of messages of the name service, and of blocks in a channel. */
const NAME = { resolveAddress: 0xc202, identification: 0xc280 } as const;
const NAME_KINDS: readonly number[] = [0xc201, NAME.resolveAddress, 0xc203, NAME.identification];
const CHANNEL = { block: 0x01, openRequest: 0xc3, openResponse: 0x83 } as const;
const CHANNEL_KINDS: readonly number[] = [0x01, 0x02, 0x03, 0xc2, 0xc3, 0xc4, 0x83];
const FIRST_BLOCK = 0x01;
const BLOCK_HEAD_BYTES = 20;
/** The service layer in clear; behind the other number (0x7557) it is encrypted. */
const CLEAR_SERVICES = 0xcd55;
const IS_RESPONSE = 0x80;

interface CodesysV3Message {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly identity: NodeIdentity | null;
}

const NOTHING: CodesysV3Message = { side: null, operation: null, identity: null };
const peek16le = (reader: ByteReader, at: number) => reader.peek(at) | (reader.peek(at + 1) << 8);

function readName(body: ByteReader, isCut: boolean): CodesysV3Message {
  const kind = body.u16le();
  if (kind === NAME.resolveAddress) return { ...NOTHING, operation: "diagnose" };
  if (kind !== NAME.identification || isCut) return NOTHING;
  return { ...NOTHING, identity: readNodeIdentity(body.skip(6)) };
}

function readChannel(body: ByteReader): CodesysV3Message {
  const kind = body.u8();
  if (kind === CHANNEL.openRequest) return { ...NOTHING, side: "request" };
  if (kind === CHANNEL.openResponse) return { ...NOTHING, side: "response" };
  // Only a request's first block starts with the service; the others continue it.
  if (kind !== CHANNEL.block || (body.u8() & FIRST_BLOCK) === 0 || body.remaining < BLOCK_HEAD_BYTES + 6)
    return NOTHING;
  if (body.skip(BLOCK_HEAD_BYTES - 2).u16le() !== CLEAR_SERVICES) return NOTHING;
  const group = body.skip(2).u16le();
  if ((group & IS_RESPONSE) !== 0) return { ...NOTHING, side: "response" };
  return { ...NOTHING, side: "request", operation: onlineOperation(group & 0x7f, body.u16le()) };
}

export const codesysV3 = defineDecoder<CodesysV3Message>({
  name: "codesys-v3",
  title: "CODESYS 3",
  standard: "CODESYS 3 runtime protocol (unpublished), as described by public research",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [11_740, 11_741, 11_742, 11_743] },
    { layer: "udp", ports: [1740, 1741, 1742, 1743] },
  ],
  security: "mixed",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0xe8], fewestBytes: 14 }, udp: { firstBytes: [0xc5], fewestBytes: 14 } },
  probe(reader, context) {
    const start = context.layer === "tcp" ? BLOCK_HEADER_BYTES : 0;
    if (start > 0 && blockLength(reader) <= 0) return "no";
    const at = payloadAt(reader, start);
    if (at < 0) return "no";
    if (start > 0) return "certain";
    const service = serviceAt(reader, start);
    if (service === SERVICE.nameRequest || service === SERVICE.nameResponse)
      return NAME_KINDS.includes(peek16le(reader, at)) ? "certain" : "no";
    return service !== SERVICE.channel || CHANNEL_KINDS.includes(reader.peek(at)) ? "maybe" : "no";
  },
  frame: blockLength,
  read(reader, context) {
    const start = context.layer === "tcp" ? BLOCK_HEADER_BYTES : 0;
    const at = payloadAt(reader, start);
    if (at < 0) return null;
    const service = serviceAt(reader, start);
    const body = reader.skip(at).nested(reader.remaining);
    if (service === SERVICE.channel) return readChannel(body);
    if (service === SERVICE.nameRequest || service === SERVICE.nameResponse) return readName(body, context.isCut);
    return NOTHING;
  },
  observe({ side, operation, identity }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (!identity) return;
    const protocol = "codesys-v3 node";
    if (identity.nodeName !== "") observer.identity("name", identity.nodeName, { protocol });
    observer.identity("model", identity.deviceName, { protocol });
    if (identity.vendorName !== "") observer.identity("vendor", identity.vendorName, { protocol });
    if (identity.serial !== "") observer.identity("serial", identity.serial, { protocol });
    observer.identity("instance", identity.targetId, { protocol: "codesys-v3 target-id" });
    // Four numbers, written with dots of ours; and of the device description, which follows the firmware.
    observer.identity("firmware", identity.version, { protocol, inferred: true });
  },
});
