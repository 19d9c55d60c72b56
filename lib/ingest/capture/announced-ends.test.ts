import { describe, expect, it } from "vitest";
import { DECODERS } from "@/lib/protocols/registry";
import { ethernet, IP_A, IP_B, ipv4, pcap, tcp, udp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";
import { AnnouncedEnds } from "./announced-ends";
import { DecoderIndex } from "./decoder-index";

const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const fromA = (port: number, to: number, payload: readonly number[]) =>
  ethernet(0x0800, ipv4(17, udp(port, to, payload)));
const fromB = (port: number, to: number, payload: readonly number[]) =>
  ethernet(0x0800, ipv4(17, udp(port, to, payload), { from: IP_B, to: IP_A }));

const REQUEST = [0, 1, ...bytesOf("boot.bin"), 0, ...bytesOf("octet"), 0];
const DATA = [0, 3, 0, 1, 1, 2, 3, 4, 5];
const ACKNOWLEDGEMENT = [0, 4, 0, 1];
const VOICE = [0x80, 0, 0, 1, 0, 0, 0, 0xa0, 1, 2, 3, 4, 0xff, 0xff];

async function read(frames: readonly Uint8Array[]) {
  const { result } = await readContent(pcap(frames));
  const services = result.observations.filter((it) => it.kind === "service");
  const flows = [...result.flows].map(({ initiator, port, protocol, evidence }) => [
    initiator.ip,
    port,
    protocol,
    evidence,
  ]);
  return { flows, services };
}

describe("a connection whose port another one announced", () => {
  it("has that one's protocol and direction, and is no service of its port", async () => {
    const { flows, services } = await read([
      fromA(50_069, 69, REQUEST),
      fromB(51_111, 50_069, DATA),
      fromA(50_069, 51_111, ACKNOWLEDGEMENT),
    ]);
    expect(flows).toContainEqual([IP_A, 51_111, "tftp", "payload"]);
    expect(services.map((it) => it.kind === "service" && it.port)).not.toContain(51_111);
  });

  it("is nothing special where nobody announced it", async () => {
    const { flows } = await read([fromB(51_111, 50_069, DATA), fromA(50_069, 51_111, ACKNOWLEDGEMENT)]);
    expect(flows.map(([, , protocol]) => protocol)).toEqual(["unknown"]);
  });

  it("is what its bytes say where they are certain of something else, or do not fit", async () => {
    const call = `INVITE sip:b SIP/2.0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nc=IN IP4 ${IP_B}\r\nm=audio 40002 RTP/AVP 0\r\nm=audio 40004 RTP/AVP 0\r\nm=audio 40008 RTP/AVP 0\r\n`;
    const stun = [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, ...Array.from({ length: 12 }, () => 7)];
    const { flows } = await read([
      fromA(5060, 5060, bytesOf(call)),
      fromA(41_000, 40_002, VOICE),
      fromA(41_001, 40_004, stun),
      fromA(41_003, 40_008, [1, 2, 3, 4]),
      fromA(41_002, 40_006, VOICE),
    ]);
    const protocols = Object.fromEntries(flows.map(([, port, protocol]) => [`${port} ${protocol}`, true]));
    expect(Object.keys(protocols).sort()).toEqual([
      "40002 rtp",
      "40004 stun",
      "40006 unknown",
      "40008 unknown",
      "5060 sip",
    ]);
  });

  it("is a file of the session that named the port", async () => {
    const reply = bytesOf(
      "227 Entering Passive Mode (10,0,0,2,200,10)\r\n".replace("10,0,0,2", IP_B.replaceAll(".", ",")),
    );
    const segment = (payload: readonly number[], from: number, to: number, isB: boolean) =>
      ethernet(0x0800, ipv4(6, tcp(from, to, payload), isB ? { from: IP_B, to: IP_A } : {}));
    const { flows } = await read([
      segment(bytesOf("220 FTP ready\r\n"), 21, 45_000, true),
      segment(bytesOf("227 ignored"), 45_001, 51_210, false),
      ethernet(0x0800, ipv4(6, tcp(21, 45_002, bytesOf("220 FTP ready\r\n").concat(reply)), { from: IP_B, to: IP_A })),
      segment([9, 9, 9, 9], 45_003, 51_210, false),
    ]);
    expect(flows.filter(([, port]) => port === 51_210).map(([, , protocol]) => protocol)).toContain("ftp-data");
  });
});

describe("what was announced", () => {
  const index = new DecoderIndex(DECODERS);
  const announcement = (port: number) => ({ layer: "udp" as const, ip: IP_A, port, protocol: "rtp" });
  const at = (ends: AnnouncedEnds, port: number, timeUs = 0) => ends.at({ layer: "udp", ip: IP_A, port, timeUs });

  it("is forgotten after some minutes, and the oldest first when there is too much of it", () => {
    const ends = new AnnouncedEnds(index);
    for (let port = 1; port <= 10_000; port += 1) ends.add(announcement(port), 0);
    expect(at(ends, 1)).toBeNull();
    expect(at(ends, 10_000)?.decoder.name).toBe("rtp");
    expect(at(ends, 10_000, 3_600_000_000)).toBeNull();
    const kept = Array.from({ length: 10_000 }, (_, port) => at(ends, port + 1)).filter(Boolean);
    expect(kept).toHaveLength(4_096);
  });

  it("names a decoder, or is nothing", () => {
    const ends = new AnnouncedEnds(index);
    ends.add({ ...announcement(9), protocol: "constructor" }, 0);
    expect(ends.isEmpty).toBe(true);
  });
});
