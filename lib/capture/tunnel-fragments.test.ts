import { describe, expect, it } from "vitest";
import { be16, bytesOf, ethernet, ipv4, udp } from "@/lib/testing/frames";
import { dissectFrame } from "./dissect-link";
import { LINK_TYPE } from "./link-type";
import { Packet, TUNNEL_PIECE } from "./packet";
import { TunnelFragments } from "./tunnel-fragments";

const FRAME = ethernet(0x0800, ipv4(17, udp(40_000, 502, new Uint8Array(60).fill(7))));
const CUT_AT = 40;
const packet = new Packet();

interface Header {
  readonly number?: number;
  readonly port?: number;
  readonly flags?: number;
}

/** A datagram of CAPWAP's data channel with one piece of FRAME. */
function piece(from: number, to: number, { number = 7, port = 50_000, flags }: Header = {}): Uint8Array {
  const isLast = to === FRAME.length;
  const header = [0, 0x10, flags ?? 0, isLast ? 0xc0 : 0x80, ...be16(number), ...be16(from)];
  return ipv4(17, udp(port, 5_247, bytesOf(header, FRAME.subarray(from, to))));
}

function isWhole(fragments: TunnelFragments, bytes: Uint8Array, wireLength = bytes.length): boolean {
  packet.start(bytes, bytes.length, wireLength, 0, 1);
  dissectFrame(packet, 0, LINK_TYPE.raw);
  expect(packet.inner).toBe(TUNNEL_PIECE);
  return fragments.completes(packet);
}

const [FIRST, LAST] = [piece(0, CUT_AT), piece(CUT_AT, FRAME.length)];

describe("fragments of CAPWAP", () => {
  it.each([
    ["in order", [FIRST, LAST]],
    ["turned round", [LAST, FIRST]],
    ["one of them repeated", [LAST, LAST, FIRST]],
  ])("become the frame that was cut, %s", (_name, pieces) => {
    const fragments = new TunnelFragments(() => {});
    expect(pieces.map((it) => isWhole(fragments, it))).toEqual(pieces.map((_it, index) => index === pieces.length - 1));
    expect(packet.inner).toBe(LINK_TYPE.ethernet);
    expect(packet.bytes.subarray(packet.innerAt, packet.payloadEnd)).toEqual(FRAME);
    packet.enterTunnel();
    expect(packet.wireLength).toBe(FRAME.length);
  });

  it("say by the T bit that they are of an 802.11 frame", () => {
    const fragments = new TunnelFragments(() => {});
    isWhole(fragments, piece(0, CUT_AT, { flags: 1 }));
    expect(isWhole(fragments, piece(CUT_AT, FRAME.length, { flags: 1 }))).toBe(true);
    expect(packet.inner).toBe(LINK_TYPE.wifi);
  });

  it.each([
    ["another number", { number: 8 }],
    ["another port of the same address", { port: 50_001 }],
  ])("do not become one frame with %s", (_name, other) => {
    const fragments = new TunnelFragments(() => {});
    expect(isWhole(fragments, FIRST)).toBe(false);
    expect(isWhole(fragments, piece(CUT_AT, FRAME.length, other))).toBe(false);
  });

  it("that the capture cut give no frame, and are told of as lost", () => {
    let lost = 0;
    const fragments = new TunnelFragments(() => {
      lost += 1;
    });
    expect(isWhole(fragments, FIRST.subarray(0, FIRST.length - 4), FIRST.length)).toBe(false);
    expect(isWhole(fragments, LAST)).toBe(false);
    fragments.finish();
    expect(lost).toBe(1);
  });
});
