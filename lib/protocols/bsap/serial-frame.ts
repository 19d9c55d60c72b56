import type { ByteReader } from "../byte-reader";
import type { BsapMessage } from "./bsap-message";
import { bsapOperation, FUNCTION, isBsapFunction, isLinkFunction } from "./functions";

/** A frame as on the serial line: DLE STX, the message with every DLE doubled, DLE ETX, two bytes of CRC. */
const DLE = 0x10;
const STX = 0x02;
const ETX = 0x03;
const CRC_BYTES = 2;
const MAX_BYTES = 600;
const GLOBAL = 0x80;
/** Address and serial number stand before the function of a local message; six more bytes in a global one. */
const LOCAL_FUNCTION_AT = 2;
const GLOBAL_FUNCTION_AT = 7;
const SOURCE_ADDRESS_AT = 4;
/** Behind the function: sequence number, the source's function, node status. */
const SOURCE_FUNCTION_OFFSET = 3;
const BODY_OFFSET = 5;

/** The message without its doubled DLEs; null when the frame does not end where its bytes do. */
function unstuffed(reader: ByteReader): number[] | null {
  if (reader.peek(0) !== DLE || reader.peek(1) !== STX || reader.remaining > MAX_BYTES) return null;
  const bytes: number[] = [];
  for (let at = 2; at < reader.remaining; at += 1) {
    const byte = reader.peek(at);
    if (byte !== DLE) {
      bytes.push(byte);
      continue;
    }
    at += 1;
    const next = reader.peek(at);
    if (next === ETX) return reader.remaining === at + 1 + CRC_BYTES ? bytes : null;
    if (next !== DLE) return null;
    bytes.push(DLE);
  }
  return null;
}

const functionAt = (bytes: readonly number[]) => ((bytes[0] ?? 0) & GLOBAL ? GLOBAL_FUNCTION_AT : LOCAL_FUNCTION_AT);

function isMessage(bytes: readonly number[]): boolean {
  const at = functionAt(bytes);
  const functionCode = bytes[at];
  if (functionCode === undefined) return false;
  if (isLinkFunction(functionCode)) return bytes.length <= at + 3;
  return isBsapFunction(functionCode) && isBsapFunction(bytes[at + SOURCE_FUNCTION_OFFSET] ?? -1);
}

/** Framing, and functions that the protocol knows at the places where it has them. */
export function isSerialFrame(reader: ByteReader): boolean {
  const bytes = unstuffed(reader);
  return bytes !== null && isMessage(bytes);
}

export function readSerialFrame(reader: ByteReader): BsapMessage {
  const bytes = unstuffed(reader) ?? [];
  const at = functionAt(bytes);
  const functionCode = bytes[at] ?? 0;
  if (isLinkFunction(functionCode)) return { side: null, operation: null, address: null };
  const sourceFunction = bytes[at + SOURCE_FUNCTION_OFFSET] ?? 0;
  const isAnswer = functionCode === FUNCTION.operatorStation && sourceFunction !== FUNCTION.operatorStation;
  if (isAnswer) {
    const isGlobal = at === GLOBAL_FUNCTION_AT;
    const address = (bytes[SOURCE_ADDRESS_AT] ?? 0) | ((bytes[SOURCE_ADDRESS_AT + 1] ?? 0) << 8);
    return { side: "response", operation: null, address: isGlobal && address !== 0 ? address : null };
  }
  const detail = bytes[at + BODY_OFFSET] ?? null;
  const second = bytes[at + BODY_OFFSET + 1];
  const isExtended = functionCode === FUNCTION.databaseExtension;
  const code = isExtended ? (detail === null || second === undefined ? null : detail | (second << 8)) : detail;
  return { side: "request", operation: bsapOperation(functionCode, code), address: null };
}
