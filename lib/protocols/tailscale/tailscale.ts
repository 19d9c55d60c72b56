import { defineDecoder } from "../define-decoder";

/** Peers look for each other with messages that begin with "TS" and a speech balloon (tailscale/disco/disco.go). */
const MAGIC = "TS\xf0\x9f\x92\xac";
/** Magic, the sender's key, a nonce. */
const MIN_BYTES = 6 + 32 + 24;

/** Recognition only; the tunnel itself is WireGuard. */
export const tailscale = defineDecoder<true>({
  name: "tailscale",
  title: "Tailscale",
  standard: "Tailscale disco protocol, disco.go",
  family: "it",
  carriers: [{ layer: "udp", ports: [41_641] }],
  security: "encrypted",
  messagesPerFlow: 1,
  elsewhere: { udp: { firstBytes: [0x54], fewestBytes: 62 } },
  probe: (reader) => (reader.startsWith(MAGIC) && reader.remaining >= MIN_BYTES ? "certain" : "no"),
  read: () => true,
  observe(_message, observer) {
    observer.service({ product: "Tailscale" });
  },
});
