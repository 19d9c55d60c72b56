import { defineDecoder } from "../define-decoder";
import { findNtlmMessage, type NtlmMessage, observeNtlm } from "../framing/ntlmssp";

/** [C706] §12.6.4: PDU types that carry authentication, and which of them a server sends. */
const BIND_TYPES = [11, 12, 13, 14, 15, 16];
const REQUEST_TYPES = [0, 11, 14, 16, 18, 19];

interface RpcMessage {
  readonly isRequest: boolean;
  readonly ntlm: NtlmMessage | null;
}

export const dceRpc = defineDecoder<RpcMessage>({
  name: "dce-rpc",
  title: "DCE/RPC",
  standard: "DCE 1.1: Remote Procedure Call (C706), [MS-RPCE]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [135] }],
  security: "mixed",
  messagesPerFlow: 16,
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
  read(reader) {
    const type = reader.skip(2).u8();
    return {
      isRequest: REQUEST_TYPES.includes(type),
      ntlm: BIND_TYPES.includes(type) ? findNtlmMessage(reader) : null,
    };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.ntlm) observeNtlm(message.ntlm, observer);
  },
});
