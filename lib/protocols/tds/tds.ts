import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, type MessageContext, NEVER_CERTAIN } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { findNtlmMessage, type NtlmMessage, observeNtlm } from "../framing/ntlmssp";
import { BROWSER, BROWSER_PORT, readBrowserAnswer, type SqlInstance } from "./browser-answer";

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
  /** What the browser service of a server answers about its instances. */
  readonly instances?: readonly SqlInstance[];
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
    const product = withoutPadding(reader.utf16le(nameLength));
    return { product, version: `${reader.u8()}.${reader.u8()}.${reader.u16()}` };
  }
  return null;
}

/** A question is a byte, with a name for one instance; an answer says how long its text is. */
function probeBrowser(reader: ByteReader, context: MessageContext): Match {
  if (context.senderPort === BROWSER_PORT && reader.peek(0) === BROWSER.answer) {
    const length = reader.peek(1) | (reader.peek(2) << 8);
    return length === reader.remaining - 3 && reader.startsWith("ServerName;", 3) ? "certain" : "no";
  }
  if (context.receiverPort !== BROWSER_PORT) return "no";
  const isWhole =
    reader.remaining === 1 && (reader.peek(0) === BROWSER.broadcast || reader.peek(0) === BROWSER.unicast);
  return isWhole || reader.peek(0) === BROWSER.instance ? "maybe" : "no";
}

function readBrowser(reader: ByteReader, type: number): TdsMessage {
  const isRequest = type !== BROWSER.answer;
  const instances = isRequest ? [] : readBrowserAnswer(reader);
  return { isRequest, clientName: null, ntlm: null, program: null, instances };
}

export const tds = defineDecoder<TdsMessage>({
  name: "tds",
  title: "TDS (SQL Server)",
  standard: "[MS-TDS], [MC-SQLR]",
  family: "it",
  carriers: [
    { layer: "tcp", ports: [1433] },
    { layer: "udp", ports: [BROWSER_PORT] },
  ],
  security: "mixed",
  messagesPerFlow: 12,
  elsewhere: { tcp: { firstBytes: [0x10, 0x12], fewestBytes: 10 }, udp: NEVER_CERTAIN },
  probe(reader, context) {
    const type = reader.peek(0);
    if (context.layer === "udp") return probeBrowser(reader, context);
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
  read(reader, context) {
    const type = reader.u8();
    if (context.layer === "udp") return readBrowser(reader, type);
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
    for (const { serverName, instanceName, version } of message.instances ?? []) {
      observer.identity("name", serverName, { protocol: "sql-browser" });
      if (instanceName !== "") observer.identity("description", instanceName, { protocol: "sql-browser" });
      observer.service(version ? { product: "Microsoft SQL Server", version } : { product: "Microsoft SQL Server" });
    }
  },
});
