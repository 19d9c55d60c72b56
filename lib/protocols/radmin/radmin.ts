import { defineDecoder } from "../define-decoder";

/** Radmin 3's first message, as public fingerprints have it; its makers publish no format. */
const HELLO = [0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x08, 0x08];

/** Recognition only: the session is encrypted. */
export const radmin = defineDecoder<true>({
  name: "radmin",
  title: "Radmin",
  standard: "Radmin 3 protocol (unpublished), first bytes as observed",
  family: "it",
  carriers: [{ layer: "tcp", ports: [4899] }],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { tcp: { firstBytes: [0x01], fewestBytes: 10 } },
  probe: (reader) =>
    HELLO.every((byte, at) => reader.peek(at) === byte) && reader.remaining === 10 ? "certain" : "no",
  frame: (reader) => reader.remaining,
  read: () => true,
  observe(_message, observer) {
    observer.service({ product: "Radmin" });
  },
});
