import type { ByteReader } from "../byte-reader";
import { readMstpFrame } from "./mstp";

/** NPDU of ASHRAE 135 clause 6.2 with what BACnet/IP (annex J) puts before it. */
export interface BacnetPacket {
  /** Address of the device whose broadcast a BBMD passes on; null when the sender speaks for itself. */
  readonly originIp: string | null;
  /** "2001/12": network and station behind a BACnet router; null when the sender itself speaks. */
  readonly source: string | null;
  /** The application message, or null for messages between routers. */
  readonly apdu: ByteReader | null;
}

export const BVLC = {
  type: 0x81,
  result: 0x00,
  forwarded: 0x04,
  distribute: 0x09,
  unicast: 0x0a,
  broadcast: 0x0b,
} as const;
const CONTROL = { networkMessage: 0x80, destination: 0x20, source: 0x08 } as const;
const NPDU_VERSION = 1;

/** One byte is a station number (MS/TP, ARCNET), six may be IP address and port, all else stays hexadecimal. */
function readStation(reader: ByteReader, length: number): string {
  if (length === 1) return String(reader.u8());
  if (length === 6) return `${reader.ipv4()}:${reader.u16()}`;
  return reader.hex(length, ":");
}

function readNpdu(reader: ByteReader, originIp: string | null): BacnetPacket {
  if (reader.u8() !== NPDU_VERSION) reader.reject("an unknown network layer version");
  const control = reader.u8();
  const hasDestination = (control & CONTROL.destination) !== 0;
  if (hasDestination) {
    reader.skip(2);
    reader.skip(reader.u8());
  }
  let source: string | null = null;
  if ((control & CONTROL.source) !== 0) {
    const network = reader.u16();
    source = `${network}/${readStation(reader, reader.u8())}`;
  }
  if (hasDestination) reader.skip(1);
  const apdu = (control & CONTROL.networkMessage) === 0 ? reader.nested(reader.remaining) : null;
  return { originIp, source, apdu };
}

/** Reads what one station of an MS/TP bus sent: without a source network of its own it is known by its number. */
export function readBusPacket(reader: ByteReader): BacnetPacket | null {
  const { station, npdu } = readMstpFrame(reader);
  if (!npdu) return null;
  const packet = readNpdu(npdu, null);
  return { ...packet, source: packet.source ?? `mstp ${station}` };
}

/** Reads a packet of BACnet/IP, or of BACnet on IEEE 802 when it has no BVLC header. */
export function readPacket(reader: ByteReader): BacnetPacket | null {
  if (reader.peek() !== BVLC.type) return readNpdu(reader, null);
  const kind = reader.skip(1).u8();
  const body = reader.nested(reader.u16() - 4);
  if (kind === BVLC.forwarded) {
    const originIp = body.ipv4();
    return readNpdu(body.skip(2), originIp);
  }
  return kind === BVLC.unicast || kind === BVLC.broadcast || kind === BVLC.distribute ? readNpdu(body, null) : null;
}
