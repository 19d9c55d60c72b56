import { isHostAddress } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readParts } from "../framing/read-parts";

/** TLVs as Wireshark's packet-edp.c names them; every TLV begins with the marker. */
const MARKER = 0x99;
const TLV = { end: 0, display: 1, info: 2, vlan: 5 } as const;
const VLAN_HAS_ADDRESS = 0x80;

interface EdpFrame {
  readonly name: string | null;
  /** "12.4.1.7": two numbers of the release, the patch and the build. */
  readonly firmware: string | null;
  /** Addresses of the switch's own VLAN interfaces. */
  readonly ips: readonly string[];
}

function readVlanAddress(value: ByteReader): string | null {
  const flags = value.u8();
  const ip = value.skip(7).ipv4();
  return (flags & VLAN_HAS_ADDRESS) !== 0 && isHostAddress(ip) ? ip : null;
}

function readFirmware(value: ByteReader): string | null {
  // Slot, port, virtual chassis and six reserved bytes stand before the version.
  value.skip(12);
  const parts = [value.u8(), value.u8(), value.u8(), value.u8()];
  return parts.some((part) => part > 0) ? parts.join(".") : null;
}

/** Extreme Discovery Protocol: every Extreme switch sends it once a minute. */
export const edp = defineDecoder<EdpFrame>({
  name: "edp",
  title: "EDP",
  standard: "Extreme Discovery Protocol (Extreme Networks)",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00e02b00bb] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    const isHeader = context.layer === "snap" && reader.peek(0) === 1 && reader.peek16(8) === 0;
    return isHeader && reader.peek(16) === MARKER ? "certain" : "no";
  },
  read(reader, { isCut }) {
    reader.skip(16);
    let name: string | null = null;
    let firmware: string | null = null;
    const ips = new Set<string>();
    readParts(reader, isCut, () => {
      if (reader.remaining < 4) return false;
      if (reader.u8() !== MARKER) reader.reject("a TLV does not begin with its marker");
      const type = reader.u8();
      const length = reader.u16();
      if (length < 4) reader.reject("a TLV is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === TLV.end) return false;
      if (type === TLV.display) name = value.utf8(value.length).replace(/\0.*$/s, "");
      else if (type === TLV.info) firmware = readFirmware(value);
      else if (type === TLV.vlan) {
        const ip = readVlanAddress(value);
        if (ip) ips.add(ip);
      }
      return true;
    });
    return { name, firmware, ips: [...ips] };
  },
  observe({ name, firmware, ips }, observer, context) {
    if (name) observer.identity("name", name);
    if (firmware) observer.identity("firmware", firmware, { inferred: true });
    observer.identity("vendor", "Extreme Networks", { inferred: true });
    observer.identity("role", "switch");
    if (context.senderMac) for (const ip of ips) observer.binding(ip, context.senderMac, "stated");
  },
});
