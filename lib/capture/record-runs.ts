/**
 * Hears the records of a classic capture as they stand in its file, many at a time: who keeps all of them need not be
 * asked for each.
 */
export interface RecordRuns {
  /** The header of the file, before its first records. The bytes are the listener's. */
  begin(fileHeader: Uint8Array): void;
  /** So many more bytes it would have in this piece: the piece ends with the record that reaches them. */
  readonly room: number;
  /** `records` whole records, bytes[start, end), valid only during the call; the times of those that have one, else no span. */
  add(bytes: Uint8Array, start: number, end: number, records: number, firstUs: number, lastUs: number): void;
}
