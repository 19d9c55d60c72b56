import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import type { MessageContext } from "../define-decoder";
import {
  isIdentityObject,
  type ObjectStatement,
  objectTitle,
  readObject,
  readOperation,
  writeOperation,
} from "../framing/canopen-objects";

/** EPSG DS 301 §6.3.2.4.2: the command layer behind the four bytes of the sequence layer. */
const SEQUENCE_BYTES = 4;
const RESPONSE = 0x80;
const ABORT = 0x40;
const SEGMENTATION = 0x30;
const SEGMENTATION_INITIATE = 0x10;
const COMMAND = { writeByIndex: 0x01, readByIndex: 0x02 } as const;
const MAX_PENDING = 8;

export interface SdoMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  /** "0x1008/0"; empty for answers that say nothing of their sender. */
  readonly object: string;
  readonly statement: ObjectStatement | null;
}

interface PendingRead {
  readonly transaction: number;
  readonly index: number;
  readonly subIndex: number;
}

function pendingOf(context: MessageContext): PendingRead[] {
  if (Array.isArray(context.state)) return context.state as PendingRead[];
  const pending: PendingRead[] = [];
  context.state = pending;
  return pending;
}

function readRequest(command: number, transaction: number, body: ByteReader, context: MessageContext): SdoMessage {
  const index = body.u16le();
  const subIndex = body.u8();
  const object = objectTitle(index, subIndex);
  if (command === COMMAND.writeByIndex)
    return { side: "request", operation: writeOperation(index), object, statement: null };
  if (isIdentityObject(index)) {
    const pending = pendingOf(context);
    pending.push({ transaction, index, subIndex });
    if (pending.length > MAX_PENDING) pending.shift();
  }
  return { side: "request", operation: readOperation(index), object, statement: null };
}

/** A read or a write of one object; null for connection set-up, other commands and later segments. */
export function readSdo(reader: ByteReader, context: MessageContext): SdoMessage | null {
  reader.skip(SEQUENCE_BYTES);
  if (reader.remaining < 8) return null;
  const transaction = reader.skip(1).u8();
  const flags = reader.u8();
  const command = reader.u8();
  const size = reader.u16le();
  reader.skip(2);
  const segmentation = flags & SEGMENTATION;
  if (segmentation === SEGMENTATION_INITIATE) reader.skip(4);
  else if (segmentation !== 0) return null;
  if (command !== COMMAND.readByIndex && command !== COMMAND.writeByIndex) return null;
  if ((flags & RESPONSE) === 0) return readRequest(command, transaction, reader.nested(size), context);
  const answer = { side: "response", operation: null, object: "", statement: null } as const;
  const pending = pendingOf(context);
  const at = pending.findIndex((it) => it.transaction === transaction);
  const asked = at < 0 ? null : (pending.splice(at, 1)[0] ?? null);
  if (!asked || (flags & ABORT) !== 0 || command !== COMMAND.readByIndex || segmentation !== 0) return answer;
  const statement = readObject(asked.index, asked.subIndex, reader.nested(size));
  return { ...answer, object: objectTitle(asked.index, asked.subIndex), statement };
}
