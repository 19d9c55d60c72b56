import { defineDecoder } from "../define-decoder";

const IP_PROTOCOL = 2;
/** RFC 2236 §2 and RFC 3376 §4: query, reports of three versions, leave. */
const TYPES: readonly number[] = [0x11, 0x12, 0x16, 0x17, 0x22];
const MIN_BYTES = 8;

/** Who listens to which group. Queries come from routers and from switches alike, so they give nobody a role. */
export const igmp = defineDecoder<{ readonly type: number }>({
  name: "igmp",
  title: "IGMP",
  standard: "RFC 3376, RFC 2236, RFC 1112",
  family: "network",
  carriers: [{ layer: "ip", protocolNumbers: [IP_PROTOCOL] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  probe: (reader) => (TYPES.includes(reader.peek(0)) && reader.remaining >= MIN_BYTES ? "certain" : "no"),
  read: (reader) => ({ type: reader.u8() }),
  observe() {
    // That it is spoken is all that it tells about its sender.
  },
});
