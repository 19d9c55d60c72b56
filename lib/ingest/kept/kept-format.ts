import { PcapReader } from "@/lib/capture/pcap-reader";

/**
 * The file in which packets (or lines, or hosts) of one content are kept. Records stand in blocks of about 256 KiB, each
 * packed for itself; a table at the end says for every block which positions and times it holds. So record N costs one
 * block, whatever the size of the file, and the original's packing (gzip, pcapng) no longer matters.
 *
 *   magic | block … block | table: one entry of ENTRY_BYTES per block | tail: offset of the table, blocks, records, magic
 *
 * The magic says how blocks are packed and what they hold. New files use Brotli, older ones that lie on disks were
 * deflated. The magic CAPTURE_MAGIC is that of a classic capture of which all is kept: behind it stands the capture's own
 * header, and blocks hold its records as they stand in its file, numbered from the first position of their block.
 *
 * In all others records are, little-endian: position u32, time in µs f64 (-1 = none), true length u32, kind u16, stored
 * length u32, bytes.
 */
export const MAGIC = "SGKEPT02";
export const DEFLATED_MAGIC = "SGKEPT01";
export const CAPTURE_MAGIC = "SGKEPT03";
export const CAPTURE_HEADER_BYTES = 24;
export const MAGIC_BYTES = MAGIC.length;
export const BLOCK_BYTES = 262_144;
export const RECORD_HEAD_BYTES = 22;
/** A record's head in a capture of the longest kind (`pcapVariant`). */
export const MAX_HEAD_BYTES = 24;
export const ENTRY_BYTES = 40;
export const TAIL_BYTES = 28;

/** Bytes of one record that are kept at most; what a capture may hold as one frame (262,144) fits. */
export const MAX_RECORD_BYTES = 262_144;

/** Kinds beyond the LINKTYPE_ numbers of frames. */
export const TEXT_KIND = 0xffff;

export interface KeptRecord {
  /** Frame, line or host number in the source, from 1. */
  readonly position: number;
  /** null when the source states none. */
  readonly timeUs: number | null;
  /** Length on the wire, or of the whole line; `bytes` may hold less. */
  readonly trueLength: number;
  /** A LINKTYPE_ number, or TEXT_KIND. */
  readonly kind: number;
  readonly bytes: Uint8Array;
}

export interface BlockEntry {
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly offset: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Of the records that have a time; first > last when none has. */
  readonly firstUs: number;
  readonly lastUs: number;
}

export function writeEntry(view: DataView, at: number, entry: BlockEntry): void {
  view.setUint32(at, entry.firstPosition, true);
  view.setUint32(at + 4, entry.lastPosition, true);
  view.setFloat64(at + 8, entry.offset, true);
  view.setUint32(at + 16, entry.packedBytes, true);
  view.setUint32(at + 20, entry.unpackedBytes, true);
  view.setFloat64(at + 24, entry.firstUs, true);
  view.setFloat64(at + 32, entry.lastUs, true);
}

export function readEntry(view: DataView, at: number): BlockEntry {
  return {
    firstPosition: view.getUint32(at, true),
    lastPosition: view.getUint32(at + 4, true),
    offset: view.getFloat64(at + 8, true),
    packedBytes: view.getUint32(at + 16, true),
    unpackedBytes: view.getUint32(at + 20, true),
    firstUs: view.getFloat64(at + 24, true),
    lastUs: view.getFloat64(at + 32, true),
  };
}

/** The records of an unpacked block, in their order. Bytes are views into it. */
export function* recordsOf(block: Uint8Array): Generator<KeptRecord> {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  for (let at = 0; at + RECORD_HEAD_BYTES <= block.length; ) {
    const timeUs = view.getFloat64(at + 4, true);
    const length = view.getUint32(at + 18, true);
    const start = at + RECORD_HEAD_BYTES;
    yield {
      position: view.getUint32(at, true),
      timeUs: timeUs < 0 ? null : timeUs,
      trueLength: view.getUint32(at + 12, true),
      kind: view.getUint16(at + 16, true),
      bytes: block.subarray(start, start + length),
    };
    at = start + length;
  }
}

/** The records of an unpacked block of a capture. Bytes are views into it. */
export function captureRecordsOf(captureHeader: Uint8Array, block: Uint8Array, firstPosition: number): KeptRecord[] {
  const records: KeptRecord[] = [];
  const reader = new PcapReader({
    frame: (bytes, start, end, trueLength, timeUs, kind) => {
      const position = firstPosition + records.length;
      records.push({
        position,
        timeUs: timeUs < 0 ? null : timeUs,
        trueLength,
        kind,
        bytes: bytes.subarray(start, end),
      });
    },
    brokenRecord: () => {},
    warning: () => {},
  });
  reader.push(captureHeader);
  reader.push(block);
  return records;
}
