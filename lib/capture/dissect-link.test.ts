import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ipText, macText } from "@/lib/domain/address-text";
import {
  arp,
  be16,
  be32,
  bytesOf,
  ethernet,
  hex,
  IP_A,
  IP_B,
  ipv4,
  ipv6,
  le16,
  MAC_A,
  MAC_B,
  tcp,
  udp,
} from "@/lib/testing/frames";
import { dissectFrame } from "./dissect-link";
import { DEPTH, LINK_KIND, NO_TUNNEL, OUTCOME, Packet } from "./packet";

function dissect(bytes: Uint8Array, linkType: number, wireLength = bytes.length): Packet {
  const packet = new Packet();
  packet.start(bytes, bytes.length, wireLength, 0, 1);
  dissectFrame(packet, 0, linkType);
  return packet;
}

const words = (packet: Packet, at: number) =>
  ipText(...([0, 1, 2, 3].map((i) => packet.addresses[at + i]) as [number, number, number, number]));

function summary(packet: Packet) {
  const { macs, vlan, sourcePort, destinationPort, ttl, isGroup } = packet;
  const payload = [...packet.bytes.subarray(packet.payloadStart, packet.payloadEnd)];
  const mac = (at: number) => (macs[at] === 0 && macs[at + 1] === 0 ? null : macText(macs[at], macs[at + 1]));
  return {
    from: mac(0),
    to: mac(2),
    ips: [words(packet, 0), words(packet, 4)],
    ports: [sourcePort, destinationPort],
    vlan,
    ttl,
    isGroup,
    payload,
  };
}

const DATAGRAM = ipv4(17, udp(40_000, 502, [1, 2, 3]));
/** An 802.11 data frame of a station. */
const TO_ACCESS_POINT = bytesOf(
  [0x08, 0x01],
  be16(0),
  hex("0200000000ee"),
  hex("02000000000a"),
  hex("02000000000b"),
  be16(0),
  hex("aaaa03000000"),
  be16(0x0800),
  DATAGRAM,
);
/** A frame with a switch's tag between its addresses and its EtherType. */
const withTag = (tag: readonly number[], frame: Uint8Array) => bytesOf(frame.subarray(0, 12), tag, frame.subarray(12));
const EXPECTED = { ips: [IP_A, IP_B], ports: [40_000, 502], ttl: 64, isGroup: false, payload: [1, 2, 3] };
const LOW_MAC = hex("020000000007");
const V6_A = "fe80:0:0:0:0:0:0:a";
const V6_B = "fe80:0:0:0:0:0:0:b";

describe("link layers", () => {
  it.each([
    ["Ethernet", 1, ethernet(0x0800, DATAGRAM), { from: MAC_A, to: MAC_B, vlan: -1 }],
    ["VLAN", 1, ethernet(0x8100, bytesOf(be16(0x6000 | 20), be16(0x0800), DATAGRAM)), { vlan: 20 }],
    [
      "QinQ, whose inner tag counts",
      1,
      ethernet(0x88a8, bytesOf(be16(100), be16(0x8100), be16(21), be16(0x0800), DATAGRAM)),
      { vlan: 21 },
    ],
    [
      "priority tag, which is no VLAN",
      1,
      ethernet(0x8100, bytesOf(be16(0xe000), be16(0x0800), DATAGRAM)),
      { vlan: -1 },
    ],
    [
      "the tag of a redundant ring (HSR)",
      1,
      ethernet(0x892f, bytesOf(be16(0x1000 | (DATAGRAM.length + 6)), be16(77), be16(0x0800), DATAGRAM)),
      { from: MAC_A, to: MAC_B, vlan: -1 },
    ],
    [
      "a VLAN and the redundancy tag behind it",
      1,
      ethernet(0x8100, bytesOf(be16(20), be16(0xf1c1), be16(0), be16(78), be16(0x0800), DATAGRAM)),
      { from: MAC_A, vlan: 20 },
    ],
    ["MPLS", 1, ethernet(0x8847, bytesOf(be32(0x00064040), be32(0x00065140), DATAGRAM)), { from: MAC_A }],
    [
      "MPLS pseudowire",
      1,
      ethernet(0x8847, bytesOf(be32(0x00065140), be32(0), ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A }))),
      { from: MAC_B, to: MAC_A },
    ],
    [
      "MPLS pseudowire without a control word",
      1,
      ethernet(0x8847, bytesOf(be32(0x00065140), ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A }))),
      { from: MAC_B, to: MAC_A },
    ],
    [
      "a provider's backbone, whose outer addresses are bridges'",
      1,
      ethernet(0x88e7, bytesOf(be32(7), ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A }))),
      { from: MAC_B, to: MAC_A, vlan: -1 },
    ],
    ["a service chain", 1, ethernet(0x894f, bytesOf([0x0f, 0xc2, 2, 1, 0, 0, 1, 255], DATAGRAM)), { from: MAC_A }],
    [
      "a service chain's Ethernet frame",
      1,
      ethernet(
        0x894f,
        bytesOf([0x0f, 0xc2, 2, 3, 0, 0, 1, 255], ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A })),
      ),
      { from: MAC_B, to: MAC_A },
    ],
    ["PPP behind an EtherType", 1, ethernet(0x880b, bytesOf([0xff, 3], be16(0x21), DATAGRAM)), { from: MAC_A }],
    ["the tag of a virtual machine's port", 1, ethernet(0x8926, bytesOf(be32(0x12), be16(0x0800), DATAGRAM)), {}],
    [
      "the tag of a port extender, and a VLAN",
      1,
      ethernet(0x893f, bytesOf(be32(0x12), be16(0), be16(0x8100), be16(20), be16(0x0800), DATAGRAM)),
      { vlan: 20 },
    ],
    [
      "the tag of a security group",
      1,
      ethernet(0x8909, bytesOf([1, 1], be16(1), be16(10), be16(0x0800), DATAGRAM)),
      { vlan: -1 },
    ],
    [
      "MACsec that signs only",
      1,
      ethernet(0x88e5, bytesOf([0, 0], be32(1), be16(0x0800), DATAGRAM, new Uint8Array(16).fill(9))),
      { from: MAC_A },
    ],
    [
      "MACsec that signs only, and names its channel",
      1,
      ethernet(0x88e5, bytesOf([0x20, 0], be32(1), LOW_MAC, [0, 1], be16(0x0800), DATAGRAM, new Uint8Array(16))),
      { from: MAC_A },
    ],
    [
      "PPPoE",
      1,
      ethernet(0x8864, bytesOf([0x11, 0, 0, 1], be16(DATAGRAM.length + 2), be16(0x21), DATAGRAM)),
      { from: MAC_A },
    ],
    [
      "SNAP with an EtherType",
      1,
      ethernet(8 + DATAGRAM.length, bytesOf(hex("aaaa03000000"), be16(0x0800), DATAGRAM)),
      { from: MAC_A },
    ],
    [
      "Linux cooked",
      113,
      bytesOf(be16(0), be16(1), be16(6), LOW_MAC, [0, 0], be16(0x0800), DATAGRAM),
      { from: "02:00:00:00:00:07", to: null },
    ],
    [
      "Linux cooked 2",
      276,
      bytesOf(be16(0x0800), be16(0), be32(3), be16(1), [0, 6], LOW_MAC, [0, 0], DATAGRAM),
      { from: "02:00:00:00:00:07", to: null },
    ],
    ["raw IP", 101, DATAGRAM, { from: null, to: null }],
    ["raw IPv4", 228, DATAGRAM, { from: null }],
    ["BSD loopback, little-endian", 0, bytesOf([2, 0, 0, 0], DATAGRAM), { from: null }],
    ["BSD loopback, big-endian", 0, bytesOf([0, 0, 0, 2], DATAGRAM), { from: null }],
    ["OpenBSD loopback", 108, bytesOf([0, 0, 0, 2], DATAGRAM), { from: null }],
    ["PPP", 9, bytesOf([0xff, 3], be16(0x21), DATAGRAM), { from: null }],
    ["PPP with labels", 9, bytesOf([0xff, 3], be16(0x281), be32(0x00065140), DATAGRAM), { from: null }],
    ["PPP with a compressed protocol", 9, bytesOf([0x21], DATAGRAM), { from: null }],
    ["Cisco HDLC where PPP is announced", 50, bytesOf([0x0f, 0], be16(0x0800), DATAGRAM), { from: null }],
    ["Cisco HDLC to many where PPP is announced", 9, bytesOf([0x8f, 0], be16(0x0800), DATAGRAM), { from: null }],
    [
      "FabricPath, whose outer addresses are switches'",
      1,
      ethernet(0x8903, bytesOf(be16(0x0440), ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A }))),
      { from: MAC_B, to: MAC_A },
    ],
    ["Cisco HDLC", 104, bytesOf([0x0f, 0], be16(0x0800), DATAGRAM), { from: null }],
    [
      "token ring with a route",
      6,
      bytesOf(
        [0x10, 0x40],
        hex("02000000000b 82000000000a 0630 1234 5678 aaaa03000000".replace(/ /g, "")),
        be16(0x800),
        DATAGRAM,
      ),
      { from: MAC_A, to: MAC_B },
    ],
    ["frame relay", 107, bytesOf([0x18, 0x41, 3, 0xcc], DATAGRAM), { from: null }],
    ["frame relay with SNAP", 107, bytesOf([0x18, 0x41, 3, 0, 0x80, 0, 0, 0], be16(0x0800), DATAGRAM), { from: null }],
    ["frame relay, Cisco's form", 107, bytesOf([0x18, 0x41], be16(0x0800), DATAGRAM), { from: null }],
    ["frame relay with a direction", 206, bytesOf([1, 0x18, 0x41], be16(0x0800), DATAGRAM), { from: null }],
    ["ATM with LLC", 100, bytesOf(hex("aaaa03000000"), be16(0x0800), DATAGRAM), { from: null }],
    ["a log of OpenBSD's packet filter", 117, bytesOf([61, 2], new Uint8Array(62), DATAGRAM), { from: null }],
    ["a decrypted packet of OpenBSD", 109, bytesOf(new Uint8Array(12), DATAGRAM), { from: null }],
    ["PPP with a direction", 204, bytesOf([0, 0xff, 3], be16(0x21), DATAGRAM), { from: null }],
    ["HDLC with a direction", 205, bytesOf([0, 0x0f, 0], be16(0x0800), DATAGRAM), { from: null }],
    [
      "a log of Linux netfilter",
      239,
      bytesOf([2, 0], be16(5), le16(6), le16(10), [0x70, 0, 0, 0], le16(4 + DATAGRAM.length), le16(9), DATAGRAM),
      { from: null },
    ],
    [
      "per-packet information before Ethernet",
      192,
      bytesOf([0, 0], le16(12), [1, 0, 0, 0], be32(0), ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B },
    ],
    ["netANALYZER", 240, bytesOf([0, 4, 0, 0], ethernet(0x0800, DATAGRAM)), { from: MAC_A, to: MAC_B }],
    [
      "netANALYZER with the preamble",
      241,
      bytesOf([0, 4, 0, 0], hex("55555555555555d5"), ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B },
    ],
    ["preempted frames", 274, bytesOf(hex("5555555555555519"), ethernet(0x0800, DATAGRAM)), { from: MAC_A, to: MAC_B }],
    [
      "Endace ERF with an extension",
      197,
      bytesOf(
        new Uint8Array(8),
        [0x82, 0],
        be16(0),
        be32(0),
        [0x0c],
        new Uint8Array(7),
        [0, 0],
        ethernet(0x0800, DATAGRAM),
      ),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "802.11 with an AVS header",
      163,
      bytesOf(hex("8021100100000040"), new Uint8Array(56), TO_ACCESS_POINT),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "802.11 with a Prism header",
      119,
      bytesOf(hex("4400000090000000"), new Uint8Array(136), TO_ACCESS_POINT),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "802.11 from an access point",
      105,
      bytesOf(
        [0x08, 0x02],
        be16(0),
        LOW_MAC,
        hex("0200000000ee"),
        hex("02000000000a"),
        be16(0),
        hex("aaaa03000000"),
        be16(0x0800),
        DATAGRAM,
      ),
      { from: MAC_A, to: "02:00:00:00:00:07" },
    ],
    [
      "802.11 QoS with radiotap",
      127,
      bytesOf(
        [0, 0],
        le16(8),
        be32(0),
        [0x88, 0x01],
        be16(0),
        hex("0200000000ee"),
        hex("02000000000a"),
        hex("02000000000b"),
        be16(0),
        be16(0),
        hex("aaaa03000000"),
        be16(0x0800),
        DATAGRAM,
      ),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "an 802.11 aggregate of one packet",
      105,
      bytesOf(
        [0x88, 0x01],
        be16(0),
        hex("0200000000ee"),
        hex("0200000000ee"),
        hex("0200000000ee"),
        be16(0),
        le16(0x80),
        hex("02000000000b"),
        hex("02000000000a"),
        be16(8 + DATAGRAM.length),
        hex("aaaa03000000"),
        be16(0x0800),
        DATAGRAM,
      ),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "802.11 with padding and a checksum at its end",
      127,
      bytesOf(
        [0, 0],
        le16(9),
        [2, 0, 0, 0, 0x30],
        [0x88, 0x01],
        be16(0),
        hex("0200000000ee"),
        hex("02000000000a"),
        hex("02000000000b"),
        be16(0),
        be16(0),
        be16(0),
        hex("aaaa03000000"),
        be16(0x0800),
        DATAGRAM,
        [9, 9, 9, 9],
      ),
      { from: MAC_A, to: MAC_B },
    ],
    ["SLIP", 8, bytesOf(new Uint8Array(16), DATAGRAM), { from: null }],
    ["SunATM with LLC", 123, bytesOf([0x82, 0, 0, 5], hex("aaaa03000000"), be16(0x0800), DATAGRAM), { from: null }],
    ["IP over FireWire", 138, bytesOf(new Uint8Array(16), be16(0x0800), DATAGRAM), { from: null }],
    ["IP over InfiniBand", 242, bytesOf(new Uint8Array(40), be16(0x0800), be16(0), DATAGRAM), { from: null }],
    ["Solaris IP observability", 226, bytesOf([1, 2], new Uint8Array(22), DATAGRAM), { from: null }],
    [
      "a Juniper router's header with extensions",
      178,
      bytesOf(hex("4d474381"), be16(3), [1, 1, 7], ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B },
    ],
    ["a Juniper router's header without a frame", 179, bytesOf(hex("4d474303"), be32(2), DATAGRAM), { from: null }],
    [
      "Apple's header of several interfaces",
      258,
      bytesOf([16, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], be32(0), ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B },
    ],
    [
      "Broadcom's tag inside the frame",
      281,
      withTag([0x20, 0, 0, 3], ethernet(0x8100, bytesOf(be16(20), be16(0x0800), DATAGRAM))),
      { from: MAC_A, to: MAC_B, vlan: 20 },
    ],
    ["Broadcom's tag before the frame", 282, bytesOf([0x20, 0, 0, 3], ethernet(0x0800, DATAGRAM)), { from: MAC_A }],
    [
      "Marvell's tag in place of a VLAN's",
      284,
      withTag([0xe0, 0x18, 0x60, 20], ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, vlan: 20 },
    ],
    [
      "Marvell's tag of a frame without a VLAN",
      284,
      withTag([0xc0, 0x18, 0, 1], ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, vlan: -1 },
    ],
    [
      "Marvell's tag with a type of its own",
      285,
      withTag([0xda, 0xda, 0, 0, 0xe0, 0x18, 0x60, 20], ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B, vlan: 20 },
    ],
    [
      "a bridged frame without GRE",
      1,
      ethernet(0x6558, ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A })),
      { from: MAC_B, to: MAC_A },
    ],
    [
      "a bridged frame over ATM",
      100,
      bytesOf(hex("aaaa030080c20007"), be16(0), ethernet(0x0800, DATAGRAM)),
      { from: MAC_A, to: MAC_B },
    ],
  ] as const)("reads %s", (_name, linkType, bytes, more) => {
    const packet = dissect(bytes, linkType);
    expect(packet.outcome).toBe(OUTCOME.parsed);
    expect(summary(packet)).toMatchObject({ ...EXPECTED, ...more });
  });

  it("keeps padding of short Ethernet frames out of the payload", () => {
    const packet = dissect(bytesOf(ethernet(0x0800, DATAGRAM), [9, 9, 9, 9, 9, 9]), 1);
    expect(summary(packet).payload).toEqual([1, 2, 3]);
  });

  it("gives LLC and SNAP payloads without padding", () => {
    const stp = dissect(bytesOf(ethernet(7, [0x42, 0x42, 3, 1, 2, 3, 4]), [0, 0, 0]), 1);
    expect(stp.linkKind).toBe(LINK_KIND.llc + 0x42);
    expect(summary(stp).payload).toEqual([1, 2, 3, 4]);
    const cdp = dissect(ethernet(10, bytesOf(hex("aaaa0300000c2000"), [7, 8])), 1);
    expect([cdp.linkKind, cdp.snapOui, cdp.snapProtocol]).toEqual([LINK_KIND.snap, 0x0c, 0x2000]);
    expect(summary(cdp).payload).toEqual([7, 8]);
  });

  it("names link types it cannot read and ignores their frames", () => {
    const packet = dissect(Uint8Array.of(1, 2, 3), 195);
    expect([packet.outcome, packet.depth]).toEqual([OUTCOME.ignored, DEPTH.none]);
    expect(packet.reason).toBe("link type 195 (ieee802.15.4) is not understood");
  });

  it("never throws on cut headers of taps and drivers, nor reads a wrapper in a wrapper", () => {
    const random = fc.uint8Array({ maxLength: 80 });
    const wrappers = fc.constantFrom(
      ...[6, 8, 100, 107, 109, 117, 119, 123, 138, 163, 166, 178, 179, 180, 181, 192, 197, 204, 205, 206, 226, 239],
      ...[240, 241, 242, 258, 274, 281, 282, 284, 285],
    );
    fc.assert(
      fc.property(random, wrappers, (bytes, linkType) => void dissect(bytes, linkType)),
      { numRuns: 2_000 },
    );
    const nested = bytesOf([0, 0], le16(8), [192, 0, 0, 0], [0, 0], le16(8), [1, 0, 0, 0], ethernet(0x0800, DATAGRAM));
    expect(dissect(nested, 192).outcome).toBe(OUTCOME.ignored);
  });

  it("keeps the checksum that a receiver says is there out of the payload, and never takes it from a cut frame", () => {
    const hello = bytesOf(
      [0, 0],
      le16(9),
      [2, 0, 0, 0, 0x10],
      [0x08, 0x02],
      be16(0),
      LOW_MAC,
      hex("0200000000ee"),
      hex("02000000000a"),
      be16(0),
      hex("aaaa0300000c2000"),
      [7, 8, 9, 9, 9, 9],
    );
    expect(summary(dissect(hello, 127)).payload).toEqual([7, 8]);
    expect(summary(dissect(hello, 127, hello.length + 4)).payload).toEqual([7, 8, 9, 9, 9, 9]);
  });

  it("says that of several packets in an 802.11 aggregate the first is read", () => {
    const part = bytesOf(hex("02000000000b02000000000a"), be16(8 + DATAGRAM.length), hex("aaaa030000000800"), DATAGRAM);
    const padding = new Uint8Array(3 - ((part.length + 3) % 4));
    const header = bytesOf([0x88, 0x01], be16(0), new Uint8Array(18), be16(0), le16(0x80));
    const packet = dissect(bytesOf(header, part, padding, part), 105);
    expect([packet.outcome, packet.reason]).toEqual([
      OUTCOME.truncated,
      "only the first packet of an 802.11 aggregate is read",
    ]);
    expect(summary(packet).payload).toEqual([1, 2, 3]);
  });

  it("leaves an encrypted MACsec frame as it is", () => {
    const packet = dissect(ethernet(0x88e5, bytesOf([0x0c, 0], be32(1), new Uint8Array(60).fill(8))), 1);
    expect([packet.depth, packet.linkKind]).toEqual([DEPTH.link, 0x88e5]);
  });

  it("ignores encrypted and management frames of 802.11", () => {
    const encrypted = bytesOf([0x08, 0x42], new Uint8Array(40));
    const beacon = bytesOf([0x80, 0], new Uint8Array(40));
    for (const bytes of [encrypted, beacon]) expect(dissect(bytes, 105).outcome).toBe(OUTCOME.ignored);
  });

  it("reads beacons and answers to probes in which a station names itself, unless they came in with errors", () => {
    const beacon = (type: number, flags: number, ...elements: Uint8Array[]) =>
      bytesOf(
        [type, flags],
        be16(0),
        hex("ffffffffffff"),
        hex("02000000000a"),
        hex("02000000000a"),
        be16(0),
        new Uint8Array(12),
        ...elements,
      );
    const setup = bytesOf([221, 10], hex("0050f204"), hex("1011"), be16(2), hex("4142"));
    const named = dissect(beacon(0x80, 0, setup), 105);
    expect([named.outcome, named.linkKind, named.payloadStart]).toEqual([OUTCOME.parsed, LINK_KIND.wlan + 8, 24]);
    // A repeated answer must not be taken for a data frame whose control bytes are swapped.
    expect(dissect(beacon(0x50, 8, setup), 105).linkKind).toBe(LINK_KIND.wlan + 5);
    expect(dissect(beacon(0x80, 0, bytesOf([0, 2], hex("4142"))), 105).outcome).toBe(OUTCOME.ignored);
    const radiotap = (flags: number) => bytesOf([0, 0], le16(17), [3, 0, 0, 0], new Uint8Array(8), [flags]);
    expect(dissect(bytesOf(radiotap(0), beacon(0x80, 0, setup)), 127).outcome).toBe(OUTCOME.parsed);
    expect(dissect(bytesOf(radiotap(0x40), beacon(0x80, 0, setup)), 127).outcome).toBe(OUTCOME.ignored);
  });

  it("tells a frame cut by the capture from a malformed one", () => {
    const frame = ethernet(0x0800, ipv4(6, tcp(40_000, 502, new Uint8Array(100))));
    const cut = dissect(frame.slice(0, 80), 1, frame.length);
    expect([cut.outcome, cut.isCut, cut.destinationPort, cut.payloadLength]).toEqual([
      OUTCOME.truncated,
      true,
      502,
      100,
    ]);
    expect(dissect(frame.slice(0, 80), 1).outcome).toBe(OUTCOME.malformed);
    expect(dissect(frame.slice(0, 30), 1, frame.length).outcome).toBe(OUTCOME.truncated);
  });
});

describe("IPv6", () => {
  it("walks extension headers up to the transport", () => {
    const options = bytesOf([17, 0, 1, 4, 0, 0, 0, 0]);
    const packet = dissect(ethernet(0x86dd, ipv6(0, bytesOf(options, udp(1, 2, [5])), V6_A, V6_B, 255)), 1);
    expect(summary(packet)).toMatchObject({ ips: ["fe80::a", "fe80::b"], ports: [1, 2], ttl: 255, payload: [5] });
  });

  it("treats an atomic fragment as a whole packet", () => {
    const packet = dissect(ethernet(0x86dd, ipv6(44, bytesOf([17, 0, 0, 0], be32(77), udp(1, 2, [5])), V6_A, V6_B)), 1);
    expect([packet.isFragment, packet.destinationPort]).toEqual([false, 2]);
  });

  it("knows multicast receivers", () => {
    expect(dissect(ipv6(17, udp(1, 2, []), V6_A, "ff02:0:0:0:0:0:0:fb"), 101).isGroup).toBe(true);
    expect(dissect(ipv4(17, udp(1, 2, []), { to: "239.255.255.250" }), 101).isGroup).toBe(true);
    expect(dissect(ipv4(17, udp(1, 2, []), { to: "255.255.255.255" }), 101).isGroup).toBe(true);
  });
});

describe("hostile frames", () => {
  const samples = [
    ethernet(0x0800, DATAGRAM),
    arp(1),
    ethernet(0x8100, bytesOf(be16(20), be16(0x86dd), ipv6(0, new Uint8Array(60), V6_A, V6_B))),
  ];
  const linkTypes = [0, 1, 9, 12, 50, 51, 101, 104, 105, 108, 113, 127, 228, 229, 276, 999];

  it("never throws, whatever the bytes, and never reads beyond the captured ones", () => {
    const edited = fc
      .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }))
      .map(([sample, edits]) => {
        const bytes = sample.slice();
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        return bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 120 }), edited),
        fc.constantFrom(...linkTypes),
        fc.nat(2_000),
        (bytes, linkType, extra) => {
          const packet = dissect(bytes, linkType, bytes.length + extra);
          for (let depth = 0; depth < 5; depth += 1) {
            expect(packet.payloadStart).toBeLessThanOrEqual(packet.payloadEnd);
            expect(packet.payloadEnd).toBeLessThanOrEqual(bytes.length);
            expect(packet.payloadLength).toBeGreaterThanOrEqual(0);
            if (packet.inner === NO_TUNNEL) break;
            const { inner, innerAt } = packet;
            expect(innerAt).toBeLessThanOrEqual(bytes.length);
            packet.enterTunnel();
            dissectFrame(packet, innerAt, inner);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("gives up on endless tags and labels", () => {
    const tags = Array.from({ length: 2_000 }, () => [0, 1, 0x81, 0]).flat();
    expect(dissect(ethernet(0x8100, tags), 1).outcome).toBe(OUTCOME.malformed);
    expect(dissect(ethernet(0x8847, new Uint8Array(4_000)), 1).outcome).toBe(OUTCOME.malformed);
  });

  it.each([
    ["pseudowires", bytesOf(new Uint8Array(12), be16(0x8847), [0, 0, 1, 0], be32(0))],
    ["bridges", bytesOf(new Uint8Array(12), be16(0x6558))],
    ["bridged SNAP", bytesOf(new Uint8Array(12), be16(0x05dc), hex("aaaa030080c20007"), be16(0))],
  ])("gives up on a frame of 256 KB that is nothing but %s in each other, before its stack ends", (_name, layer) => {
    const bytes = bytesOf(...Array.from({ length: Math.floor(262_144 / layer.length) }, () => layer));
    expect(dissect(bytes, 1).reason).toBe("frames are carried in frames too many times");
  });
});
