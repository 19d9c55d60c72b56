/** Hears the records of a source in their order, counted as its importer counts them. Bytes hold during the call. */
export type OnRecord = (
  position: number,
  kind: number,
  timeUs: number,
  trueLength: number,
  bytes: Uint8Array,
  start: number,
  end: number,
) => void;
