import { grown } from "@/lib/domain/columns/text-column";

const ENCODER = new TextEncoder();
/** Leaves a byte order mark where it is: it is of the name. */
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** Names by row, as bytes in one piece. They are clean (lib/domain/clean-text.ts), so that UTF-8 holds them as they are. */
export class PackedNames {
  private bytes = new Uint8Array(0);
  private length = 0;
  /** Where a row's name starts, and how many bytes it takes: 0 for none. */
  private starts = new Uint32Array(0);
  private sizes = new Uint16Array(0);

  at(row: number): string | null {
    const size = this.sizes[row] ?? 0;
    if (size === 0) return null;
    const start = this.starts[row] as number;
    return DECODER.decode(this.bytes.subarray(start, start + size));
  }

  /** A longer name than before is put behind all others, and the place of the old one stays unused. */
  set(row: number, name: string | null): void {
    if (row >= this.starts.length) {
      this.starts = grown(this.starts, row);
      this.sizes = grown(this.sizes, row);
    }
    const bytes = ENCODER.encode(name ?? "");
    if (bytes.length > (this.sizes[row] as number)) this.starts[row] = this.place(bytes.length);
    this.bytes.set(bytes, this.starts[row]);
    this.sizes[row] = bytes.length;
  }

  private place(size: number): number {
    const start = this.length;
    this.length += size;
    if (this.length > this.bytes.length) this.bytes = grown(this.bytes, this.length);
    return start;
  }
}
