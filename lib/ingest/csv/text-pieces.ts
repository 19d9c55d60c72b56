/** The text in pieces of about that length, none of which ends within a character: each can be encoded by itself. */
export function* textPieces(text: string, length: number): Generator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + length, text.length);
    const last = text.charCodeAt(end - 1);
    // The first half of a character beyond 16 bits.
    if (last >= 0xd800 && last <= 0xdbff && end < text.length) end++;
    yield text.slice(at, end);
    at = end;
  }
}
