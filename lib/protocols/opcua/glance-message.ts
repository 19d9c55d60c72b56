import { GLANCE, type Glance, glanced, NOT_GLANCED } from "../define-decoder";
import type { AskedNodes } from "./read-values";
import { isKnownService, isPlainService, needsSession, serviceOperation, TYPE } from "./service-types";

/** What one flow remembers of its secure channel. */
export interface UaMemory {
  /** The address of its security policy, once it was seen to open. */
  policy: string | null;
  /** That a session goes without security has been said. */
  isSessionTold: boolean;
  /** Requests for what the server is made of, by their number, until they are answered. */
  readonly asked: Map<number, AskedNodes>;
}

/** What a glance knows of a flow: bits, of which none is set at first. */
const CHANNEL = { isSessionUntold: 1, isAsked: 2 } as const;

export function knownChannel(state: unknown): number {
  const memory = state as UaMemory | null;
  if (memory === null) return 0;
  const isUntold = memory.policy === POLICY_NONE && !memory.isSessionTold;
  return (isUntold ? CHANNEL.isSessionUntold : 0) | (memory.asked.size > 0 ? CHANNEL.isAsked : 0);
}

export const POLICY_NONE = "http://opcfoundation.org/UA/SecurityPolicy#None";

const HEADER_BYTES = 8;
/** Channel, token, sequence number and request number. */
const SECURITY_BYTES = 16;
const EXTENSION_OBJECT = 22;
const MAX_AUDIT_BYTES = 256;
/** Of numeric node ids in two, four and seven bytes. */
const NODE_ID_BYTES = [2, 4, 7] as const;

const u32le = (bytes: Uint8Array, at: number) =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** A whole MSG chunk whose service says no more than what is done, or whose content is not ours to read. */
export function glanceAtMessage(bytes: Uint8Array, start: number, end: number, channel: number): Glance {
  if (start + HEADER_BYTES + SECURITY_BYTES + 4 > end) return NOT_GLANCED;
  if (bytes[start] !== 0x4d || bytes[start + 1] !== 0x53 || bytes[start + 2] !== 0x47) return NOT_GLANCED;
  const size = u32le(bytes, start + 4);
  if (size < HEADER_BYTES + SECURITY_BYTES + 4 || size > end - start) return NOT_GLANCED;
  const isFinal = bytes[start + 3] === 0x46;
  // A numeric node id of namespace 0 in four bytes (OPC 10000-6 clause 5.2.2.9).
  const node = start + HEADER_BYTES + SECURITY_BYTES;
  const type = bytes[node + 2] | (bytes[node + 3] << 8);
  const isInClear = bytes[node] === 1 && bytes[node + 1] === 0 && isKnownService(type);
  if (!isFinal || !isInClear) return glanced(size) | GLANCE.hasNoSide;
  if (needsSession(type) && (channel & CHANNEL.isSessionUntold) !== 0) return NOT_GLANCED;
  if (type === TYPE.readResponse) {
    const isPlain = (channel & CHANNEL.isAsked) === 0 && isPlainAnswer(bytes, node + 4, start + size);
    return isPlain ? glanced(size) : NOT_GLANCED;
  }
  if (type === TYPE.readRequest) {
    return asksOfServer(bytes, node + 4, start + size) ? NOT_GLANCED : glanced(size, "read");
  }
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

/** A Read whose first node is one of namespace 0, as all are that tell of the server; true also when that is not clear. */
function asksOfServer(bytes: Uint8Array, token: number, end: number): boolean {
  const header = token + nodeIdLength(bytes, token);
  // Time, handle and diagnostics; the audit entry; timeout and additional header; then age, timestamps and count.
  const audit = u32le(bytes, header + 16);
  const node = header + 20 + Math.max(audit, 0) + 4 + 3 + 16;
  if (audit < -1 || audit > MAX_AUDIT_BYTES || node + 2 > end) return true;
  const encoding = bytes[node] & 0x3f;
  return encoding === 0 || (encoding === 1 && bytes[node + 1] === 0) || (encoding === 2 && bytes[node + 1] === 0);
}

/** Of a node id (clause 5.2.2.9). */
function nodeIdLength(bytes: Uint8Array, at: number): number {
  const encoding = bytes[at] & 0x3f;
  if (encoding < NODE_ID_BYTES.length) return NODE_ID_BYTES[encoding];
  return encoding === 4 ? 19 : 7 + Math.max(u32le(bytes, at + 3), 0);
}
