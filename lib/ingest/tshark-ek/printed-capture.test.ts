import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, tcp, udp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";
import { pcapHeader, pcapRecord } from "../kept/pcap-file";
import { splitterFor } from "../kept/record-splitter";

const FROM_US = 1_764_064_800_250_000;
const text = (value: string) => new TextEncoder().encode(value);
const toServer = (packet: Uint8Array, protocol = 6) => ethernet(0x0800, ipv4(protocol, packet));
const toClient = (packet: Uint8Array, protocol = 6) =>
  ethernet(0x0800, ipv4(protocol, packet, { from: IP_B, to: IP_A }), { from: MAC_B, to: MAC_A });
const FRAMES = [
  toServer(tcp(40_000, 22, [], { flags: "S", sequence: 0 })),
  toClient(tcp(22, 40_000, [], { flags: "SA", sequence: 0, acknowledgement: 1 })),
  toClient(tcp(22, 40_000, text("SSH-2.0-dropbear_2019.78\r\n"), { acknowledgement: 1 })),
  toServer(udp(50_001, 4_000, text("?? unknown")), 17),
  toClient(udp(4_000, 50_001, text("!! unknown")), 17),
];
const PROTOCOLS = ["tcp", "tcp", "tcp:ssh", "udp:lon_talk", "udp:lon_talk"];
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const captureOf = (frames: readonly Uint8Array[], linkType = 1) =>
  Buffer.concat([pcapHeader(linkType), ...frames.map((it, at) => pcapRecord(it, it.length, FROM_US + at))]);

/** What tshark prints of the fields that are read: ends, ports and protocols beside the bytes. */
function fieldsOf(frame: Uint8Array, at: number) {
  const view = new DataView(frame.buffer, frame.byteOffset);
  const ip = (start: number) => [...frame.subarray(start, start + 4)].join(".");
  const transport = frame[23] === 6 ? "tcp" : "udp";
  return {
    frame: {
      encap_type: "1",
      time_epoch: `1764064800.25000${at}000`,
      number: `${100 + at}`,
      len: `${frame.length}`,
      protocols: `eth:ethertype:ip:${PROTOCOLS[at]}`,
    },
    ip: { src: ip(26), dst: ip(30) },
    [transport]: { srcport: `${view.getUint16(34)}`, dstport: `${view.getUint16(36)}` },
  };
}

const named = (frame: Uint8Array, at: number, nameOf: (layer: string, field: string) => string) =>
  Object.fromEntries(
    Object.entries(fieldsOf(frame, at)).map(([layer, fields]) => [
      layer,
      Object.fromEntries(Object.entries(fields).map(([field, value]) => [nameOf(layer, field), value])),
    ]),
  );

const ekOf = (frame: Uint8Array, at: number) => {
  const layers = named(frame, at, (layer, field) => `${layer}_${layer}_${field}`);
  return `{"index":{}}\n${JSON.stringify({ timestamp: "1", layers: { frame_raw: hexOf(frame), ...layers } })}\n`;
};
const DAMAGED = '{"index":{}}\n{"timestamp":"1","layers":{\n';
const rawOf = (frame: Uint8Array) => [hexOf(frame), 0, frame.length, 0, 1];
const listed = (layers: Record<string, unknown>) => ({ _index: "packets", _type: "doc", _source: { layers } });
const jsonOf = (frame: Uint8Array, at: number) =>
  listed({ frame_raw: rawOf(frame), ...named(frame, at, (layer, field) => `${layer}.${field}`) });
/** `-T jsonraw`: no values; of equal keys, as a tunnel's, the last one counts. */
const jsonRawOf = (frame: Uint8Array) =>
  listed({ frame_raw: rawOf(frame), frame: {}, eth_raw: ["0102", 50, 2, 0, 1], eth: {} });

const seenIn = ({ flows, observations }: DiscoveryResult) => ({ flows, observations });
const protocolsOf = ({ flows }: DiscoveryResult) => [...flows].map((it) => [it.port, it.protocol, it.evidence]);
/** What Wireshark names and we do not decode is named; all else is as the capture says. */
const withName = ({ flows, observations }: DiscoveryResult) => {
  const isNamed = ({ port }: { port: number | null }) => port === 4_000;
  return {
    flows: [...flows].map((it) => (isNamed(it) ? { ...it, protocol: "lon-talk", evidence: "payload" } : it)),
    observations: observations.map((it) =>
      it.kind === "service" && isNamed(it)
        ? { ...it, protocol: "lon-talk", service: "lon-talk", evidence: "payload" }
        : it,
    ),
  };
};

describe("packets of tshark with their bytes", () => {
  it.each([
    ["-T ek -x", FRAMES.map(ekOf).join("")],
    ["-T json -x", JSON.stringify(FRAMES.map(jsonOf), null, 2)],
  ])("say through %s what the capture says, and Wireshark's word where ours have none", async (_what, content) => {
    const capture = (await readContent(captureOf(FRAMES))).result;
    expect(protocolsOf(capture)).toEqual([
      [22, "ssh", "payload"],
      [4_000, "unknown", "port-only"],
    ]);
    const { result } = await readContent(content);
    expect(result).toMatchObject({ linkTypes: ["ethernet"], ledger: { records: 5, parsed: 5 } });
    expect(seenIn(result)).toEqual(withName(capture));
  });

  it("say through -T jsonraw what the capture says, without times", async () => {
    const capture = (await readContent(captureOf(FRAMES))).result;
    const { result } = await readContent(JSON.stringify(FRAMES.map(jsonRawOf)));
    expect(protocolsOf(result)).toEqual(protocolsOf(capture));
    expect(result).toMatchObject({ firstSeenUs: null, ledger: { records: 5, parsed: 5 } });
  });

  it("take no name for what is decoded here, nor one of two", async () => {
    const [, , , request = new Uint8Array(), answer = new Uint8Array()] = FRAMES;
    const namesOf = async (first: string, second: string) => {
      const lines = [ekOf(request, 3).replace("lon_talk", first), ekOf(answer, 4).replace("lon_talk", second)];
      return protocolsOf((await readContent(lines.join(""))).result)[0]?.[1];
    };
    expect(await namesOf("mbtcp", "mbtcp")).toBe("unknown");
    expect(await namesOf("capwap.data", "capwap.data")).toBe("unknown");
    expect(await namesOf("rtps", "lon_talk")).toBe("unknown");
    expect(await namesOf("rtps", "rtps")).toBe("rtps");
  });

  it("are kept as frames, at the place that cites them, damaged records before and between them counted", async () => {
    const [first = "", ...others] = FRAMES.map(ekOf);
    const noBytes = first.replace(/"frame_raw":"\w+"/, '"frame_raw":"0g"');
    const content = `${DAMAGED}${first}{"x"}\n${noBytes}${others.join("")}{"cut`;
    const { result } = await readContent(content);
    expect(result.ledger).toMatchObject({ records: 9, parsed: 5, malformed: 3, truncated: 1 });
    const kept: unknown[][] = [];
    const splitter = splitterFor(result.format, (position, kind, timeUs, trueLength, bytes, start, end) =>
      kept.push([position, kind, timeUs, trueLength, hexOf(bytes.subarray(start, end))]),
    );
    splitter?.push(text(content));
    splitter?.finish();
    expect(kept.map(([position, kind]) => [position, kind])).toEqual([
      [1, 0xffff],
      [2, 1],
      [3, 0xffff],
      [4, 0xffff],
      ...[5, 6, 7, 8].map((position) => [position, 1]),
      [9, 0xffff],
    ]);
    const ssh = result.observations.find((it) => it.kind === "service" && it.product !== null);
    const banner = FRAMES[2] as Uint8Array;
    expect(ssh?.position).toBe(2);
    expect(kept[5]).toEqual([6, 1, FROM_US + 2, banner.length, hexOf(banner)]);
  });

  it("are read as dissected where the first packet has no bytes, or is of a link that is not read", async () => {
    for (const change of [/"frame_raw":"\w+",/, /"frame_frame_encap_type":"1"/]) {
      const content = FRAMES.map((it, at) =>
        ekOf(it, at).replace(change, change.source.includes("raw") ? "" : '"frame_frame_encap_type":"104"'),
      ).join("");
      const { result } = await readContent(content);
      expect(result).toMatchObject({ linkTypes: [], ledger: { records: 5, parsed: 5 } });
    }
  });

  it("are read behind any number of damaged records", async () => {
    for (const faults of [1_000, 1_002]) {
      const { result } = await readContent(
        `${DAMAGED}${'{"x"}\n'.repeat(faults - 1)}${FRAMES.map(ekOf).join("")}`,
        {},
        9_999,
      );
      expect(result.ledger).toMatchObject({ records: faults + 5, parsed: 5, malformed: faults });
      expect(result.linkTypes).toEqual(faults === 1_000 ? ["ethernet"] : []);
    }
  });
});

function hasTshark(): boolean {
  try {
    execFileSync("tshark", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.info("tests on tshark's own output are skipped: tshark is not installed");
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), "sightglass-tshark-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasTshark())("what tshark itself prints of a capture", () => {
  const bare = FRAMES.map((it) => it.subarray(14));
  const cooked = (head: readonly number[]) => bare.map((it) => Uint8Array.from([...head, ...it]));
  it.each([
    ["ethernet", 1, FRAMES],
    ["raw-ip", 101, bare],
    ["null", 0, cooked([2, 0, 0, 0])],
    ["ppp", 9, cooked([0xff, 3, 0, 0x21])],
    ["linux-sll", 113, cooked([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 10, 0, 0, 8, 0])],
    ["linux-sll2", 276, cooked([8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 10, 0, 0])],
  ])(
    "of %s gives the same flows and devices",
    async (name, linkType, frames) => {
      const path = join(folder, `${name}.pcap`);
      const capture = captureOf(frames, linkType);
      writeFileSync(path, capture);
      const expected = (await readContent(capture)).result;
      expect(expected).toMatchObject({ linkTypes: [name], ledger: { records: 5, parsed: 5 } });
      for (const args of [
        ["-T", "ek", "-x"],
        ["-T", "json", "-x"],
      ]) {
        const printed = execFileSync("tshark", ["-n", "-r", path, ...args], { stdio: ["ignore", "pipe", "ignore"] });
        const { result } = await readContent(printed, {}, 997);
        expect(result.linkTypes).toEqual([name]);
        expect(seenIn(result)).toEqual(seenIn(expected));
      }
      const printed = execFileSync("tshark", ["-n", "-r", path, "-T", "jsonraw"], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const { result } = await readContent(printed, {}, 997);
      expect(protocolsOf(result)).toEqual(protocolsOf(expected));
    },
    120_000,
  );
});
