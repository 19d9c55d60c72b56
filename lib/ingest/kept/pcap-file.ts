/** Classic pcap, little-endian, microseconds (draft-ietf-opsawg-pcap §4 and §5): what every tool reads. */
const SNAP_LENGTH = 262_144;

export function pcapHeader(linkType: number): Uint8Array {
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xa1b2c3d4, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, SNAP_LENGTH, true);
  view.setUint32(20, linkType, true);
  return header;
}

/** One record. A frame without a time stands at 1970, where every tool shows that it has none. */
export function pcapRecord(bytes: Uint8Array, trueLength: number, timeUs: number | null): Uint8Array {
  const record = new Uint8Array(16 + bytes.length);
  const view = new DataView(record.buffer);
  const us = timeUs ?? 0;
  view.setUint32(0, Math.floor(us / 1_000_000), true);
  view.setUint32(4, us % 1_000_000, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, Math.max(trueLength, bytes.length), true);
  record.set(bytes, 16);
  return record;
}
