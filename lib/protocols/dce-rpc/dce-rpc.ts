import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { findNtlmMessage, type NtlmMessage, observeNtlm } from "../framing/ntlmssp";
import { INTERFACES } from "./interfaces";
import { findHostName } from "./string-bindings";

const LITTLE_ENDIAN = 0x10;
/** §12.6.3.1: a request of several parts is one request. */
const FIRST_FRAGMENT = 0x01;
/** [C706] §12.6.4: PDU types that carry authentication, and which of them a server sends. */
const BIND_TYPES = [11, 12, 13, 14, 15, 16];
const REQUEST_TYPES = [0, 11, 14, 16, 18, 19];

/** §12.6.4: PDU types that are read. */
const PDU = { request: 0, response: 2, bind: 11, bindAck: 12, alterContext: 14, alterContextAck: 15 } as const;
const BINDS: readonly number[] = [PDU.bind, PDU.alterContext];
const BIND_ACKS: readonly number[] = [PDU.bindAck, PDU.alterContextAck];
/** Presentation contexts that are kept of one connection. */
const MAX_CONTEXTS = 32;

interface RpcMessage {
  readonly type: number;
  readonly isRequest: boolean;
  readonly ntlm: NtlmMessage | null;
  /** The interfaces that a bind asks for, by presentation context. */
  readonly asked: readonly (readonly [contextId: number, uuid: string])[];
  /** Whether each context of a bind was accepted, in the order in which they were asked for. */
  readonly accepted: readonly boolean[];
  readonly contextId: number | null;
  readonly method: number | null;
  /** The rest of an answer. */
  readonly hostName: string | null;
}

/** What a connection has been bound to. */
interface RpcState {
  readonly interfaces: Map<number, string>;
  /** Contexts of the last bind, in order. */
  pending: readonly number[];
}

/** Integers of both byte orders, as the head of the message has it. */
class Integers {
  constructor(
    private readonly reader: ByteReader,
    private readonly isLittle: boolean,
  ) {}
  u16(): number {
    return this.isLittle ? this.reader.u16le() : this.reader.u16();
  }
  u32(): number {
    return this.isLittle ? this.reader.u32le() : this.reader.u32();
  }
  /** C706 appendix A: three numbers in the order of the message, then eight bytes. */
  uuid(): string {
    const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
    const first = `${hex(this.u32(), 8)}-${hex(this.u16(), 4)}-${hex(this.u16(), 4)}`;
    return `${first}-${this.reader.hex(2)}-${this.reader.hex(6)}`;
  }
}

/** §12.6.4.3: fragment sizes and a group, then the contexts with their interfaces. */
function readBind(reader: ByteReader, integers: Integers): [number, string][] {
  reader.skip(8);
  const asked: [number, string][] = [];
  const count = reader.u8();
  reader.skip(3);
  for (let i = 0; i < count && i < MAX_CONTEXTS; i += 1) {
    const contextId = integers.u16();
    const syntaxes = reader.u8();
    reader.skip(1);
    asked.push([contextId, integers.uuid()]);
    reader.skip(4 + syntaxes * 20);
  }
  return asked;
}

/** §12.6.4.4: fragment sizes, a group and a counted text, aligned to four bytes; then the results. */
function readBindAck(reader: ByteReader, integers: Integers): boolean[] {
  reader.skip(8);
  reader.skip(integers.u16());
  reader.skip((4 - (reader.offset % 4)) % 4);
  const accepted: boolean[] = [];
  const count = reader.u8();
  reader.skip(3);
  for (let i = 0; i < count && i < MAX_CONTEXTS; i += 1) {
    accepted.push(integers.u16() === 0);
    reader.skip(22);
  }
  return accepted;
}

export const dceRpc = defineDecoder<RpcMessage>({
  name: "dce-rpc",
  title: "DCE/RPC",
  standard: "DCE 1.1: Remote Procedure Call (C706), [MS-RPCE]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [135] }],
  security: "mixed",
  // What OPC clients read and write is counted.
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x05], fewestBytes: 10 } },
  probe(reader) {
    if (reader.peek(0) !== 5 || reader.peek(1) > 1 || reader.peek(2) > 19 || reader.peek(9) < 0) return "no";
    // Integer representation: little-endian 0x10 or big-endian 0x00, reserved bytes zero.
    if ((reader.peek(4) !== 0x10 && reader.peek(4) !== 0) || reader.peek16(6) !== 0) return "no";
    return reader.peek(5) === 0 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.peek(9) < 0) return 0;
    if (reader.peek(0) !== 5 || reader.peek(1) > 1) return -1;
    const isLittle = reader.peek(4) === 0x10;
    const length = isLittle ? reader.peek(8) | (reader.peek(9) << 8) : reader.peek16(8);
    return length < 16 ? -1 : length;
  },
  read(reader, context) {
    const type = reader.skip(2).u8();
    const isFirst = (reader.u8() & FIRST_FRAGMENT) !== 0;
    const integers = new Integers(reader, reader.u8() === LITTLE_ENDIAN);
    reader.skip(11);
    const empty = { asked: [], accepted: [], contextId: null, method: null, hostName: null };
    const isRequest = REQUEST_TYPES.includes(type);
    if (type === PDU.request || type === PDU.response) {
      reader.skip(4);
      const contextId = integers.u16();
      const method = type === PDU.request && isFirst ? integers.u16() : null;
      const state = context.state as RpcState | null;
      const bound = INTERFACES.get(state?.interfaces.get(contextId) ?? "");
      const hostName = type === PDU.response && bound?.statesBindings ? findHostName(reader) : null;
      return { ...empty, type, isRequest, ntlm: null, contextId, method, hostName };
    }
    if (!BIND_TYPES.includes(type)) return { ...empty, type, isRequest, ntlm: null };
    const asked = BINDS.includes(type) ? readBind(reader, integers) : [];
    const accepted = BIND_ACKS.includes(type) ? readBindAck(reader, integers) : [];
    return { ...empty, type, isRequest, asked, accepted, ntlm: findNtlmMessage(reader.seek(16)) };
  },
  observe(message, observer, context) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.ntlm) observeNtlm(message.ntlm, observer);
    context.state ??= { interfaces: new Map(), pending: [] } satisfies RpcState;
    const state = context.state as RpcState;
    for (const [contextId, uuid] of message.asked) {
      if (state.interfaces.size < MAX_CONTEXTS || state.interfaces.has(contextId))
        state.interfaces.set(contextId, uuid);
    }
    if (BINDS.includes(message.type)) state.pending = message.asked.map(([contextId]) => contextId);
    message.accepted.forEach((isAccepted, place) => {
      const contextId = state.pending[place];
      const bound = contextId === undefined ? undefined : INTERFACES.get(state.interfaces.get(contextId) ?? "");
      if (isAccepted && bound?.product) observer.service({ product: bound.product });
    });
    if (message.hostName) observer.identity("name", message.hostName, { protocol: "dce-rpc bindings" });
    if (message.contextId === null || message.method === null) return;
    const bound = INTERFACES.get(state.interfaces.get(message.contextId) ?? "");
    const operation = bound?.operations.get(message.method);
    if (operation) observer.operation(operation);
  },
});
