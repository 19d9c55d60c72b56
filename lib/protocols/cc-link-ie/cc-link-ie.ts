import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { fieldBasicSide } from "../framing/field-basic";

/** BAP-C2010ENG-004 (CC-Link IE Field Basic): cyclic messages over UDP; numbers little-endian. */
const REQUEST_HEADER_BYTES = 15;
const RESPONSE_HEADER_BYTES = 11;
const CYCLIC_HEADER_BYTES = 20;
/** Control, Field and TSN frames are published to members only: a frame of this EtherType and a plausible size. */
const MIN_FRAME_BYTES = 20;

interface SlaveNotice {
  readonly vendorCode: number;
  readonly modelCode: number;
  readonly version: number;
  readonly ip: string;
}
interface CcLinkMessage {
  readonly side: "request" | "response" | null;
  /** The master that a request names; only its own words count. */
  readonly masterIp: string | null;
  readonly slave: SlaveNotice | null;
}

/** Addresses are numbers: the last octet first. */
function readAddress(reader: ByteReader): string {
  return [reader.u8(), reader.u8(), reader.u8(), reader.u8()].reverse().join(".");
}

function readRequest(reader: ByteReader): CcLinkMessage {
  // Master's state, reserved, clock.
  reader.skip(REQUEST_HEADER_BYTES + CYCLIC_HEADER_BYTES + 12);
  return { side: "request", masterIp: readAddress(reader), slave: null };
}

function readResponse(reader: ByteReader): CcLinkMessage {
  reader.skip(RESPONSE_HEADER_BYTES + CYCLIC_HEADER_BYTES);
  const vendorCode = reader.u16le();
  const modelCode = reader.skip(2).u32le();
  const version = reader.u16le();
  // Reserved, state of the slave, its error code and management information.
  const ip = readAddress(reader.skip(10));
  return { side: "response", masterIp: null, slave: { vendorCode, modelCode, version, ip } };
}

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, "0")}`;

export const ccLinkIe = defineDecoder<CcLinkMessage>({
  name: "cc-link-ie",
  title: "CC-Link IE",
  standard: "CLPA BAP-C2010ENG-004 (Field Basic); EtherType 0x890F of Control, Field and TSN (IEC 61158 type 23)",
  family: "ot",
  carriers: [
    { layer: "ethernet", etherTypes: [0x890f] },
    { layer: "udp", ports: [61_450] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [0x50, 0xd0], fewestBytes: 17 } },
  probe(reader, context) {
    if (context.layer === "ethernet") return reader.remaining >= MIN_FRAME_BYTES ? "certain" : "no";
    return fieldBasicSide(reader) === null ? "no" : "certain";
  },
  read(reader, context: MessageContext) {
    if (context.layer === "ethernet") return { side: null, masterIp: null, slave: null };
    switch (fieldBasicSide(reader)) {
      case "request":
        return readRequest(reader);
      case "response":
        return readResponse(reader);
      default:
        return null;
    }
  },
  observe({ side, masterIp, slave }, observer, context) {
    if (side) observer.direction(side);
    if (context.layer === "ethernet") {
      if (context.senderMac) observer.identity("description", "CC-Link IE station", { inferred: true });
      return;
    }
    // A master names itself in each request; a relayed or forged one would name another.
    if (masterIp !== null && masterIp === context.senderIp)
      observer.identity("role", "plc", { inferred: true, protocol: "cc-link-ie master" });
    // With several occupied stations only the first part carries the address.
    if (!slave || slave.ip !== context.senderIp) return;
    observer.identity("instance", hex(slave.vendorCode, 4), { protocol: "cc-link-ie vendor-code" });
    observer.identity("instance", hex(slave.modelCode, 8), { protocol: "cc-link-ie model-code" });
    if (slave.version !== 0)
      observer.identity("firmware", String(slave.version), {
        inferred: true,
        protocol: "cc-link-ie equipment-version",
      });
    observer.identity("role", "io-device", { inferred: true, protocol: "cc-link-ie slave" });
  },
});
