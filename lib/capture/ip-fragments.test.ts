import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { be16, be32, bytesOf, ipv4, ipv6 } from "@/lib/testing/frames";
import { dissectFrame } from "./dissect-link";
import { IpFragments, type LostDatagram } from "./ip-fragments";
import { Packet } from "./packet";

const packet = new Packet();
const lost: LostDatagram[] = [];
beforeEach(() => {
  lost.length = 0;
});
function add(fragments: IpFragments, bytes: Uint8Array) {
  packet.start(bytes, bytes.length, bytes.length, 0, 1);
  dissectFrame(packet, 0, 101);
  expect(packet.isFragment).toBe(true);
  return fragments.add(packet);
}

const PAYLOAD = Uint8Array.from({ length: 70 }, (_, index) => index);
const piece = (from: number, to: number, id = 7) =>
  ipv4(17, PAYLOAD.subarray(from, to), { id, offset: from, more: to < PAYLOAD.length });
const PIECES = [piece(0, 24), piece(24, 40), piece(40, 64), piece(64, 70)];

describe("IP fragments", () => {
  it("become whole in any order, with repeats, and count their packets", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 2], { minLength: 6 }), (order) => {
        const fragments = new IpFragments((datagram) => lost.push(datagram));
        const seen = new Set<number>();
        for (const index of order) {
          const whole = add(fragments, PIECES[index]);
          seen.add(index);
          if (seen.size < 4) {
            expect(whole).toBeNull();
            continue;
          }
          expect([...(whole?.payload ?? [])]).toEqual([...PAYLOAD]);
          expect(whole?.packets).toBeGreaterThanOrEqual(4);
          return;
        }
      }),
    );
  });

  it("of IPv6 become whole too", () => {
    const fragments = new IpFragments((datagram) => lost.push(datagram));
    const v6 = (from: number, to: number, more: number) =>
      ipv6(
        44,
        bytesOf([17, 0], be16(from | more), be32(9), PAYLOAD.subarray(from, to)),
        "fe80:0:0:0:0:0:0:a",
        "fe80:0:0:0:0:0:0:b",
      );
    expect(add(fragments, v6(0, 64, 1))).toBeNull();
    expect([...(add(fragments, v6(64, 70, 0))?.payload ?? [])]).toEqual([...PAYLOAD]);
  });

  it("that contradict each other about the end never become whole", () => {
    const last = (from: number, to: number) =>
      ipv4(17, PAYLOAD.subarray(from, to), { id: 7, offset: from, more: false });
    for (const order of [
      [piece(40, 64), last(24, 40), piece(0, 24)],
      [piece(24, 40), last(40, 64), piece(64, 70), piece(0, 24)],
      [last(24, 40), piece(40, 64), piece(0, 24)],
    ]) {
      const fragments = new IpFragments((datagram) => lost.push(datagram));
      for (const bytes of order) expect(add(fragments, bytes)).toBeNull();
    }
  });

  it("that overlap never become whole: they hide one packet in another", () => {
    const fragments = new IpFragments((datagram) => lost.push(datagram));
    add(fragments, piece(0, 24));
    add(fragments, ipv4(17, PAYLOAD.subarray(16, 40), { id: 7, offset: 16, more: true }));
    expect(add(fragments, piece(40, 70))).toBeNull();
    expect(add(fragments, piece(24, 40))).toBeNull();
  });

  it("in a flood of unfinished datagrams give up the oldest, and memory stays bounded", () => {
    const fragments = new IpFragments((datagram) => lost.push(datagram));
    for (let id = 0; id < 20_000; id += 1)
      add(fragments, ipv4(17, PAYLOAD.subarray(0, 24), { id, from: `10.1.${id >> 8}.1`, more: true }));
    expect(lost).toHaveLength(20_000 - 1_024);
    expect(lost[0]).toMatchObject({ packets: 1, wireBytes: 44, ipProtocol: 17 });
    add(fragments, piece(0, 24, 60_000));
    expect(add(fragments, piece(24, 70, 60_000))).not.toBeNull();
  });

  it("that stay unfinished are named at the end, with their ports when the first piece came", () => {
    const fragments = new IpFragments((datagram) => lost.push(datagram));
    add(fragments, piece(24, 40));
    add(fragments, piece(0, 24));
    add(fragments, piece(24, 40, 8));
    fragments.finish();
    expect(lost.map((it) => [it.packets, it.head?.length ?? null])).toEqual([
      [2, 20],
      [1, null],
    ]);
  });
});
