import { isDeclaration } from "@/lib/domain/xml/xml-documents";
import { MAX_RECORD_BYTES } from "./kept-format";

type OnText = (position: number, trueLength: number, bytes: Uint8Array) => void;

const LESS = 60;

/**
 * The elements of one name of an XML document, as bytes and in their order, in memory of one element. They do not nest
 * in what scanners write; the importer, which reads the XML properly, has judged the document before.
 */
export class ElementSplitter {
  private count = 0;
  private readonly opening: Uint8Array;
  private readonly closing: Uint8Array;
  private readonly held = new Uint8Array(MAX_RECORD_BYTES);
  private used = 0;
  private trueLength = 0;
  private isInside = false;
  /** Bytes of a tag that the chunk's end cut: looked at again with the next. */
  private rest = new Uint8Array(0);

  constructor(
    name: string,
    private readonly onText: OnText,
  ) {
    this.opening = new TextEncoder().encode(`<${name}`);
    this.closing = new TextEncoder().encode(`</${name}>`);
  }

  push(chunk: Uint8Array): void {
    const bytes = new Uint8Array(this.rest.length + chunk.length);
    bytes.set(this.rest);
    bytes.set(chunk, this.rest.length);
    // As long as the longest mark, so that none is looked at in part.
    const safeEnd = bytes.length - this.closing.length - 1;
    let at = 0;
    while (at < safeEnd) {
      const next = bytes.indexOf(LESS, at);
      const stop = next < 0 || next >= safeEnd ? safeEnd : next;
      this.hold(bytes, at, stop);
      at = stop;
      if (stop === safeEnd) break;
      at = this.mark(bytes, stop);
    }
    this.rest = bytes.slice(Math.max(0, at));
  }

  finish(): void {
    const { rest } = this;
    for (let at = 0; at < rest.length; ) {
      if (rest[at] === LESS) at = this.mark(rest, at);
      else {
        this.hold(rest, at, at + 1);
        at += 1;
      }
    }
    if (this.isInside) this.end();
  }

  /** Handles what starts with "<" here, and answers where to go on. */
  private mark(bytes: Uint8Array, at: number): number {
    const { opening, closing } = this;
    if (!this.isInside && startsWith(bytes, at, opening) && endsName(bytes[at + opening.length])) {
      this.isInside = true;
      this.hold(bytes, at, at + opening.length);
      return at + opening.length;
    }
    // A scan that was cut, with another appended to it.
    if (this.isInside && isDeclaration(bytes, at)) this.end();
    if (this.isInside && startsWith(bytes, at, closing)) {
      this.hold(bytes, at, at + closing.length);
      this.end();
      return at + closing.length;
    }
    this.hold(bytes, at, at + 1);
    return at + 1;
  }

  private hold(bytes: Uint8Array, from: number, to: number): void {
    if (!this.isInside || to <= from) return;
    this.trueLength += to - from;
    const fits = Math.min(to - from, this.held.length - this.used);
    this.held.set(bytes.subarray(from, from + fits), this.used);
    this.used += fits;
  }

  private end(): void {
    this.count += 1;
    this.onText(this.count, this.trueLength, this.held.subarray(0, this.used));
    this.isInside = false;
    this.used = 0;
    this.trueLength = 0;
  }
}

function startsWith(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  if (at + mark.length > bytes.length) return false;
  for (let i = 0; i < mark.length; i += 1) if (bytes[at + i] !== mark[i]) return false;
  return true;
}

/** Space, tab, newline, "/" or ">": `<host` is none of `<hosthint`, `<hostnames`. */
function endsName(byte: number | undefined): boolean {
  return byte === 32 || byte === 9 || byte === 10 || byte === 13 || byte === 47 || byte === 62;
}
