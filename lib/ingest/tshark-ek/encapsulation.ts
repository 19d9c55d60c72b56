import { LINK_TYPE } from "@/lib/capture/link-type";
import type { EkPacket } from "./ek-packet";

/**
 * Wireshark's numbers of encapsulations (wiretap/wtap.h; new ones are only ever added) → link types. Of those that it
 * prints without a header of the capture (PPP's direction, radio values), what is left; of ERF and ATM too much is gone.
 */
const BY_NUMBER: ReadonlyMap<number, number> = new Map([
  [1, LINK_TYPE.ethernet],
  [2, LINK_TYPE.tokenRing],
  [3, LINK_TYPE.slip],
  [4, LINK_TYPE.ppp],
  [7, LINK_TYPE.raw],
  [10, LINK_TYPE.atmRfc1483],
  [15, LINK_TYPE.null],
  [19, LINK_TYPE.ppp],
  [20, LINK_TYPE.wifi],
  [21, LINK_TYPE.prism],
  [22, LINK_TYPE.wifi],
  [23, LINK_TYPE.radiotap],
  [24, LINK_TYPE.avs],
  [25, LINK_TYPE.linuxSll],
  [26, LINK_TYPE.frameRelay],
  [28, LINK_TYPE.cHdlc],
  [38, LINK_TYPE.openBsdEncryption],
  [39, LINK_TYPE.pflog],
  [62, LINK_TYPE.ipOverFireWire],
  [71, LINK_TYPE.ethernet],
  [83, LINK_TYPE.juniperEthernet],
  [84, LINK_TYPE.juniperPpp],
  [85, LINK_TYPE.juniperFrameRelay],
  [86, LINK_TYPE.juniperCHdlc],
  [97, LINK_TYPE.ppi],
  [124, LINK_TYPE.ipNet],
  [129, LINK_TYPE.ipv4],
  [130, LINK_TYPE.ipv6],
  [135, LINK_TYPE.netAnalyzer],
  [136, LINK_TYPE.netAnalyzerTransparent],
  [139, LINK_TYPE.pppEther],
  [141, LINK_TYPE.nflog],
  [171, LINK_TYPE.pktap],
  [174, LINK_TYPE.loop],
  [180, LINK_TYPE.ipOverInfiniBand],
  [198, LINK_TYPE.mPacket],
  [210, LINK_TYPE.linuxSll2],
]);

/** Of `-T jsonraw`, which prints no values: by the layer with which the frame begins. */
const BY_LAYER: ReadonlyMap<string, number> = new Map([
  ["eth", LINK_TYPE.ethernet],
  ["tr", LINK_TYPE.tokenRing],
  ["ppp", LINK_TYPE.ppp],
  ["raw", LINK_TYPE.raw],
  ["ip", LINK_TYPE.ipv4],
  ["ipv6", LINK_TYPE.ipv6],
  ["null", LINK_TYPE.null],
  ["wlan", LINK_TYPE.wifi],
  ["radiotap", LINK_TYPE.radiotap],
  ["ppi", LINK_TYPE.ppi],
  ["chdlc", LINK_TYPE.cHdlc],
  ["fr", LINK_TYPE.frameRelay],
  ["pppoes", LINK_TYPE.pppEther],
]);

/** Cooked captures of both versions have one name; their headers have 16 and 20 bytes. */
const COOKED: ReadonlyMap<number, number> = new Map([
  [32, LINK_TYPE.linuxSll],
  [40, LINK_TYPE.linuxSll2],
]);

/** LINKTYPE_ number of the packet's frame; null when it is none that is read, or not known. */
export function linkTypeOf(packet: EkPacket, frame: string): number | null {
  const encapsulation = packet.number("frame", "frame_frame_encap_type");
  if (encapsulation !== null) return BY_NUMBER.get(encapsulation) ?? null;
  const layer = packet.firstLayer;
  const header = layer === null ? null : packet.raw(layer);
  if (layer === null || header === null || header === "") return null;
  // A layer that is printed first and stands elsewhere says nothing of the link. Of Ethernet it is that of a tunnel: its
  // key is the same, and of equal keys the last one counts.
  if (layer !== "eth" && !frame.startsWith(header)) return null;
  return (layer === "sll" ? COOKED.get(header.length) : BY_LAYER.get(layer)) ?? null;
}
