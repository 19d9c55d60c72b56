import { defineDecoder } from "../define-decoder";

/** Cisco, "Understand VLAN Trunk Protocol": version, code, followers, length of the domain, domain (32 bytes). */
const LAST_CODE = 4;
const MAX_DOMAIN = 32;

/**
 * VLAN Trunk Protocol: only switches send it. The updater that a summary names changed the domain's VLANs last; that is
 * seldom the sender, so its address is nobody's here.
 */
export const vtp = defineDecoder<{ readonly domain: string }>({
  name: "vtp",
  title: "VTP",
  standard: "Cisco VLAN Trunk Protocol, versions 1 to 3",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00000c2003] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    const [version, code, length] = [reader.peek(0), reader.peek(1), reader.peek(3)];
    const isHeader = version >= 1 && version <= 3 && code >= 1 && code <= LAST_CODE && length >= 0;
    return context.layer === "snap" && isHeader && length <= MAX_DOMAIN ? "certain" : "no";
  },
  read(reader) {
    const length = reader.skip(3).u8();
    return { domain: reader.utf8(length) };
  },
  observe({ domain }, observer) {
    if (domain !== "") observer.identity("description", `VTP domain ${domain}`);
    observer.identity("role", "switch");
  },
});
