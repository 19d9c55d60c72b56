import type { Packet } from "@/lib/capture/packet";
import { IP_PROTOCOL } from "@/lib/capture/packet";
import { type FoundValue, findValue } from "@/lib/domain/packet/find-value";
import { isOfFlow, packetOf, tupleOf } from "./frame-tuple";
import type { KeptReader } from "./kept-reader";

/** Frames before the cited one that are looked through, and pieces of one message that are put together. */
const LOOK_BACK_FRAMES = 2_000;
const MAX_PIECES = 24;
const MAX_STREAM_BYTES = 262_144;

export interface StreamPiece {
  readonly position: number;
  /** Of the frame's bytes; a value may begin in one piece and end in another. */
  readonly marks: readonly FoundValue[];
}

/**
 * A value that no single frame holds: the pieces that the same sender sent before, put together by their TCP sequence
 * or fragment offsets, and the places of the value in each. Empty when it is not there either, or the frames before
 * are not kept. In the stream's order; the cited frame is the last.
 */
export async function findInStream(
  reader: KeptReader,
  position: number,
  cited: Packet,
  value: string,
): Promise<StreamPiece[]> {
  const tuple = tupleOf(cited);
  if (!tuple || (cited.ipProtocol !== IP_PROTOCOL.tcp && !cited.isFragment)) return [];
  const pieces = [pieceOf(position, cited)];
  let bytes = pieces[0]?.payload.length ?? 0;
  for await (const record of reader.before(position, LOOK_BACK_FRAMES)) {
    const packet = packetOf(record);
    const other = packet && tupleOf(packet);
    if (!packet || !other || other.sender !== tuple.sender || !isOfFlow(other, { tuple, servicePort: null })) continue;
    if (packet.isFragment !== cited.isFragment || (cited.isFragment && packet.fragmentId !== cited.fragmentId))
      continue;
    const piece = pieceOf(record.position, packet);
    if (piece.payload.length === 0) continue;
    pieces.push(piece);
    bytes += piece.payload.length;
    if (pieces.length >= MAX_PIECES || bytes >= MAX_STREAM_BYTES) break;
  }
  return locate(inOrder(pieces), value);
}

interface Piece {
  readonly position: number;
  /** TCP sequence number or fragment offset of its first byte. */
  readonly order: number;
  readonly payloadStart: number;
  readonly payload: Uint8Array;
}

function pieceOf(position: number, packet: Packet): Piece {
  const { bytes, payloadStart, payloadEnd, isFragment, fragmentOffset, sequence } = packet;
  const order = isFragment ? fragmentOffset : sequence >>> 0;
  return { position, order, payloadStart, payload: bytes.slice(payloadStart, payloadEnd) };
}

/** By sequence, which may pass 2^32, and without what was sent twice. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const [last] = pieces;
  if (!last) return [];
  const distance = ({ order }: Piece) => (last.order - order) | 0;
  const sorted = [...pieces].sort((a, b) => distance(b) - distance(a) || a.position - b.position);
  return sorted.filter((piece, at) => at === 0 || sorted[at - 1]?.order !== piece.order);
}

function locate(pieces: readonly Piece[], value: string): StreamPiece[] {
  const joined = new Uint8Array(pieces.reduce((sum, { payload }) => sum + payload.length, 0));
  let end = 0;
  const starts = pieces.map(({ payload }) => {
    joined.set(payload, end);
    end += payload.length;
    return end - payload.length;
  });
  const found = findValue(joined, value).slice(-1);
  return pieces.flatMap(({ position, payload, payloadStart }, at) => {
    const from = starts[at] as number;
    const marks = found.flatMap((it) => {
      const [start, stop] = [Math.max(it.start, from), Math.min(it.end, from + payload.length)];
      const shift = payloadStart - from;
      return start < stop ? [{ ...it, start: start + shift, end: stop + shift }] : [];
    });
    return marks.length > 0 ? [{ position, marks }] : [];
  });
}
