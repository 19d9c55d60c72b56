import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import type { MessageContext } from "../define-decoder";
import { readAssociation } from "./association";
import { identityObject, type ObjectFact, type ObjectField, readValue } from "./cosem-objects";

/** IEC 62056-53 clause 8: tags of xDLMS APDUs. */
export const APDU = {
  get: 0xc0,
  set: 0xc1,
  action: 0xc3,
  getResponse: 0xc4,
  association: 0x60,
  associationAnswer: 0x61,
  generalGlobal: 0xdb,
  generalDedicated: 0xdc,
} as const;
/** Requests by short name, by logical name, and ciphered with the global or the association's own key. */
const READS: readonly number[] = [0x05, 0xc0, 0xc8, 0xd0];
const WRITES: readonly number[] = [0x06, 0x16, 0xc1, 0xc9, 0xd1];
const ACTIONS: readonly number[] = [0xc3, 0xcb, 0xd3];
const ANSWERS: readonly number[] = [0x0c, 0x0d, 0x61, 0xc4, 0xc5, 0xc7, 0xcc, 0xcd, 0xcf, 0xd4, 0xd5, 0xd7];
/** Set and action in blocks: after the first they carry more of the same request, and no object. */
const FURTHER_BLOCK: ReadonlyMap<number, readonly number[]> = new Map([
  [APDU.get, [2]],
  [APDU.set, [3]],
  [APDU.action, [2, 5, 6]],
]);
/** Interface class 18, image transfer (Blue Book): its methods put new firmware on the meter. */
const IMAGE_TRANSFER = 18;
const SYSTEM_TITLE_BYTES = 8;

export interface DlmsMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  /** What the server states of itself. */
  readonly facts: readonly ObjectFact[];
  /** A password in clear asks for the association. */
  readonly hasPassword: boolean;
}

export const isKnownApdu = (tag: number) =>
  READS.includes(tag) ||
  WRITES.includes(tag) ||
  ACTIONS.includes(tag) ||
  ANSWERS.includes(tag) ||
  tag === APDU.association ||
  tag === APDU.generalGlobal ||
  tag === APDU.generalDedicated;

function operationOf(body: ByteReader): Operation | null {
  const tag = body.peek(0);
  if (FURTHER_BLOCK.get(tag)?.includes(body.peek(1))) return null;
  if (READS.includes(tag)) return "read";
  if (WRITES.includes(tag)) return "write";
  if (!ACTIONS.includes(tag)) return null;
  return tag === APDU.action && body.peek16(3) === IMAGE_TRANSFER ? "firmware" : "control";
}

/** Eight octets, of which the first three are the maker's letters (FLAG id); null when they are not. */
function systemTitle(body: ByteReader): ObjectFact | null {
  if (body.remaining !== SYSTEM_TITLE_BYTES) return null;
  const flag = body.latin1(3);
  if (!/^[A-Z]{3}$/.test(flag)) return null;
  return { field: "instance", value: `${flag}${body.hex(5)}`, source: "dlms system-title" };
}

function readAnswer(body: ByteReader, asked: ObjectField | null): readonly ObjectFact[] {
  // Get-Response-Normal with data: choice 1, invoke id, result 0.
  if (!asked || body.peek(1) !== 1 || body.peek(3) !== 0) return [];
  const value = readValue(body.skip(4), asked);
  return value ? [{ ...asked, value }] : [];
}

export function readApdu(body: ByteReader, context: MessageContext): DlmsMessage {
  const tag = body.peek(0);
  const operation = operationOf(body);
  const isAnswer = ANSWERS.includes(tag);
  const side = operation || tag === APDU.association ? "request" : isAnswer ? "response" : null;
  const message: DlmsMessage = { side, operation, facts: [], hasPassword: false };
  switch (tag) {
    case APDU.get:
      context.state = body.peek(1) === 1 ? identityObject(body) : null;
      return message;
    case APDU.getResponse: {
      const asked = context.state as ObjectField | null;
      context.state = null;
      return { ...message, facts: context.isCut ? [] : readAnswer(body, asked) };
    }
    case APDU.association:
      return { ...message, hasPassword: readAssociation(body).hasPassword };
    case APDU.associationAnswer: {
      const title = readAssociation(body).title;
      const fact = title ? systemTitle(title) : null;
      return { ...message, facts: fact ? [fact] : [] };
    }
    case APDU.generalGlobal:
    case APDU.generalDedicated: {
      // The title of whoever ciphered stands in clear before it; the server's is the meter's own.
      const fact = context.fromInitiator ? null : systemTitle(body.skip(1).nested(body.u8()));
      return { ...message, facts: fact ? [fact] : [] };
    }
    default:
      return message;
  }
}
