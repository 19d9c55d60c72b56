import type { MessageContext } from "../define-decoder";

/** A list longer than the negotiated PDU arrives in pieces of one data unit reference; one list per flow at a time. */
interface SzlPieces {
  readonly reference: number;
  readonly bytes: Uint8Array;
}

const MAX_BYTES = 16_384;

/**
 * Adds a piece to the flow's list. Returns the whole list when this was its last piece, null while more is to come.
 * A piece without its beginning (capture started later) comes back as if it were whole and fails to read as a list.
 */
export function joinSzlPiece(
  context: MessageContext,
  piece: Uint8Array,
  reference: number,
  isLast: boolean,
): Uint8Array | null {
  const before = context.state as SzlPieces | null;
  const known = before && before.reference === reference && reference !== 0 ? before.bytes : new Uint8Array();
  if (known.length === 0 && isLast) return piece;
  const bytes = new Uint8Array(Math.min(known.length + piece.length, MAX_BYTES));
  bytes.set(known);
  bytes.set(piece.subarray(0, bytes.length - known.length), known.length);
  context.state = isLast ? null : ({ reference, bytes } satisfies SzlPieces);
  return isLast ? bytes : null;
}
