/** RFC 9260 §3.2: behind the common header of twelve bytes stand chunks, each padded to a multiple of four. */
export const SCTP_HEADER_BYTES = 12;
export const SCTP_CHUNK = { data: 0, init: 1, initAck: 2, abort: 6 } as const;

const CHUNK_HEADER_BYTES = 4;
/** §3.3.1: type, flags and length, then the number of the piece, stream, place in it, and what the payload is. */
const DATA_HEADER_BYTES = 16;
const FLAG = { ending: 1, beginning: 2 } as const;

export interface SctpChunk {
  readonly type: number;
  /** A data chunk's share of a message; of other chunks all behind their header. */
  readonly start: number;
  readonly end: number;
  /** A message begins here; also true of chunks that carry none. */
  readonly isBeginning: boolean;
  /** What follows of it stands in later packets, or was cut by the capture. */
  readonly isCut: boolean;
}

/** The chunks of bytes[at, end), where `at` stands behind the common header; ends quietly where they stop making sense. */
export function sctpChunks(bytes: Uint8Array, at: number, end: number): readonly SctpChunk[] {
  const chunks: SctpChunk[] = [];
  for (let start = at; start + CHUNK_HEADER_BYTES <= end; ) {
    const type = bytes[start];
    const length = (bytes[start + 2] << 8) | bytes[start + 3];
    const header = type === SCTP_CHUNK.data ? DATA_HEADER_BYTES : CHUNK_HEADER_BYTES;
    if (length < header) break;
    const flags = bytes[start + 1];
    const isData = type === SCTP_CHUNK.data;
    const isEnding = !isData || (flags & FLAG.ending) !== 0;
    chunks.push({
      type,
      start: Math.min(start + header, end),
      end: Math.min(start + length, end),
      isBeginning: !isData || (flags & FLAG.beginning) !== 0,
      isCut: !isEnding || start + length > end,
    });
    start += (length + 3) & ~3;
  }
  return chunks;
}
