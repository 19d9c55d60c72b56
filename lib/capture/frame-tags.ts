import { ETHER_TYPE } from "./ether-type";
import type { Packet } from "./packet";

/** Length of a VLAN's tag from behind its EtherType to behind the next one: the tag that says something of the network. */
export const VLAN_TAG_BYTES = 4;

/** IEEE 802.1AE §9.5, the bits of a security tag's first byte. */
const MACSEC = { hasChannel: 0x20, encrypted: 0x08, changed: 0x04, checkBytes: 16 } as const;

/**
 * How many bytes a tag takes from behind its EtherType to behind the EtherType that it leads to; 0 when the type is no
 * tag. All but a VLAN's serve the switches alone: numbers that tell copies of a frame by, ports, groups of users.
 */
export function tagLength(type: number): number {
  switch (type) {
    case ETHER_TYPE.vlan:
    case ETHER_TYPE.vlanService:
    case ETHER_TYPE.vlanOld:
    case ETHER_TYPE.vlanOlder:
      return VLAN_TAG_BYTES;
    case ETHER_TYPE.hsr:
    case ETHER_TYPE.redundancy:
    case ETHER_TYPE.vnTag:
      return 6;
    case ETHER_TYPE.portExtender:
    case ETHER_TYPE.ciscoMetadata:
      return 8;
    default:
      return 0;
  }
}

/**
 * Where the EtherType stands behind a security tag at `at`; -1 when the frame is encrypted or too short. A frame that is
 * signed only is as readable as any other, up to the check value at its end.
 */
export function openMacsec(packet: Packet, at: number, frameStart: number): number {
  const control = packet.bytes[at];
  const typeAt = at + ((control & MACSEC.hasChannel) !== 0 ? 14 : 6);
  if ((control & (MACSEC.encrypted | MACSEC.changed)) !== 0) return -1;
  const isWhole = packet.end - frameStart >= packet.wireLength;
  const end = isWhole ? packet.end - MACSEC.checkBytes : packet.end;
  if (typeAt + 2 > end) return -1;
  packet.end = end;
  return typeAt;
}
