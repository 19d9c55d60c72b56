/**
 * Cuts UTF-8 bytes into lines in bounded memory. A line longer than the limit is reported once, without its text, and
 * skipped to its end. Broken UTF-8 becomes U+FFFD; a byte order mark is dropped.
 */
export class LineSplitter {
  /** Of the line handed out last; the first is 1. */
  number = 0;
  private readonly decoder = new TextDecoder("utf-8");
  private rest = "";
  private isSkipping = false;

  constructor(
    private readonly onLine: (line: string, isWhole: boolean) => void,
    private readonly onTooLong: () => void,
    private readonly maxLength = 1_048_576,
  ) {}

  push(chunk: Uint8Array): void {
    this.split(this.decoder.decode(chunk, { stream: true }));
  }

  /** The last line when no newline ends it (`isWhole` false). */
  finish(): void {
    this.split(this.decoder.decode());
    if (this.rest !== "" && !this.isSkipping) {
      this.number += 1;
      this.onLine(this.rest, false);
    }
    this.rest = "";
  }

  private split(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const piece = text.slice(start, end);
      start = end + 1;
      if (this.isSkipping) {
        this.isSkipping = false;
        continue;
      }
      this.number += 1;
      const line = this.rest === "" ? piece : this.rest + piece;
      this.rest = "";
      if (line.length > this.maxLength) this.onTooLong();
      else this.onLine(line.endsWith("\r") ? line.slice(0, -1) : line, true);
    }
    if (this.isSkipping) return;
    this.rest += text.slice(start);
    if (this.rest.length <= this.maxLength) return;
    this.number += 1;
    this.onTooLong();
    this.rest = "";
    this.isSkipping = true;
  }
}
