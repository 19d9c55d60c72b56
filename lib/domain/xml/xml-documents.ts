import type { GuardedXml, XmlEnd } from "./guarded-xml";

const QUESTION_MARK = 63;
/** An XML declaration stands at the beginning of a document and nowhere else; `<?xml-stylesheet` is none. */
const DECLARATION = new TextEncoder().encode("<?xml");
const MARK_BYTES = DECLARATION.length + 1;

/** Where the next XML declaration begins, at `from` or behind it; -1 when there is none. */
export function findDeclaration(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(QUESTION_MARK, from + 1); at > 0; at = bytes.indexOf(QUESTION_MARK, at + 1)) {
    if (isDeclaration(bytes, at - 1)) return at - 1;
  }
  return -1;
}

/** Whether the bytes there are `<?xml` and a blank. */
export function isDeclaration(bytes: Uint8Array, at: number): boolean {
  const blank = bytes[at + DECLARATION.length];
  return (
    (blank === 32 || blank === 9 || blank === 10 || blank === 13) && DECLARATION.every((it, i) => bytes[at + i] === it)
  );
}

/**
 * Several XML documents behind one another in a file, as scanners write them that append to what is there: each is read
 * by a parser of its own, also where the one before it was cut.
 */
export class XmlDocuments {
  private xml: GuardedXml;
  private hasContent = false;
  /** Bytes at a chunk's end in which a declaration may begin. */
  private rest = new Uint8Array(0);

  constructor(
    private readonly open: () => GuardedXml,
    private readonly ended: (end: XmlEnd) => void,
  ) {
    this.xml = open();
  }

  push(chunk: Uint8Array): void {
    const bytes = new Uint8Array(this.rest.length + chunk.length);
    bytes.set(this.rest);
    bytes.set(chunk, this.rest.length);
    let from = 0;
    for (let at = findDeclaration(bytes, from); at >= 0; at = findDeclaration(bytes, at + 1)) {
      this.feed(bytes.subarray(from, at));
      from = at;
      if (this.hasContent) this.next();
    }
    const end = Math.max(from, bytes.length - MARK_BYTES + 1);
    this.feed(bytes.subarray(from, end));
    this.rest = bytes.slice(end);
  }

  finish(): void {
    this.feed(this.rest);
    this.ended(this.xml.finish());
  }

  private next(): void {
    this.ended(this.xml.finish());
    this.xml = this.open();
    this.hasContent = false;
  }

  private feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    // Neither blanks nor a byte order mark.
    this.hasContent ||= bytes.some((it) => it > 32 && it < 128);
    this.xml.push(bytes);
  }
}
