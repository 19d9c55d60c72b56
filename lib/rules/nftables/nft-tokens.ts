export interface NftToken {
  readonly text: string;
  readonly line: number;
  readonly isQuoted: boolean;
}

const PIECE = /\\\r?\n|#[^\n]*|\r?\n|;|\{|\}|,|"[^"\n]*"|!=|==|=|[^\s#;{},"=!]+(?:![^\s=#;{},"]*)?|["!]|[^\S\n]+/g;

/** Words, quoted texts and signs of an nft file; ends of lines come as "\n" and continued lines as one. */
export function nftTokens(text: string): NftToken[] {
  const tokens: NftToken[] = [];
  let line = 1;
  for (const [piece] of text.matchAll(PIECE)) {
    const isQuoted = piece.length > 1 && piece.startsWith('"');
    const isLineEnd = piece === "\n" || piece === "\r\n";
    if (isLineEnd) tokens.push({ text: "\n", line, isQuoted: false });
    else if (!/^(?:\s|\\\r?\n|#)/.test(piece))
      tokens.push({ text: isQuoted ? piece.slice(1, -1) : piece, line, isQuoted });
    if (piece.includes("\n")) line += 1;
  }
  return tokens;
}
