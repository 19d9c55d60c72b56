import type { TimeUs } from "@/lib/domain/observation";
import { concat, le16, le32 } from "./bytes";

export interface TimedFrame {
  readonly timeUs: TimeUs;
  readonly bytes: Uint8Array;
}

/** Classic pcap, little endian, microseconds, Ethernet (draft-ietf-opsawg-pcap). */
export function pcapFile(frames: readonly TimedFrame[]): Uint8Array {
  const header = concat(le32(0xa1b2c3d4), le16(2), le16(4), le32(0), le32(0), le32(65535), le32(1));
  const records = frames.map(({ timeUs, bytes }) =>
    concat(le32(Math.floor(timeUs / 1e6)), le32(timeUs % 1e6), le32(bytes.length), le32(bytes.length), bytes),
  );
  return concat(header, ...records);
}

function block(type: number, body: Uint8Array): Uint8Array {
  const length = body.length + 12;
  return concat(le32(type), le32(length), body, le32(length));
}

/** pcapng with one section and one Ethernet interface, microseconds (draft-ietf-opsawg-pcapng). */
export function pcapngFile(frames: readonly TimedFrame[]): Uint8Array {
  const section = block(0x0a0d0d0a, concat(le32(0x1a2b3c4d), le16(1), le16(0), le32(0xffffffff), le32(0xffffffff)));
  const card = block(1, concat(le16(1), le16(0), le32(65535)));
  const packets = frames.map(({ timeUs, bytes }) => {
    const padding = new Uint8Array((4 - (bytes.length % 4)) % 4);
    const head = concat(
      le32(0),
      le32(Math.floor(timeUs / 2 ** 32)),
      le32(timeUs % 2 ** 32),
      le32(bytes.length),
      le32(bytes.length),
    );
    return block(6, concat(head, bytes, padding));
  });
  return concat(section, card, ...packets);
}
