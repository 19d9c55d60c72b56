import { describe, expect, it } from "vitest";
import { ipText, macText } from "@/lib/domain/address-text";
import { arp, bytesOf, ethernet, hex, IP_A, IP_B, ipv6, ipv6Bytes, MAC_A } from "@/lib/testing/frames";
import { dissectFrame } from "./dissect-link";
import { Neighbour } from "./neighbour";
import { Packet } from "./packet";

function read(frame: Uint8Array, protocol: "arp" | "nd") {
  const packet = new Packet();
  packet.start(frame, frame.length, frame.length, 0, 1);
  dissectFrame(packet, 0, 1);
  const neighbour = new Neighbour();
  const isRead = protocol === "arp" ? neighbour.readArp(packet) : neighbour.readNeighbourDiscovery(packet);
  const ip = (words: Int32Array) => ipText(words[0], words[1], words[2], words[3]);
  return {
    isRead,
    role: neighbour.role,
    owner: ip(neighbour.owner),
    other: ip(neighbour.other),
    mac: macText(neighbour.macHigh, neighbour.macLow),
    states: neighbour.statesBinding,
    isRouter: neighbour.isRouter,
  };
}

const ALL_NODES = "ff02:0:0:0:0:0:0:1";
const HOST = "fe80:0:0:0:0:0:0:a";
const PEER = "fe80:0:0:0:0:0:0:b";
const icmp = (body: Uint8Array, from = HOST, hopLimit = 255) =>
  ethernet(0x86dd, ipv6(58, body, from, ALL_NODES, hopLimit));
const option = (type: number) => bytesOf([type, 1], hex("02000000000a"));

describe("ARP", () => {
  it("states who sends", () => {
    expect(read(arp(1), "arp")).toMatchObject({
      isRead: true,
      role: 1,
      owner: IP_A,
      other: IP_B,
      mac: MAC_A,
      states: true,
    });
  });

  it("of a probe (sender 0.0.0.0) states nothing", () => {
    expect(read(arp(1, { senderIp: "0.0.0.0" }), "arp")).toMatchObject({ isRead: true, states: false });
  });

  it("with a group or empty sender MAC states nothing", () => {
    const forged = arp(2);
    forged[22] = 0xff;
    expect(read(forged, "arp").states).toBe(false);
    expect(read(arp(2, { senderMac: "00:00:00:00:00:00" }), "arp").states).toBe(false);
  });

  it("for other networks is not read", () => {
    const other = arp(1);
    other[15] = 6;
    expect(read(other, "arp").isRead).toBe(false);
    expect(read(arp(1).slice(0, 30), "arp").isRead).toBe(false);
  });
});

describe("neighbour discovery", () => {
  it("takes the source option of a solicitation for the sender", () => {
    const body = bytesOf([135, 0, 0, 0, 0, 0, 0, 0], ipv6Bytes(PEER), option(1));
    expect(read(icmp(body), "nd")).toMatchObject({
      role: 1,
      owner: "fe80::a",
      other: "fe80::b",
      mac: MAC_A,
      states: true,
    });
  });

  it("states nothing in a duplicate-address probe (sender ::)", () => {
    const body = bytesOf([135, 0, 0, 0, 0, 0, 0, 0], ipv6Bytes(PEER), option(1));
    expect(read(icmp(body, "0:0:0:0:0:0:0:0"), "nd").states).toBe(false);
  });

  it("takes the target option of an advertisement for the target", () => {
    const body = bytesOf([136, 0, 0, 0, 0x60, 0, 0, 0], ipv6Bytes(PEER), option(2));
    expect(read(icmp(body), "nd")).toMatchObject({ role: 2, owner: "fe80::b", mac: MAC_A, states: true });
    const withoutOption = bytesOf([136, 0, 0, 0, 0x60, 0, 0, 0], ipv6Bytes(PEER));
    expect(read(icmp(withoutOption), "nd").states).toBe(false);
  });

  it("knows routers by their advertisements", () => {
    const body = bytesOf([134, 0, 0, 0, 64, 0, 0, 0], new Uint8Array(8), option(1));
    expect(read(icmp(body), "nd")).toMatchObject({ isRouter: true, owner: "fe80::a", states: true });
  });

  it("does not believe packets that came through a router", () => {
    const body = bytesOf([136, 0, 0, 0, 0x60, 0, 0, 0], ipv6Bytes(PEER), option(2));
    expect(read(icmp(body, HOST, 254), "nd").isRead).toBe(false);
  });
});
