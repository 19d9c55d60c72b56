import type { ByteReader } from "../byte-reader";

/** A transport PDU of ISO 8073 class 0 in its RFC 1006 packet: S7comm, MMS and other ISO protocols on TCP port 102. */
export interface CotpMessage {
  readonly kind: "connect" | "confirm" | "data" | "other";
  /** Called TSAP of a connect or confirm, as hexadecimal text. */
  readonly calledTsap: string;
  /** False when the message goes on in the next data PDU. */
  readonly isLast: boolean;
  readonly payload: ByteReader;
}

const TPKT_VERSION = 3;
const PDU = { data: 0xf0, connect: 0xe0, confirm: 0xd0 } as const;
const PARAMETER_CALLED_TSAP = 0xc2;
const MIN_LENGTH = 7;

/** RFC 1006 §6: frame of a TCP decoder. */
export function tpktFrame(reader: ByteReader): number {
  if (reader.remaining > 0 && reader.peek(0) !== TPKT_VERSION) return -1;
  const length = reader.peek16(2);
  if (length < 0) return 0;
  return reader.peek(1) === 0 && length >= MIN_LENGTH ? length : -1;
}

/** Peeks: where the payload of a data PDU starts, or -1 when no data PDU stands at the cursor. */
export function cotpDataStart(reader: ByteReader): number {
  const isData = reader.peek(0) === TPKT_VERSION && reader.peek(1) === 0 && reader.peek(5) === PDU.data;
  return isData && reader.peek(4) === 2 ? 7 : -1;
}

/** Peeks: the called TSAP of a connect request or confirm as hexadecimal text, or null. */
export function peekCalledTsap(reader: ByteReader): string | null {
  const code = reader.peek(5) & 0xf0;
  if (reader.peek(0) !== TPKT_VERSION || reader.peek(1) !== 0) return null;
  if (code !== PDU.connect && code !== PDU.confirm) return null;
  const end = 5 + reader.peek(4);
  for (let at = 11; at + 2 <= end; at += 2 + reader.peek(at + 1)) {
    const length = reader.peek(at + 1);
    if (length < 0) return "";
    if (reader.peek(at) !== PARAMETER_CALLED_TSAP) continue;
    let hex = "";
    for (let i = 0; i < length; i += 1) hex += (reader.peek(at + 2 + i) & 0xff).toString(16).padStart(2, "0");
    return hex;
  }
  return "";
}

/** TSAPs of Siemens controllers: connection type 1 (PG), 2 (OP) or 3 (basic), then rack and slot. */
export const isS7Tsap = (tsap: string): boolean => /^0[123][0-9a-f]{2}$/.test(tsap);

/** "SIMATIC-ROOT-HMI", "SIMATIC-ROOT-ES": sessions of S7comm Plus. */
export const isS7PlusTsap = (tsap: string): boolean => tsap.startsWith("53494d415449432d524f4f542d");

/** Reads one packet; throws only through the reader. */
export function readCotp(reader: ByteReader): CotpMessage {
  const calledTsap = peekCalledTsap(reader) ?? "";
  reader.skip(2);
  const body = reader.nested(reader.u16() - 4);
  const header = body.nested(body.u8());
  const code = header.u8();
  if (code === PDU.data) {
    return { kind: "data", calledTsap, isLast: (header.u8() & 0x80) !== 0, payload: body };
  }
  const kind = (code & 0xf0) === PDU.connect ? "connect" : (code & 0xf0) === PDU.confirm ? "confirm" : "other";
  return { kind, calledTsap, isLast: true, payload: body };
}
