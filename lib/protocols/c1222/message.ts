import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import type { MessageContext } from "../define-decoder";
import { expectBer, readBer, readBerInteger } from "../framing/ber";
import { type MeterIdentity, readMeterIdentity } from "./identity-table";

/** Clause 5.3.4: elements of the ACSE PDU that we need. */
const ACSE = 0x60;
const CALLED_INVOCATION = 0xa4;
const CALLING_INVOCATION = 0xa8;
const USER_INFORMATION = 0xbe;
const EXTERNAL = 0x28;
const OCTET_ALIGNED = 0x81;
const INTEGER = 0x02;

/** Clause 5.3.2.4.14: bits of the EPSEM flags. */
const HAS_CLASS = 0x10;
const SECURITY = 0x0c;
const CIPHERTEXT = 0x08;
const CLASS_BYTES = 4;
const MAC_BYTES = 4;
const CLEAR_WITH_AUTHENTICATION = 0x04;

/** Clause 5.3.2.4: services; everything below is an answer's result. */
const FIRST_SERVICE = 0x20;
const OK = 0x00;
const FULL_READ = 0x30;
const LAST_READ = 0x3f;
const FULL_WRITE = 0x40;
const LAST_WRITE = 0x4f;
const SECURITY_SERVICE = 0x51;
/** ANSI C12.19: tables. */
const MANUFACTURER_TABLE = 1;
const PROCEDURE_TABLE = 7;
const MAX_SERVICES = 64;

export interface C1222Message {
  readonly side: "request" | "response" | null;
  readonly operations: readonly Operation[];
  readonly hasPassword: boolean;
  readonly identity: MeterIdentity | null;
}

/** What the last request asked, service by service; answers come in the same order. */
interface Asked {
  readonly invocation: number | null;
  readonly tables: readonly (number | null)[];
}

const isAsked = (state: unknown): state is Asked => typeof state === "object" && state !== null && "tables" in state;

function operationOf(code: number, table: number | null): Operation | null {
  if (code === FIRST_SERVICE) return "diagnose";
  if (code >= FULL_READ && code <= LAST_READ) return table === MANUFACTURER_TABLE ? "diagnose" : "read";
  if (code < FULL_WRITE || code > LAST_WRITE) return null;
  return table === PROCEDURE_TABLE ? "control" : "write";
}

/** Services with their lengths before them, as C12.22 strings them together. */
function services(epsem: ByteReader): ByteReader[] {
  const list: ByteReader[] = [];
  while (epsem.remaining > 0 && list.length < MAX_SERVICES) {
    const first = epsem.u8();
    const length = first < 0x80 ? first : first === 0x81 ? epsem.u8() : epsem.u16();
    if (length === 0) break;
    list.push(epsem.nested(length));
  }
  return list;
}

function readRequest(list: readonly ByteReader[], invocation: number | null, context: MessageContext): C1222Message {
  const operations: Operation[] = [];
  const tables: (number | null)[] = [];
  let hasPassword = false;
  for (const service of list) {
    const code = service.u8();
    const table = code >= FULL_READ && code <= LAST_WRITE && service.remaining >= 2 ? service.u16() : null;
    tables.push(code === FULL_READ ? table : null);
    hasPassword ||= code === SECURITY_SERVICE;
    const operation = operationOf(code, table);
    if (operation) operations.push(operation);
  }
  const asked: Asked = { invocation, tables };
  context.state = asked;
  return { side: "request", operations, hasPassword, identity: null };
}

/** Clause 5.3.2.4.5: behind a table stands the two's complement of its sum. */
function hasTableSum(service: ByteReader, size: number): boolean {
  let sum = 0;
  for (let at = 0; at <= size; at += 1) sum += service.peek(at);
  return service.remaining > size && (sum & 0xff) === 0;
}

function readAnswer(list: readonly ByteReader[], invocation: number | null, context: MessageContext): C1222Message {
  const asked = isAsked(context.state) ? context.state : null;
  context.state = null;
  const answer = { side: "response", operations: [], hasPassword: false } as const;
  if (!asked || asked.invocation === null || asked.invocation !== invocation) return { ...answer, identity: null };
  const at = asked.tables.indexOf(MANUFACTURER_TABLE);
  const service = list[at];
  if (!service || service.u8() !== OK) return { ...answer, identity: null };
  const size = service.u16();
  const isIntact = hasTableSum(service, size);
  return { ...answer, identity: isIntact ? readMeterIdentity(service.nested(size)) : null };
}

/** An invocation id: an integer within its element. */
function invocationOf(value: ByteReader): number | null {
  return value.peek(0) === INTEGER ? readBerInteger(expectBer(value, INTEGER)) : null;
}

export function readMessage(reader: ByteReader, context: MessageContext): C1222Message | null {
  const body = expectBer(reader, ACSE);
  let called: number | null = null;
  let calling: number | null = null;
  let epsem: ByteReader | null = null;
  while (body.remaining > 0 && epsem === null) {
    const { tag, value } = readBer(body);
    if (tag === CALLED_INVOCATION) called = invocationOf(value);
    else if (tag === CALLING_INVOCATION) calling = invocationOf(value);
    else if (tag === USER_INFORMATION && value.peek(0) === EXTERNAL) {
      const external = expectBer(value, EXTERNAL);
      if (external.peek(0) === OCTET_ALIGNED) epsem = expectBer(external, OCTET_ALIGNED);
    }
  }
  const plain: C1222Message = { side: null, operations: [], hasPassword: false, identity: null };
  if (!epsem || epsem.remaining === 0) return plain;
  const flags = epsem.u8();
  const security = flags & SECURITY;
  if (security >= CIPHERTEXT) return plain;
  if ((flags & HAS_CLASS) !== 0) epsem.skip(CLASS_BYTES);
  const size = epsem.remaining - (security === CLEAR_WITH_AUTHENTICATION ? MAC_BYTES : 0);
  if (size <= 0) return plain;
  const list = services(epsem.nested(size));
  const first = list[0]?.peek(0) ?? -1;
  if (first < 0) return plain;
  return first >= FIRST_SERVICE ? readRequest(list, calling, context) : readAnswer(list, called, context);
}
