import type { ByteReader } from "../byte-reader";

/** One PMU block of a configuration frame 1 or 2 (IEEE C37.118.2-2011 clause 6.4, table 9). */
export interface PmuStation {
  readonly name: string;
  readonly idCode: number;
}

const NAME_BYTES = 16;
const MAX_STATIONS = 256;

/** Reads the stations of a configuration frame; the cursor stands behind the common header. */
export function readStations(reader: ByteReader): PmuStation[] {
  const stations: PmuStation[] = [];
  const count = Math.min(reader.skip(4).u16(), MAX_STATIONS);
  for (let i = 0; i < count; i += 1) {
    const name = reader.latin1(NAME_BYTES).replace(/\0.*$/s, "").trim();
    const idCode = reader.u16();
    const phasors = reader.skip(2).u16();
    const analogs = reader.u16();
    const digitals = reader.u16();
    reader.skip((phasors + analogs + digitals * 16) * NAME_BYTES);
    reader.skip((phasors + analogs + digitals) * 4);
    reader.skip(4);
    stations.push({ name, idCode });
  }
  return stations;
}
