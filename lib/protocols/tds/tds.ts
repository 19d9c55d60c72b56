import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { findNtlmMessage, type NtlmMessage, observeNtlm } from "../framing/ntlmssp";

/** [MS-TDS] §2.2.3.1.1 */
const TYPE = {
  batch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulk: 0x07,
  fedAuth: 0x08,
  transaction: 0x0e,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;
const TYPES: readonly number[] = Object.values(TYPE);
const HEADER_BYTES = 8;
const LOGIN_ACK = 0xad;
const MAX_SEARCH = 4_096;

interface TdsMessage {
  readonly isRequest: boolean;
  readonly clientName: string | null;
  readonly ntlm: NtlmMessage | null;
  readonly program: { readonly product: string; readonly version: string } | null;
}

/** [MS-TDS] §2.2.6.4: the first offset/length pair behind 36 fixed bytes is the client's host name. */
function readClientName(login: ByteReader): string | null {
  const start = login.offset;
  login.skip(36);
  const offset = login.u16le();
  const length = login.u16le();
  return length === 0 ? null : login.seek(start + offset).utf16le(length * 2);
}

/** [MS-TDS] §2.2.7.14: the token may stand behind others, so it is searched for and checked by its own lengths. */
function findLoginAck(reader: ByteReader): TdsMessage["program"] {
  const end = Math.min(reader.remaining - 12, MAX_SEARCH);
  for (let at = 0; at < end; at += 1) {
    if (reader.peek(at) !== LOGIN_ACK) continue;
    const length = reader.peek(at + 1) | (reader.peek(at + 2) << 8);
    const nameLength = reader.peek(at + 8) * 2;
    if (length !== 10 + nameLength || nameLength === 0) continue;
    reader.skip(at + 9);
    const product = reader.utf16le(nameLength).replace(/\0+$/, "");
    return { product, version: `${reader.u8()}.${reader.u8()}.${reader.u16()}` };
  }
  return null;
}

export const tds = defineDecoder<TdsMessage>({
  name: "tds",
  title: "TDS (SQL Server)",
  standard: "[MS-TDS]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [1433] }],
  security: "mixed",
  messagesPerFlow: 12,
  probe(reader) {
    const type = reader.peek(0);
    if (!TYPES.includes(type) || reader.peek(1) > 0x1f || reader.peek(7) !== 0) return "no";
    const length = reader.peek16(2);
    if (length < HEADER_BYTES || length > 32_767) return "no";
    // A pre-login starts with the VERSION option whose data follows the option list.
    if (type === TYPE.prelogin) return reader.peek(8) === 0 && reader.peek16(11) === 6 ? "certain" : "no";
    if (type === TYPE.login7)
      return (reader.peek(8) | (reader.peek(9) << 8)) === length - HEADER_BYTES ? "certain" : "maybe";
    return "maybe";
  },
  frame(reader) {
    const length = reader.peek16(2);
    if (length < 0) return 0;
    return TYPES.includes(reader.peek(0)) && length >= HEADER_BYTES ? length : -1;
  },
  read(reader) {
    const type = reader.u8();
    reader.seek(HEADER_BYTES);
    const isRequest = type !== TYPE.response;
    const empty = { isRequest, clientName: null, ntlm: null, program: null };
    if (type === TYPE.sspi) return { ...empty, ntlm: findNtlmMessage(reader) };
    if (type === TYPE.login7) {
      const body = reader.nested(reader.remaining);
      const clientName = readClientName(body);
      return { ...empty, clientName, ntlm: findNtlmMessage(body.seek(0)) };
    }
    if (type !== TYPE.response) return empty;
    const body = reader.nested(reader.remaining);
    const program = findLoginAck(body);
    return { ...empty, program, ntlm: findNtlmMessage(body.seek(0)) };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.clientName) observer.identity("name", message.clientName);
    if (message.ntlm) observeNtlm(message.ntlm, observer);
    if (message.program) observer.service(message.program);
  },
});
