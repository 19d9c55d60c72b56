import { type ByteReader, OutOfBytes } from "../byte-reader";

/**
 * Reads a list part by part, for as long as `readPart` says that more may follow. Where the capture cut the message, the
 * part that runs past the end ends the list: those before it are whole, and are believed. `reader` then says of itself
 * that it is incomplete, which the ledger counts.
 */
export function readParts(reader: ByteReader, isCut: boolean, readPart: () => boolean): void {
  try {
    while (readPart());
  } catch (error) {
    if (!isCut || !(error instanceof OutOfBytes)) throw error;
    reader.isIncomplete = true;
  }
}
