import { MAX_RECORD_BYTES } from "./kept-format";

type OnText = (position: number, trueLength: number, bytes: Uint8Array) => void;

const NEWLINE = 10;

/**
 * Lines as bytes, counted as importers count them, in memory of one line. In UTF-16 a newline would be no byte of its own
 * (`asUtf8`); every other encoding is kept as it is.
 */
export class TextSplitter {
  private line = 1;
  private readonly held = new Uint8Array(MAX_RECORD_BYTES);
  private used = 0;
  private trueLength = 0;

  constructor(private readonly onText: OnText) {}

  push(bytes: Uint8Array): void {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      this.hold(bytes, from, at);
      this.end();
      from = at + 1;
    }
    this.hold(bytes, from, bytes.length);
  }

  finish(): void {
    if (this.trueLength > 0) this.end();
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
