import { GLANCE, type Glance, glanced, NOT_GLANCED } from "../define-decoder";
import { isPlainService, needsSession, serviceOperation, TYPE } from "./services";

/** What one flow remembers of its secure channel. */
export interface UaMemory {
  /** The address of its security policy, once it was seen to open. */
  policy: string | null;
  /** That a session goes without security has been said. */
  isSessionTold: boolean;
}

/** What a glance knows of a flow: whether its messages can be read, and whether that has been said of its session. */
const CHANNEL = { closed: 0, open: 1, told: 2 } as const;

export function knownChannel(state: unknown): number {
  const memory = state as UaMemory | null;
  if (memory?.policy !== POLICY_NONE) return CHANNEL.closed;
  return memory.isSessionTold ? CHANNEL.told : CHANNEL.open;
}

export const POLICY_NONE = "http://opcfoundation.org/UA/SecurityPolicy#None";

const HEADER_BYTES = 8;
/** Channel, token, sequence number and request number. */
const SECURITY_BYTES = 16;
const EXTENSION_OBJECT = 22;

const u32le = (bytes: Uint8Array, at: number) =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** A whole MSG chunk whose service says no more than what is done, or whose content is not ours to read. */
export function glanceAtMessage(bytes: Uint8Array, start: number, end: number, channel: number): Glance {
  if (start + HEADER_BYTES + SECURITY_BYTES + 4 > end) return NOT_GLANCED;
  if (bytes[start] !== 0x4d || bytes[start + 1] !== 0x53 || bytes[start + 2] !== 0x47) return NOT_GLANCED;
  const size = u32le(bytes, start + 4);
  if (size < HEADER_BYTES + SECURITY_BYTES + 4 || size > end - start) return NOT_GLANCED;
  const isFinal = bytes[start + 3] === 0x46;
  if (!isFinal || channel === CHANNEL.closed) return glanced(size) | GLANCE.hasNoSide;
  // A numeric node id of namespace 0 in four bytes (OPC 10000-6 clause 5.2.2.9).
  const node = start + HEADER_BYTES + SECURITY_BYTES;
  if ((bytes[node] & 0x3f) !== 1 || bytes[node + 1] !== 0) return NOT_GLANCED;
  const type = bytes[node + 2] | (bytes[node + 3] << 8);
  if (needsSession(type) && channel !== CHANNEL.told) return NOT_GLANCED;
  if (type === TYPE.readResponse) return isPlainAnswer(bytes, node + 4, start + size) ? glanced(size) : NOT_GLANCED;
  if (!isPlainService(type)) return NOT_GLANCED;
  const operation = serviceOperation(type);
  return operation === null ? glanced(size) | GLANCE.hasNoSide : glanced(size, operation);
}

/** A Read's good answer whose first value is no object: response header (OPC 10000-4 clause 7.34), count, value. */
function isPlainAnswer(bytes: Uint8Array, header: number, end: number): boolean {
  const results = header + 24;
  if (results + 6 > end || u32le(bytes, header + 12) !== 0) return false;
  // Neither diagnostics, texts nor an additional header.
  const texts = u32le(bytes, header + 17);
  const isBare =
    bytes[header + 16] === 0 &&
    (texts === 0 || texts === -1) &&
    (bytes[header + 21] & 0x3f) === 0 &&
    bytes[header + 23] === 0;
  return isBare && !((bytes[results + 4] & 1) === 1 && bytes[results + 5] === EXTENSION_OBJECT);
}
