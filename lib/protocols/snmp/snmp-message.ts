import type { ByteReader } from "../byte-reader";
import { BER, expectBer, readBer, readBerInteger, readOid } from "../framing/ber";

export interface VarBind {
  readonly oid: string;
  readonly tag: number;
  readonly value: ByteReader;
}

/** The community string is deliberately no part of it: it is a password. */
export interface SnmpMessage {
  readonly version: "v1" | "v2c" | "v3";
  /** Context tag of the PDU (RFC 3416 §3); null when it is encrypted. */
  readonly pdu: number | null;
  readonly engineId: string | null;
  readonly bindings: readonly VarBind[];
}

const RESPONSE = 0xa2;
/** RFC 1157 §4.1.6 */
const TRAP_V1 = 0xa4;
const GET_BULK = 0xa5;
const MAX_BINDINGS = 256;

function readPdu(tag: number, body: ByteReader): VarBind[] {
  if (tag === TRAP_V1) {
    for (let i = 0; i < 5; i += 1) readBer(body);
  } else {
    readBer(body);
    const error = readBerInteger(readBer(body).value);
    readBer(body);
    // RFC 3416 §4.2: what could not be done is answered with the bindings of the request, in the asker's words.
    if (tag === RESPONSE && error !== 0) return [];
  }
  const bindings: VarBind[] = [];
  const list = expectBer(body, BER.sequence);
  while (list.remaining > 0 && bindings.length < MAX_BINDINGS) {
    const pair = expectBer(list, BER.sequence);
    const oid = readOid(expectBer(pair, BER.oid));
    const { tag: valueTag, value } = readBer(pair);
    bindings.push({ oid, tag: valueTag, value });
  }
  return bindings;
}

/** RFC 3412 §6, RFC 3414 §2.4. */
function readV3(message: ByteReader): SnmpMessage {
  const global = expectBer(message, BER.sequence);
  readBer(global);
  readBer(global);
  const isEncrypted = (expectBer(global, BER.octetString).u8() & 2) !== 0;
  const security = expectBer(message, BER.octetString);
  const engine = expectBer(expectBer(security, BER.sequence), BER.octetString);
  const engineId = engine.length >= 5 ? engine.hex(engine.length) : null;
  if (isEncrypted) return { version: "v3", pdu: null, engineId, bindings: [] };
  const scoped = expectBer(message, BER.sequence);
  readBer(scoped);
  readBer(scoped);
  const pdu = readBer(scoped);
  return { version: "v3", pdu: pdu.tag, engineId, bindings: readPdu(pdu.tag, pdu.value) };
}

/** Reads one message of any version; throws only through the reader. */
export function readSnmpMessage(reader: ByteReader): SnmpMessage {
  const message = expectBer(reader, BER.sequence);
  const version = readBerInteger(expectBer(message, BER.integer));
  if (version === 3) return readV3(message);
  if (version !== 0 && version !== 1) reader.reject("an unknown version");
  expectBer(message, BER.octetString);
  const pdu = readBer(message);
  return {
    version: version === 0 ? "v1" : "v2c",
    pdu: pdu.tag,
    engineId: null,
    // A GetBulk states only what is asked for.
    bindings: pdu.tag === GET_BULK ? [] : readPdu(pdu.tag, pdu.value),
  };
}
