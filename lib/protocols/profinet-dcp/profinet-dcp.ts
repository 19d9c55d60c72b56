import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type IdentityOptions, type MessageContext, type Observer } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { BLOCK, type DcpBlock, readBlocks } from "./blocks";

/** IEC 61158-6-10: frame ids of DCP. */
const FRAME_ID = { hello: 0xfefc, getSet: 0xfefd, identifyRequest: 0xfefe, identifyResponse: 0xfeff } as const;
const SERVICE = { get: 3, set: 4, identify: 5, hello: 6 } as const;
const RESPONSE_SUCCESS = 1;

/** Device roles by bit, the most telling first (coding of DeviceRoleDetails). */
const ROLES: readonly (readonly [number, string])[] = [
  [8, "engineering station"],
  [2, "io-controller"],
  [1, "io-device"],
  [4, "io-device"],
];

interface DcpMessage {
  readonly frameId: number;
  readonly service: number;
  readonly isResponse: boolean;
  readonly blocks: readonly DcpBlock[];
}

/** A Set changes nothing until it is answered: its blocks wait in the flow's state for a success. */
interface PendingSet {
  readonly transaction: number;
  readonly stationName: string | null;
  readonly ip: string | null;
}

const hex16 = (value: number) => `0x${value.toString(16).padStart(4, "0")}`;

function observeBlock(block: DcpBlock, observer: Observer, senderMac: string | null): void {
  // Every block of an answer starts with its BlockInfo.
  const value = block.value.skip(2);
  const text = () => withoutPadding(value.utf8(value.remaining));
  const state = (field: "name" | "model" | "role" | "instance", stated: string, options?: IdentityOptions) => {
    if (stated !== "") observer.identity(field, stated, options);
  };
  if (block.type === BLOCK.stationType) state("model", text());
  else if (block.type === BLOCK.stationName) state("name", text());
  else if (block.type === BLOCK.deviceId) {
    state("instance", hex16(value.u16()), { protocol: "profinet-dcp vendor-id" });
    state("instance", hex16(value.u16()), { protocol: "profinet-dcp device-id" });
  } else if (block.type === BLOCK.role) {
    const bits = value.u8();
    const role = ROLES.find(([bit]) => (bits & bit) !== 0)?.[1];
    if (role) state("role", role);
  } else if (block.type === BLOCK.ip) {
    const ip = value.ipv4();
    if (senderMac && isHostAddress(ip)) observer.binding(ip, senderMac, "stated");
  }
}

function rememberSet(message: DcpMessage, transaction: number, context: MessageContext): void {
  let stationName: string | null = null;
  let ip: string | null = null;
  for (const { type, value } of message.blocks) {
    if (type === BLOCK.stationName) stationName = withoutPadding(value.skip(2).utf8(value.remaining));
    else if (type === BLOCK.ip) ip = value.skip(2).ipv4();
  }
  context.state = { transaction, stationName, ip } satisfies PendingSet;
}

function observeSetAnswer(message: DcpMessage, transaction: number, observer: Observer, context: MessageContext): void {
  const pending = context.state as PendingSet | null;
  if (!pending || pending.transaction !== transaction || !context.senderMac) return;
  context.state = null;
  const answers = message.blocks.filter(({ type }) => type === BLOCK.controlResponse);
  if (answers.length === 0 || answers.some(({ value }) => value.skip(2).u8() !== 0)) return;
  if (pending.stationName) observer.identity("name", pending.stationName, { protocol: "profinet-dcp set" });
  if (pending.ip && isHostAddress(pending.ip)) observer.binding(pending.ip, context.senderMac, "stated");
}

function operationOf(service: number, blocks: readonly DcpBlock[]): Operation | null {
  if (service !== SERVICE.set) return service === SERVICE.hello ? null : "diagnose";
  // Suboptions of option 5 start and end transactions, blink, and reset to factory settings (5 and 6).
  return blocks.some(({ type }) => type === 0x0505 || type === 0x0506) ? "control" : "write";
}

export const profinetDcp = defineDecoder<DcpMessage & { readonly transaction: number }>({
  name: "profinet-dcp",
  title: "PROFINET DCP",
  standard: "IEC 61158-6-10, discovery and basic configuration protocol",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x8892] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    const frameId = reader.peek16(0);
    const service = reader.peek(2);
    const isDcp = frameId >= FRAME_ID.hello && frameId <= FRAME_ID.identifyResponse;
    return context.layer === "ethernet" && isDcp && service >= SERVICE.get && service <= SERVICE.hello
      ? "certain"
      : "no";
  },
  read(reader) {
    const frameId = reader.u16();
    const service = reader.u8();
    const type = reader.u8();
    const transaction = reader.u32();
    reader.skip(2);
    const data: ByteReader = reader.nested(reader.u16());
    const isResponse = (type & RESPONSE_SUCCESS) !== 0;
    if (type !== 0 && type !== RESPONSE_SUCCESS) return null;
    // A Get asks by bare option numbers.
    const isBareList = service === SERVICE.get && !isResponse;
    return { frameId, service, isResponse, transaction, blocks: isBareList ? [] : readBlocks(data) };
  },
  observe(message, observer, context) {
    const { service, isResponse, blocks, transaction } = message;
    const isHello = service === SERVICE.hello;
    if (!isHello) observer.direction(isResponse ? "response" : "request");
    if (isResponse && service === SERVICE.set) {
      observeSetAnswer(message, transaction, observer, context);
    } else if (isResponse || isHello) {
      for (const block of blocks) if (block.value.length >= 2) observeBlock(block, observer, context.senderMac);
    } else {
      const operation = operationOf(service, blocks);
      if (operation) observer.operation(operation);
      if (service === SERVICE.set) rememberSet(message, transaction, context);
    }
  },
});
