/** One JSON object of the top level, or of the list that is the top level. */
export interface JsonPiece {
  readonly text: string;
  /** Line on which it begins, 1-based. */
  readonly line: number;
}

/** Where an object cannot be handed out whole. */
export interface SplitFaults {
  onTooLong(line: number): void;
  /** The next object began before it ended. */
  onBroken(line: number): void;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const NEWLINE = 10;

/**
 * Cuts JSON into the objects of its top level, however they are laid out: one to a line, printed over many lines, or in
 * a list. Bounded: an object beyond the limit is reported once and skipped to its end. A brace at the beginning of a
 * line begins an object, so that one damaged object does not swallow those behind it.
 */
export class ObjectSplitter {
  private line = 1;
  private readonly decoder = new TextDecoder("utf-8");
  private held = "";
  private depth = 0;
  private isText = false;
  private isEscaped = false;
  private isSkipping = false;
  private isLineStart = true;
  private startLine = 1;

  constructor(
    private readonly onObject: (piece: JsonPiece) => void,
    private readonly faults: SplitFaults,
    private readonly maxLength = 1_048_576,
  ) {}

  push(chunk: Uint8Array): void {
    this.split(this.decoder.decode(chunk, { stream: true }));
  }

  /** What is left of an object that never ends; null when the last one was whole. */
  finish(): JsonPiece | null {
    this.split(this.decoder.decode());
    const isOpen = this.depth > 0 && !this.isSkipping;
    return isOpen ? { text: this.held, line: this.startLine } : null;
  }

  private split(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const begins = code === OPEN && (this.depth === 0 || this.isLineStart);
      this.isLineStart = code === NEWLINE;
      if (code === NEWLINE) {
        this.line += 1;
        // Raw line breaks stand in no JSON text: a quote that was never closed ends with its line.
        this.isText = false;
        this.isEscaped = false;
      } else if (begins) {
        this.begin();
        start = at;
      } else if (this.depth === 0) {
        start = at + 1;
      } else if (this.isText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (code === BACKSLASH) this.isEscaped = true;
        else if (code === QUOTE) this.isText = false;
      } else if (code === QUOTE) {
        this.isText = true;
      } else if (code === OPEN) {
        this.depth += 1;
      } else if (code === CLOSE) {
        this.depth -= 1;
        if (this.depth === 0) {
          this.end(text.slice(start, at + 1));
          start = at + 1;
        }
      }
    }
    if (this.depth === 0 || this.isSkipping) return;
    this.held += text.slice(start);
    if (this.held.length > this.maxLength) {
      this.isSkipping = true;
      this.held = "";
      this.faults.onTooLong(this.startLine);
    }
  }

  private begin(): void {
    if (this.depth > 0 && !this.isSkipping) this.faults.onBroken(this.startLine);
    this.depth = 1;
    this.held = "";
    this.isText = false;
    this.isEscaped = false;
    this.isSkipping = false;
    this.startLine = this.line;
  }

  private end(tail: string): void {
    const text = this.held + tail;
    this.held = "";
    if (this.isSkipping) this.isSkipping = false;
    else if (text.length > this.maxLength) this.faults.onTooLong(this.startLine);
    else this.onObject({ text, line: this.startLine });
  }
}

/** How JSON begins that is no record a line: as a list, or as an object that goes on on the next line. */
export const BEGINS_OBJECTS = /^\ufeff?\s*(?:\[|\{\s*?\n)/;

/** The text of the first object of a list; null when none ends within the text. */
export function firstObjectOf(text: string): string | null {
  let first: string | null = null;
  const splitter = new ObjectSplitter(
    (piece) => {
      first ??= piece.text;
    },
    { onTooLong: () => {}, onBroken: () => {} },
  );
  splitter.push(new TextEncoder().encode(text));
  return first;
}
