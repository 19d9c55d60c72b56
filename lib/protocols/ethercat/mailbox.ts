import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { objectTitle, readObject, readOperation, writeOperation } from "../framing/canopen-objects";
import { hex32 } from "../framing/canopen-vendors";
import type { SlaveStatement } from "./slave-statement";

/** ETG.1000.6 §5.6: length, station, channel and priority, type and counter. */
const KIND = { coe: 3, foe: 4, soe: 5 } as const;
/** §5.6.1: CoE services. */
const SDO_REQUEST = 2;
const SDO_RESPONSE = 3;
/** CiA 301 §7.2.4.3: the three highest bits of an SDO's first byte. */
const DOWNLOAD = 1;
const UPLOAD = 2;
const EXPEDITED = 0x02;
const SIZE_INDICATED = 0x01;
const COMPLETE_ACCESS = 0x10;
const IDENTITY = 0x1018;
const PRODUCT_CODE = 2;
/** §5.8: FoE, §5.7: SoE. */
const FOE_READ = 1;
const FOE_WRITE = 2;
const SOE_READ_REQUEST = 1;
const SOE_WRITE_REQUEST = 3;

export interface Mailbox {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly statement: SlaveStatement | null;
}

/** The value of an upload that fits into its first answer; null for one that comes in segments. */
function uploadedValue(command: number, body: ByteReader): ByteReader | null {
  if ((command & EXPEDITED) !== 0) {
    const unused = (command & SIZE_INDICATED) !== 0 ? (command >> 2) & 3 : 0;
    return body.nested(4 - unused);
  }
  const size = body.u32le();
  return size <= body.remaining ? body.nested(size) : null;
}

function readCoe(body: ByteReader, station: number): Mailbox | null {
  const service = body.u16le() >> 12;
  if (service !== SDO_REQUEST && service !== SDO_RESPONSE) return null;
  const command = body.u8();
  const index = body.u16le();
  const subIndex = body.u8();
  const action = command >> 5;
  if (service === SDO_REQUEST) {
    const operation = action === UPLOAD ? readOperation(index) : action === DOWNLOAD ? writeOperation(index) : null;
    return { side: "request", operation, statement: null };
  }
  const answer = { side: "response", operation: null } as const;
  if (action !== UPLOAD || (command & COMPLETE_ACCESS) !== 0) return { ...answer, statement: null };
  const value = uploadedValue(command, body);
  if (!value) return { ...answer, statement: null };
  const source = `coe ${objectTitle(index, subIndex)}`;
  if (index === IDENTITY && subIndex === PRODUCT_CODE && value.remaining === 4) {
    const statement = { station, field: "instance", value: hex32(value.u32le()), inferred: false } as const;
    return { ...answer, statement: { ...statement, source: "product-code" } };
  }
  const said = readObject(index, subIndex, value);
  return { ...answer, statement: said ? { station, ...said, source } : null };
}

function fileOperation(code: number): Operation | null {
  if (code === FOE_WRITE) return "firmware";
  return code === FOE_READ ? "read" : null;
}

function driveOperation(code: number): Operation | null {
  if (code === SOE_WRITE_REQUEST) return "write";
  return code === SOE_READ_REQUEST ? "read" : null;
}

/**
 * One mailbox. `station` is the slave that the datagram went to; null when the mailbox itself names it (ETG.8200).
 * Null for an empty mailbox, and for kinds that say nothing of their slave.
 */
export function readMailbox(reader: ByteReader, station: number | null): Mailbox | null {
  const length = reader.u16le();
  const address = reader.u16le();
  const kind = reader.skip(1).u8() & 0x0f;
  if (length === 0 || length > reader.remaining) return null;
  const body = reader.nested(length);
  switch (kind) {
    case KIND.coe:
      return length >= 6 ? readCoe(body, station ?? address) : null;
    case KIND.foe:
      return { side: null, operation: fileOperation(body.u8()), statement: null };
    case KIND.soe:
      return { side: null, operation: driveOperation(body.u8() & 7), statement: null };
    default:
      return null;
  }
}
