import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** 0x77fe. */
const PORT = 30_718;
/** Requests by their number; each answer has the number after it. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0xe0, "read"],
  [0xf4, "read"],
  [0xf6, "diagnose"],
  [0xf8, "read"],
  [0xfa, "write"],
  [0xfc, "write"],
]);
const FIRST_REQUEST = 0xe0;
const DESCRIPTION = 0xf7;
const DESCRIPTION_BYTES = 30;
const MAC_AT = 24;
/** Prefixes that Lantronix holds: only with one of them are the six bytes surely the device's MAC. */
const PREFIXES = ["00:20:4a:", "00:80:a3:"];

interface LantronixMessage {
  readonly code: number;
  readonly mac: string | null;
}

/** Device servers of Lantronix (UDS, XPort): set up, and told apart, by numbers behind three zero bytes. */
export const lantronix = defineDecoder<LantronixMessage>({
  name: "lantronix",
  title: "Lantronix setup",
  standard: "Lantronix XPort integration guide, remote firmware and setup over UDP 0x77FE",
  family: "ot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, { senderPort, receiverPort }) {
    if (senderPort !== PORT && receiverPort !== PORT) return "no";
    return reader.peek16(0) === 0 && reader.peek(2) === 0 && reader.peek(3) >= FIRST_REQUEST ? "certain" : "no";
  },
  read(reader) {
    const length = reader.length;
    const code = reader.skip(3).u8();
    if (code !== DESCRIPTION || length < DESCRIPTION_BYTES) return { code, mac: null };
    const mac = reader.seek(MAC_AT).mac();
    return { code, mac: PREFIXES.some((prefix) => mac.startsWith(prefix)) ? mac : null };
  },
  observe({ code, mac }, observer, { senderIp }) {
    const operation = OPERATIONS.get(code);
    observer.direction(operation ? "request" : "response");
    if (operation) observer.operation(operation);
    if (code !== DESCRIPTION) return;
    observer.identity("vendor", "Lantronix", { inferred: true });
    observer.identity("role", "serial-server", { inferred: true });
    if (mac && senderIp && isHostAddress(senderIp)) observer.binding(senderIp, mac, "stated");
  },
});
