import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder, type Observer } from "../define-decoder";
import { childOfSlot, type IoBlocks, type ObjectId, readIoBlocks, readObjectId } from "./blocks";

/** Connectionless DCE/RPC, version 4 (C706 §12.5), with PROFINET's interfaces; data representation decides the order. */
const RPC_VERSION = 4;
const TYPE = { request: 0, response: 2 } as const;
const HEADER_BYTES = 80;
const INTERFACE_AT = 24;
/** dea00001- and dea00002-6c97-11d1-8271-00a02442df7d, of IO devices and IO controllers, in both orders. */
const INTERFACES = ["\x01\x00\xa0\xde\x97\x6c\xd1\x11\x82\x71", "\x02\x00\xa0\xde\x97\x6c\xd1\x11\x82\x71"];
const INTERFACES_BIG = ["\xde\xa0\x00\x01\x6c\x97\x11\xd1\x82\x71", "\xde\xa0\x00\x02\x6c\x97\x11\xd1\x82\x71"];
/** Of the device that is spoken to; an answer repeats it. */
const OBJECT_AT = 8;
/** How a station may be called (IEC 61158-6-10, NameOfStation): other chassis ids are addresses or texts. */
const STATION_NAME = /^(?!(?:[0-9a-f]{2}[-.:]?){6}$)[a-z0-9][a-z0-9.-]{0,239}$/i;
const OPERATION = { connect: 0, release: 1, read: 2, write: 3, control: 4, readImplicit: 5 } as const;

interface IoMessage {
  readonly isRequest: boolean;
  readonly operation: Operation | null;
  /** Of the device that answers. */
  readonly object: ObjectId | null;
  readonly blocks: IoBlocks | null;
}

function operationOf(code: number): Operation | null {
  if (code === OPERATION.read || code === OPERATION.readImplicit) return "read";
  return code === OPERATION.write ? "write" : null;
}

function observeObject(object: ObjectId | null, observer: Observer): void {
  if (!object) return;
  observer.identity("instance", object.vendorId, { protocol: "profinet-io vendor-id" });
  observer.identity("instance", object.deviceId, { protocol: "profinet-io device-id" });
}

export const profinetIo = defineDecoder<IoMessage>({
  name: "profinet-io",
  title: "PROFINET IO CM",
  standard: "IEC 61158-6-10, context management over DCE/RPC",
  family: "ot",
  carriers: [{ layer: "udp", ports: [34_964] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x04], fewestBytes: 80 } },
  probe(reader) {
    if (reader.peek(0) !== RPC_VERSION || reader.peek(1) > 10 || reader.remaining < HEADER_BYTES) return "no";
    const names = reader.peek(4) === 0x10 ? INTERFACES : INTERFACES_BIG;
    return names.some((name) => reader.startsWith(name, INTERFACE_AT)) ? "certain" : "no";
  },
  read(reader) {
    const type = reader.skip(1).u8();
    const isLittle = reader.skip(2).u8() === 0x10;
    const object = type === TYPE.response ? readObjectId(reader.seek(OBJECT_AT).nested(16)) : null;
    const code = isLittle ? reader.seek(68).u16le() : reader.seek(68).u16();
    const fragment = isLittle ? reader.seek(76).u16le() : reader.seek(76).u16();
    if (type !== TYPE.request && type !== TYPE.response) return null;
    const isRequest = type === TYPE.request;
    const operation = isRequest && fragment === 0 ? operationOf(code) : null;
    // Maximum or status, length, and the array's maximum, offset and count (NDR), before the blocks.
    const blocks = fragment === 0 && reader.seek(HEADER_BYTES).remaining > 20 ? readIoBlocks(reader.skip(20)) : null;
    return { isRequest, operation, object, blocks };
  },
  observe({ isRequest, operation, object, blocks }, observer, context) {
    // An answer may come from another port than the one that was asked: alone it does not tell who serves.
    if (isRequest) observer.direction("request");
    if (operation) observer.operation(operation);
    observeObject(object, observer);
    if (!blocks) return;
    const { initiator, facts, slot, subslot, ownInterface } = blocks;
    if (isRequest && initiator) {
      // Soft controllers make a name up for each relation ("pc-worx-rt-basic-…"): not surely the device's own.
      if (initiator.stationName !== "") observer.identity("name", initiator.stationName, { inferred: true });
      observer.identity("role", "io-controller");
      observeObject(initiator.object, observer);
      if (context.senderIp) observer.binding(context.senderIp, initiator.mac, "stated");
    }
    const child = childOfSlot(slot, subslot);
    const options = { protocol: "profinet-io i&m", ...(child ? { child } : {}) };
    if (isRequest) return;
    if (ownInterface) {
      const { chassisId, mac, ip } = ownInterface;
      if (STATION_NAME.test(chassisId)) observer.identity("name", chassisId, { protocol: "profinet-io interface" });
      if (isHostAddress(ip)) observer.binding(ip, mac, "stated");
    }
    // The version is put together from a letter and three numbers.
    for (const [field, value] of facts) {
      observer.identity(field, value, { ...options, inferred: field === "firmware" });
    }
  },
});
