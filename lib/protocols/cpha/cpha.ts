import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** Its header, in the order of the bytes: mark, version, cluster, kind, interface, random number, member. */
const PORT = 8116;
const MARK = 0x1a90;
const CLUSTER_AT = 4;
const KIND_AT = 6;
const HEADER_BYTES = 20;
const LAST_KIND = 32;

interface ClusterMessage {
  readonly cluster: number;
  readonly member: number;
}

/** Members of a firewall cluster watch one another. Its layout is known by what Wireshark's dissector reads. */
export const cpha = defineDecoder<ClusterMessage>({
  name: "cpha",
  title: "Check Point cluster (CPHA)",
  standard: "Check Point ClusterXL control protocol (as Wireshark's packet-cpha reads it)",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, { senderPort, receiverPort }) {
    const kind = reader.peek16(KIND_AT);
    const fits = reader.remaining >= HEADER_BYTES && reader.peek16(0) === MARK && kind >= 1 && kind <= LAST_KIND;
    // Members send from the port that they send to.
    return fits && senderPort === PORT && receiverPort === PORT ? "certain" : "no";
  },
  read(reader) {
    const cluster = reader.skip(CLUSTER_AT).u16();
    const member = reader.skip(6).u16();
    return { cluster, member };
  },
  observe({ cluster, member }, observer) {
    observer.direction("request");
    observer.identity("description", `member ${member} of cluster ${cluster}`, { inferred: true });
    observer.identity("vendor", "Check Point", { inferred: true });
    observer.identity("role", "firewall", { inferred: true });
  },
});
