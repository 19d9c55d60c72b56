import type { ByteReader } from "../byte-reader";

/** Class, instance and attribute that an EPATH names (CIP Volume 1, appendix C); null where it names none. */
export interface CipPath {
  readonly classId: number | null;
  readonly instanceId: number | null;
  readonly attributeId: number | null;
  /** Ports and link addresses of the way to another device: "1/0" is slot 0 of the backplane. */
  readonly route: string | null;
}

const SEGMENT = { port: 0, logical: 1, symbolic: 4 } as const;
const LOGICAL = { classId: 0, instanceId: 1, attributeId: 4 } as const;
const EXTENDED_LINK = 0x10;
const ANSI_SYMBOL = 0x91;

function readPortSegment(first: number, reader: ByteReader): string {
  const size = (first & EXTENDED_LINK) !== 0 ? reader.u8() : 1;
  const port = (first & 15) === 15 ? reader.u16le() : first & 15;
  if (size === 1) return `${port}/${reader.u8()}`;
  const address = reader.latin1(size);
  if (size % 2 === 1 && reader.remaining > 0) reader.skip(1);
  return `${port}/${address}`;
}

function readLogicalValue(first: number, reader: ByteReader): number {
  if ((first & 3) === 0) return reader.u8();
  reader.skip(1);
  return (first & 3) === 1 ? reader.u16le() : reader.u32le();
}

/** Reads a padded path to its end; segments of kinds that we do not need end it. */
export function readCipPath(reader: ByteReader): CipPath {
  let classId: number | null = null;
  let instanceId: number | null = null;
  let attributeId: number | null = null;
  const hops: string[] = [];
  while (reader.remaining >= 2) {
    const first = reader.u8();
    const type = first >> 5;
    if (type === SEGMENT.port) {
      hops.push(readPortSegment(first, reader));
    } else if (type === SEGMENT.logical) {
      const value = readLogicalValue(first, reader);
      const logical = (first >> 2) & 7;
      if (logical === LOGICAL.classId) classId = value;
      else if (logical === LOGICAL.instanceId) instanceId = value;
      else if (logical === LOGICAL.attributeId) attributeId = value;
    } else if (first === ANSI_SYMBOL) {
      const length = reader.u8();
      reader.skip(Math.min(reader.remaining, length + (length & 1)));
    } else {
      break;
    }
  }
  return { classId, instanceId, attributeId, route: hops.length > 0 ? hops.join(",") : null };
}
