import { describe, expect, it } from "vitest";
import { be16, be32, bytesOf, ethernet, ipv4, ipv6, MAC_A, MAC_B, udp } from "@/lib/testing/frames";
import { dissectFrame } from "./dissect-link";
import { LINK_TYPE } from "./link-type";
import { NO_TUNNEL, OUTCOME, Packet } from "./packet";

const DATAGRAM = ipv4(17, udp(40_000, 502, [1, 2, 3]));
const DATAGRAM_6 = ipv6(17, udp(40_000, 502, [1, 2, 3]), "fe80:0:0:0:0:0:0:a", "fe80:0:0:0:0:0:0:b");
const FRAME = ethernet(0x0800, DATAGRAM, { from: MAC_B, to: MAC_A });
const NSH_TO_ETHERNET = [0x0f, 0xc6, 1, 3, 0, 0, 1, 255, ...new Uint8Array(16)];
const LABEL = be32((100 << 12) | 0x100 | 64);

function dissect(bytes: Uint8Array): Packet {
  const packet = new Packet();
  packet.start(bytes, bytes.length, bytes.length, 0, 1);
  dissectFrame(packet, 0, LINK_TYPE.raw);
  return packet;
}

const overUdp = (port: number, ...parts: readonly (Uint8Array | number[])[]) =>
  ipv4(17, udp(50_000, port, bytesOf(...parts)));
const overGre = (...parts: readonly (Uint8Array | number[])[]) => ipv4(47, bytesOf(...parts));

describe("tunnels", () => {
  it.each([
    ["IP in IP", ipv4(4, DATAGRAM)],
    ["6in4", ipv4(41, DATAGRAM_6)],
    ["VXLAN", overUdp(4_789, [8, 0, 0, 0], be32(7 << 8), FRAME)],
    ["VXLAN with a group's policy", overUdp(4_789, [0x88, 0, 0, 5], be32(7 << 8), FRAME)],
    ["TZSP", overUdp(37_008, [1, 0, 0, 1, 1], FRAME)],
    ["TZSP with tags", overUdp(37_008, [1, 1, 0, 1], [0, 10, 1, 40, 13, 3, 1, 1, 1, 1], FRAME)],
    ["EtherIP", ipv4(97, bytesOf([0x30, 0], FRAME))],
    ["VXLAN-GPE with IPv4", overUdp(4_790, [0x0c, 0, 0, 1], be32(7 << 8), DATAGRAM)],
    ["VXLAN-GPE with Ethernet", overUdp(4_790, [0x0c, 0, 0, 3], be32(7 << 8), FRAME)],
    ["VXLAN-GPE with a service chain", overUdp(4_790, [0x0c, 0, 0, 4], be32(7 << 8), NSH_TO_ETHERNET, FRAME)],
    ["VXLAN-GPE with labels", overUdp(4_790, [0x0c, 0, 0, 5], be32(7 << 8), LABEL, DATAGRAM)],
    ["GRE with a service chain", overGre(be16(0), be16(0x894f), NSH_TO_ETHERNET, FRAME)],
    ["L2TP version 3 over UDP", overUdp(1_701, be16(3), be16(0), be32(7), FRAME)],
    ["L2TP version 3 over IP", ipv4(115, bytesOf(be32(7), FRAME))],
    ["L2TP version 3 with a cookie and a sublayer", ipv4(115, bytesOf(be32(7), be32(1), be32(2), be32(0), FRAME))],
    ["Geneve with options", overUdp(6_081, [1, 0], be16(0x6558), be32(0), be32(0), FRAME)],
    ["Geneve with IP", overUdp(6_081, [0, 0], be16(0x0800), be32(0), DATAGRAM)],
    ["GTP-U", overUdp(2_152, [0x30, 255], be16(DATAGRAM.length), be32(7), DATAGRAM)],
    [
      "GTP-U with an extension header",
      overUdp(2_152, [0x34, 255], be16(DATAGRAM.length + 8), be32(7), [0, 0, 0, 0x85], [1, 0, 9, 0], DATAGRAM),
    ],
    ["L2TP", overUdp(1_701, be16(0x0002), be16(1), be16(1), [0xff, 3, 0, 0x21], DATAGRAM)],
    [
      "L2TP with length, sequence and offset",
      overUdp(1_701, be16(0x4a02), be16(0), be16(1), be16(1), be32(0), be16(2), [9, 9], [0, 0x21], DATAGRAM),
    ],
    ["Teredo", overUdp(3_544, DATAGRAM_6)],
    [
      "Teredo with authentication and origin",
      overUdp(3_544, [0, 1, 0, 0], be32(1), be32(2), [0], be32(0), be32(0), DATAGRAM_6),
    ],
    ["GRE with key and sequence", overGre(be16(0x3000), be16(0x0800), be32(1), be32(2), DATAGRAM)],
    ["GRE with Ethernet", overGre(be16(0), be16(0x6558), FRAME)],
    ["GRE with labels", overGre(be16(0), be16(0x8847), LABEL, DATAGRAM)],
    ["PPTP", overGre(be16(0x3001), be16(0x880b), be16(9), be16(1), be32(1), [0xff, 3, 0, 0x21], DATAGRAM)],
    ["ERSPAN II", overGre(be16(0x1000), be16(0x88be), be32(2), be32(0), be32(0), FRAME)],
  ])("the packet in %s is found", (_name, outer) => {
    const packet = dissect(outer);
    expect(packet.inner).not.toBe(NO_TUNNEL);
    const { inner, innerAt } = packet;
    packet.enterTunnel();
    dissectFrame(packet, innerAt, inner);
    expect(packet.outcome).toBe(OUTCOME.parsed);
    expect([packet.sourcePort, packet.destinationPort]).toEqual([40_000, 502]);
    expect([...packet.bytes.subarray(packet.payloadStart, packet.payloadEnd)]).toEqual([1, 2, 3]);
  });

  it.each([
    ["a GTP echo request", overUdp(2_152, [0x32, 1], be16(4), be32(0), be32(0))],
    [
      "GTP extension headers that lead outside",
      overUdp(2_152, [0x34, 255], be16(8), be32(7), [0, 0, 0, 0x85], [200, 0, 0, 0]),
    ],
    [
      "GTP extension headers without a length",
      overUdp(2_152, [0x34, 255], be16(8), be32(7), [0, 0, 0, 0x85], [0, 0, 0, 5]),
    ],
    ["an L2TP version 3 control message", ipv4(115, bytesOf(be32(0), be16(0xc803), be16(12), FRAME))],
    ["an L2TP session without Ethernet", ipv4(115, bytesOf(be32(7), new Uint8Array(40)))],
    [
      "a service chain that leads outside",
      overUdp(4_790, [0x0c, 0, 0, 4], be32(0), [0x0f, 0xff, 1, 3], be32(0), FRAME),
    ],
    ["an L2TP control message", overUdp(1_701, be16(0xc802), be16(12), be16(0), be16(0), be32(0))],
    ["PPP that sets up the link", overUdp(1_701, be16(0x0002), be16(1), be16(1), [0xff, 3, 0xc0, 0x21], be32(0))],
    ["TZSP that keeps the connection alive", overUdp(37_008, [1, 4, 0, 1, 1], FRAME)],
    ["TZSP whose tags lead outside", overUdp(37_008, [1, 0, 0, 1], [10, 200, 1], be32(0))],
    ["a Teredo bubble without a packet", overUdp(3_544, be32(0), be32(0))],
    ["other data at VXLAN's port", overUdp(4_789, be32(0xffffffff), be32(0), FRAME)],
  ])("%s stays a datagram of the outer hosts", (_name, outer) => {
    const packet = dissect(outer);
    expect(packet.inner).toBe(NO_TUNNEL);
    expect(packet.outcome).toBe(OUTCOME.parsed);
  });

  it("an authentication header in IPv4 hides neither ports nor payload", () => {
    const header = bytesOf([17, 4], be16(0), be32(1), be32(1), new Uint8Array(12));
    const packet = dissect(ipv4(51, bytesOf(header, udp(40_000, 502, [1, 2, 3]))));
    expect(packet).toMatchObject({ ipProtocol: 17, sourcePort: 40_000, destinationPort: 502, transportStart: 44 });
    expect([...packet.bytes.subarray(packet.payloadStart, packet.payloadEnd)]).toEqual([1, 2, 3]);
  });
});
