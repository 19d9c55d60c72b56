import type { ByteReader } from "../byte-reader";

/**
 * CC-Link IE Field Basic (BAP-C2010ENG-004) puts its cyclic messages into SLMP's 3E frames, so SLMP has to leave them
 * alone: requests by their command, answers by what stands where SLMP has data.
 */
export const FIELD_BASIC = {
  request: 0x5000,
  response: 0xd000,
  command: 0x0e70,
  /** Offsets at which process data begins, which every message states of itself. */
  requestData: 36,
  responseData: 40,
  maxVersion: 2,
} as const;

const little16 = (reader: ByteReader, at: number) =>
  reader.peek(at + 1) < 0 ? -1 : reader.peek(at) | (reader.peek(at + 1) << 8);

function isVersion(version: number): boolean {
  return version >= 1 && version <= FIELD_BASIC.maxVersion;
}

/** Peeks: whether a frame is a cyclic message of CC-Link IE Field Basic, and whose. */
export function fieldBasicSide(reader: ByteReader): "request" | "response" | null {
  if (reader.peek(2) !== 0 || reader.peek(3) !== 0xff || little16(reader, 4) !== 0x03ff) return null;
  switch (reader.peek16(0)) {
    case FIELD_BASIC.request: {
      const isCyclic = little16(reader, 11) === FIELD_BASIC.command && little16(reader, 19) === FIELD_BASIC.requestData;
      return isCyclic && isVersion(little16(reader, 15)) ? "request" : null;
    }
    case FIELD_BASIC.response: {
      const isCyclic = little16(reader, 9) === 0 && little16(reader, 15) === FIELD_BASIC.responseData;
      return isCyclic && isVersion(little16(reader, 11)) ? "response" : null;
    }
    default:
      return null;
  }
}
