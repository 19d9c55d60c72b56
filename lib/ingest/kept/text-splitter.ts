import { encodingOf } from "../csv/decode-list";
import { MAX_RECORD_BYTES } from "./kept-format";

type OnText = (position: number, trueLength: number, bytes: Uint8Array) => void;

const NEWLINE = 10;

/**
 * Lines as bytes, counted as importers count them, in memory of one line. What is UTF-16 becomes UTF-8, because there a
 * newline is no byte of its own; every other encoding is kept as it is.
 */
export class TextSplitter {
  private line = 1;
  private readonly held = new Uint8Array(MAX_RECORD_BYTES);
  private used = 0;
  private trueLength = 0;
  private decoder: TextDecoder | null | undefined;
  private readonly encoder = new TextEncoder();

  constructor(private readonly onText: OnText) {}

  push(chunk: Uint8Array): void {
    if (this.decoder === undefined) {
      const encoding = encodingOf(chunk);
      this.decoder = encoding.startsWith("utf-16") ? new TextDecoder(encoding) : null;
    }
    this.split(this.decoder ? this.encoder.encode(this.decoder.decode(chunk, { stream: true })) : chunk);
  }

  finish(): void {
    if (this.trueLength > 0) this.end();
  }

  private split(bytes: Uint8Array): void {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      this.hold(bytes, from, at);
      this.end();
      from = at + 1;
    }
    this.hold(bytes, from, bytes.length);
  }

  private hold(bytes: Uint8Array, from: number, to: number): void {
    this.trueLength += to - from;
    const fits = Math.min(to - from, this.held.length - this.used);
    this.held.set(bytes.subarray(from, from + fits), this.used);
    this.used += fits;
  }

  private end(): void {
    const isReturn = this.used === this.trueLength && this.held[this.used - 1] === 13;
    const length = isReturn ? this.used - 1 : this.used;
    this.onText(this.line, isReturn ? this.trueLength - 1 : this.trueLength, this.held.subarray(0, length));
    this.line += 1;
    this.used = 0;
    this.trueLength = 0;
  }
}
