import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { ethernet, ipv4, le16, le32, tcp, udp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";
import { readSource } from "../read-source";
import { describeRecord, textOf } from "./describe-record";
import { findInStream } from "./find-in-stream";
import { isOfFlow, packetOf, tupleOf } from "./frame-tuple";
import { keepSource } from "./keep-source";
import { KeepWhileReading } from "./keep-while-reading";
import { DEFLATED_MAGIC, ENTRY_BYTES, type KeptRecord, TAIL_BYTES, writeEntry } from "./kept-format";
import { KeptReader } from "./kept-reader";
import { pcapHeader, pcapRecord } from "./pcap-file";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-kept-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FRAMES = 4_000;
const frameOf = (number: number) =>
  ethernet(
    0x0800,
    ipv4(17, udp(1_000 + (number % 7), 502, [number & 255, number >>> 8, ...Array(200).fill(number % 251)])),
  );
const timeOf = (number: number) => 1_700_000_000_000_000 + number * 1_000;

function pcapOf(frames: readonly Uint8Array[]): Buffer {
  return Buffer.concat([pcapHeader(1), ...frames.map((it, at) => pcapRecord(it, it.length, timeOf(at + 1)))]);
}

function pcapngOf(frames: readonly Uint8Array[]): Buffer {
  const block = (type: number, body: number[]) => {
    const padded = [...body, ...Array((4 - (body.length % 4)) % 4).fill(0)];
    return Buffer.from([...le32(type), ...le32(padded.length + 12), ...padded, ...le32(padded.length + 12)]);
  };
  const packet = (bytes: Uint8Array, at: number) => {
    const time = timeOf(at + 1);
    const high = Math.floor(time / 4_294_967_296);
    return block(6, [
      ...le32(0),
      ...le32(high),
      ...le32(time % 4_294_967_296),
      ...le32(bytes.length),
      ...le32(bytes.length),
      ...bytes,
    ]);
  };
  const section = block(0x0a0d0d0a, [...le32(0x1a2b3c4d), ...le16(1), ...le16(0), ...Array(8).fill(255)]);
  return Buffer.concat([section, block(1, [...le16(1), 0, 0, ...le32(0)]), ...frames.map(packet)]);
}

interface Source {
  readonly format: string;
  readonly bytes: Uint8Array | string;
  readonly mode?: Exclude<KeepMode, "none">;
  readonly cited?: readonly number[];
  readonly maxBytes?: number;
}

let files = 0;
async function keep({ format, bytes, mode = "whole", cited = [], maxBytes = 1e9 }: Source) {
  files += 1;
  const path = join(folder, `${files}.source`);
  const target = join(folder, `${files}`, "kept");
  writeFileSync(path, bytes);
  const flows = cited.map((position) => ({ position })) as never;
  const summary = await keepSource(
    { format, observations: [], flows, approvals: [] },
    { path, target, mode, maxBytes },
  );
  return { summary, target };
}

async function open(target: string): Promise<KeptReader> {
  const reader = await KeptReader.open(target);
  if (!reader) throw new Error("nothing is kept");
  return reader;
}

const copy = (record: KeptRecord | null) => record && { ...record, bytes: Uint8Array.from(record.bytes) };

describe("a kept capture", () => {
  const frames = Array.from({ length: FRAMES }, (_, at) => frameOf(at + 1));
  it.each([
    ["pcap", "pcap", pcapOf(frames)],
    ["pcap in gzip", "pcap", gzipSync(pcapOf(frames))],
    ["pcapng", "pcapng", pcapngOf(frames)],
    ["pcapng in gzip", "pcapng", gzipSync(pcapngOf(frames))],
  ])("opens any frame of a %s as it was, with its time", async (_what, format, bytes) => {
    const { summary, target } = await keep({ format, bytes });
    expect(summary).toMatchObject({ mode: "whole", remark: null, records: FRAMES });
    expect(summary.bytes).toBe(readFileSync(target).length);
    const reader = await open(target);
    for (const position of [1, 2, 1_207, 2_000, FRAMES]) {
      const record = copy(await reader.record(position));
      expect(record).toMatchObject({ position, timeUs: timeOf(position), kind: 1, bytes: frames[position - 1] });
    }
    expect(await reader.record(FRAMES + 1)).toBeNull();
    await reader.close();
  });

  it.each([
    ["pcap", pcapOf(frames)],
    ["pcapng", pcapngOf(frames)],
  ])("is the same file when a %s is drafted while it is read", async (format, bytes) => {
    const { summary, target } = await keep({ format, bytes });
    const path = join(folder, "drafts", `${format}.part`);
    const drafted = new KeepWhileReading({ path, maxBytes: 1e9 });
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
    }
    const plain = await readSource(pieces(), { fileName: "a" });
    expect(await readSource(pieces(), { fileName: "a", keeper: drafted })).toEqual(plain);
    const kept = drafted.keep(join(folder, `drafted-${format}`, "kept"));
    expect(kept).toEqual({ records: summary.records, bytes: summary.bytes });
    expect(readFileSync(join(folder, `drafted-${format}`, "kept"))).toEqual(readFileSync(target));
    expect(readdirSync(join(folder, "drafts"))).toEqual([]);
  });

  it("leaves no draft behind that is not wanted, or has no room", () => {
    const draft = (maxBytes: number) => {
      const drafted = new KeepWhileReading({ path: join(folder, "unwanted", "a.part"), maxBytes });
      for (const [at, frame] of frames.entries()) {
        drafted.onFrame(at + 1, 1, timeOf(at + 1), frame.length, frame, 0, frame.length);
      }
      return drafted;
    };
    draft(1e9).abandon();
    expect(draft(2_000).keep(join(folder, "unwanted", "kept"))).toBeNull();
    expect(readdirSync(join(folder, "unwanted"))).toEqual([]);
  });

  it("keeps only what is cited when that is asked for", async () => {
    const { summary, target } = await keep({
      format: "pcap",
      bytes: pcapOf(frames),
      mode: "cited",
      cited: [9, 3, 3_999, 9],
    });
    expect(summary).toMatchObject({ mode: "cited", records: 3 });
    const reader = await open(target);
    expect(copy(await reader.record(9))?.bytes).toEqual(frames[8]);
    expect(await reader.record(10)).toBeNull();
    await reader.close();
  });

  it("falls back to what is cited where all of it has no room, and says so", async () => {
    const { summary } = await keep({ format: "pcap", bytes: pcapOf(frames), cited: [7], maxBytes: 2_000 });
    expect(summary).toMatchObject({ mode: "cited", records: 1, remark: expect.stringContaining("larger") });
  });

  it("leaves nothing behind where not even that has room", async () => {
    const { summary, target } = await keep({ format: "pcap", bytes: pcapOf(frames), cited: [7], maxBytes: 40 });
    expect(summary).toMatchObject({ mode: "none", records: 0, bytes: 0 });
    expect(readdirSync(join(target, ".."))).toEqual([]);
  });

  it("gives the frames of one flow, both directions and no other", async () => {
    const answers = frames
      .slice(0, 20)
      .map((frame, at) =>
        at % 2 ? ethernet(0x0800, ipv4(17, udp(502, 1_003, [1]), { from: "10.0.0.11", to: "10.0.0.10" })) : frame,
      );
    const { target } = await keep({ format: "pcap", bytes: pcapOf(answers) });
    const reader = await open(target);
    const seed = packetOf((await reader.record(3)) as KeptRecord);
    const tuple = seed && tupleOf(seed);
    if (!tuple) throw new Error("no tuple");
    const found: number[] = [];
    for await (const record of reader.between(0, Number.MAX_SAFE_INTEGER)) {
      const packet = packetOf(record);
      const other = packet && tupleOf(packet);
      if (other && isOfFlow(other, { tuple, servicePort: null })) found.push(record.position);
    }
    // Frames 3 and 17 go from port 1003; all even ones are answers to it.
    expect(found).toEqual([2, 3, 4, 6, 8, 10, 12, 14, 16, 17, 18, 20]);
    await reader.close();
  });

  it("passes over blocks outside the time span", async () => {
    const { target } = await keep({ format: "pcap", bytes: pcapOf(frames) });
    const reader = await open(target);
    let seen = 0;
    for await (const _ of reader.between(timeOf(10), timeOf(12))) seen += 1;
    expect(seen).toBeGreaterThan(2);
    expect(seen).toBeLessThan(FRAMES / 2);
    await reader.close();
  });

  it("finds a value over several segments and marks each part in its frame", async () => {
    const text = "SIMATIC S7-1500 CPU 1516";
    const [a, b] = [text.slice(0, 9), text.slice(9)];
    const segment = (payload: string, sequence: number) =>
      ethernet(0x0800, ipv4(6, tcp(102, 4_000, new TextEncoder().encode(payload), { sequence })));
    const other = ethernet(0x0800, ipv4(6, tcp(103, 4_000, new TextEncoder().encode("noise"), { sequence: 5 })));
    const { target } = await keep({
      format: "pcap",
      bytes: pcapOf([segment(`xx${a}`, 100), other, segment(`${b}yy`, 111)]),
    });
    const reader = await open(target);
    const cited = packetOf((await reader.record(3)) as KeptRecord);
    const pieces = cited ? await findInStream(reader, 3, cited, text) : [];
    expect(pieces.map((it) => it.position)).toEqual([1, 3]);
    // Ethernet 14, IPv4 20, TCP 20.
    expect(pieces[0]?.marks[0]).toMatchObject({ start: 56, end: 65 });
    expect(pieces[1]?.marks[0]).toMatchObject({ start: 54, end: 54 + b.length });
    await reader.close();
  });

  it("opens what was kept when blocks were still deflated", async () => {
    const frame = frameOf(1);
    const record = new Uint8Array([
      ...le32(1),
      ...le32(0),
      ...le32(0),
      ...le32(frame.length),
      1,
      0,
      ...le32(frame.length),
    ]);
    const packed = deflateRawSync(Buffer.concat([record, frame]));
    const entry = new Uint8Array(ENTRY_BYTES);
    writeEntry(new DataView(entry.buffer), 0, {
      firstPosition: 1,
      lastPosition: 1,
      offset: DEFLATED_MAGIC.length,
      packedBytes: packed.length,
      unpackedBytes: record.length + frame.length,
      firstUs: 0,
      lastUs: 0,
    });
    const tail = new Uint8Array(TAIL_BYTES);
    const view = new DataView(tail.buffer);
    view.setFloat64(0, DEFLATED_MAGIC.length + packed.length, true);
    view.setUint32(8, 1, true);
    view.setFloat64(12, 1, true);
    tail.set(Buffer.from(DEFLATED_MAGIC), 20);
    const target = join(folder, "deflated");
    writeFileSync(target, Buffer.concat([Buffer.from(DEFLATED_MAGIC), packed, entry, tail]));
    const reader = await open(target);
    expect(copy(await reader.record(1))).toMatchObject({ position: 1, timeUs: 0, kind: 1, bytes: frame });
    await reader.close();
  });

  it("says that a damaged kept file is damaged", async () => {
    const { target } = await keep({ format: "pcap", bytes: pcapOf(frames.slice(0, 5)) });
    writeFileSync(target, readFileSync(target).subarray(0, -3));
    await expect(KeptReader.open(target)).rejects.toMatchObject({ code: "damaged-file" });
  });
});

describe("a kept text", () => {
  it("opens the line that a citation counts", async () => {
    const { target } = await keep({ format: "zeek conn", bytes: "#fields\ta\r\none\n\nthree ä\nlast" });
    const reader = await open(target);
    const lines = await Promise.all([1, 2, 3, 4, 5].map(async (at) => textOf((await reader.record(at)) as KeptRecord)));
    expect(lines).toEqual(["#fields\ta", "one", "", "three ä", "last"]);
    expect(await reader.record(6)).toBeNull();
    await reader.close();
  });

  it("opens lines of a list in UTF-16 and of one in a Windows code page", async () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Name;IP\r\nPümpe;10.0.0.1\r\n", "utf16le")]);
    const narrow = Buffer.from("Name;IP\nP\u00fcmpe;10.0.0.1\n", "latin1");
    for (const bytes of [wide, narrow]) {
      const { target } = await keep({ format: "csv", bytes });
      const reader = await open(target);
      expect(textOf((await reader.record(2)) as KeptRecord)).toBe("Pümpe;10.0.0.1");
      await reader.close();
    }
  });

  it("opens the host of a scan in UTF-16", async () => {
    const { target } = await keep({
      format: "nmap-xml",
      bytes: Buffer.from('\ufeff<nmaprun><host a="1"><x/></host></nmaprun>', "utf16le"),
    });
    const reader = await open(target);
    expect(textOf((await reader.record(1)) as KeptRecord)).toBe('<host a="1"><x/></host>');
    await reader.close();
  });

  it("opens the host of a scan, and takes no hint for one", async () => {
    const scan =
      '<nmaprun>\n<hosthint><address addr="9.9.9.9"/></hosthint><host a="1"><address addr="10.0.0.1"/><hostnames/></host>\n<host><x/></host></nmaprun>';
    const { summary, target } = await keep({ format: "nmap-xml", bytes: scan });
    expect(summary.records).toBe(2);
    const reader = await open(target);
    expect(textOf((await reader.record(1)) as KeptRecord)).toBe(
      '<host a="1"><address addr="10.0.0.1"/><hostnames/></host>',
    );
    expect(textOf((await reader.record(2)) as KeptRecord)).toBe("<host><x/></host>");
    await reader.close();
  });

  it("opens the hosts of a scan that was appended to one that was broken off", async () => {
    const scan =
      '<?xml version="1.0"?>\n<nmaprun><host a="1"><x/>\n<?xml version="1.0"?>\n<nmaprun><host a="2"></host></nmaprun>';
    const { summary, target } = await keep({ format: "nmap-xml", bytes: scan });
    expect(summary.records).toBe(2);
    const reader = await open(target);
    expect(textOf((await reader.record(2)) as KeptRecord)).toBe('<host a="2"></host>');
    await reader.close();
  });
});

describe("kept packets of tshark", () => {
  // As a display filter leaves them: Wireshark's frame numbers are none of the file's own.
  const NAMES = [
    [1_203, "switch-1"],
    [1_207, "switch-2"],
    [1_301, "switch-3"],
  ] as const;
  const macOf = (number: number) => `00:1b:1b:00:00:0${number % 100}`;
  const ek = NAMES.map(([number, name]) => {
    const frame = {
      frame_frame_number: `${number}`,
      frame_frame_len: "60",
      frame_frame_protocols: "eth:ethertype:lldp",
    };
    const eth = { eth_eth_src: macOf(number), eth_eth_dst: "01:80:c2:00:00:0e" };
    return JSON.stringify({ timestamp: "1", layers: { frame, eth, lldp: { lldp_lldp_tlv_system_name: name } } });
  });
  const json = NAMES.map(([number, name]) => {
    const frame = { "frame.number": `${number}`, "frame.len": "60", "frame.protocols": "eth:ethertype:lldp" };
    const eth = { "eth.src": macOf(number), "eth.dst": "01:80:c2:00:00:0e" };
    const layers = { frame, eth, lldp: { "System Name": { "lldp.tlv.system.name": name } } };
    return { _index: "packets", _type: "doc", _source: { layers } };
  });
  const printed = (indent: number) => json.map((it) => JSON.stringify(it, null, indent));
  const INDEX = '{"index":{"_index":"packets","_type":"doc"}}';

  it.each([
    ["lines", `${INDEX}\n${ek[0]}\r\n${INDEX}\n{"damaged\n\n${INDEX}\n${ek[1]}\n${INDEX}\n${ek[2]}`, ek],
    ["a list", `[\n${printed(2)[0]},\n{"_index": 7,\n  ${printed(2)[1]},\n${printed(2)[2]}\n]\n`, printed(2)],
    ["a list on one line", `[${printed(0)[0]},{"_index":"x,${printed(0)[1]},${printed(0)[2]}]`, printed(0)],
  ])("in %s: what cites a packet opens the text of that packet", async (_what, content, texts) => {
    const { result } = await readContent(content);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 3, malformed: 1 });
    expect(result.ledger.reasons[0]?.firstPosition).toBe(2);
    const said = result.observations.flatMap((it) =>
      it.kind === "identity" ? [[it.value, it.position] as const] : [],
    );
    expect(said.map(([value]) => value)).toEqual(NAMES.map(([, name]) => name));
    const { summary, target } = await keep({ format: result.format, bytes: content });
    expect(summary.records).toBe(4);
    const reader = await open(target);
    for (const [at, [, position]] of said.entries()) {
      expect(textOf((await reader.record(position)) as KeptRecord)).toBe(texts[at]);
    }
    await reader.close();
  });
});

describe("a frame for people", () => {
  it("is told layer by layer with the bytes of every field", () => {
    const bytes = ethernet(0x8100, [
      0x20,
      0x0a,
      8,
      0,
      ...ipv4(
        6,
        tcp(50_000, 80, new TextEncoder().encode("GET /x HTTP/1.1\r\nHost: plc.example\r\n\r\n"), { sequence: 7 }),
      ),
    ]);
    const { layers, protocol } = describeRecord({
      position: 1,
      timeUs: null,
      trueLength: bytes.length,
      kind: 1,
      bytes,
    });
    expect(layers.map((it) => it.name)).toEqual(["Ethernet", "VLAN", "IPv4", "TCP", "HTTP"]);
    expect(protocol).toBe("http");
    const field = (layer: number, label: string) => layers[layer]?.fields.find((it) => it.label === label);
    expect(field(1, "Id")).toMatchObject({ value: "10", start: 14, end: 16 });
    expect(field(2, "From")).toMatchObject({ value: "10.0.0.10", start: 30, end: 34 });
    expect(field(3, "From port")).toMatchObject({ value: "50000", start: 38, end: 40 });
    expect(layers[4]).toMatchObject({ start: 58, end: bytes.length });
  });

  it("never fails on any cut or random bytes of any link type", () => {
    const whole = frameOf(1);
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    };
    for (const kind of [0, 1, 9, 12, 51, 101, 104, 105, 108, 113, 127, 228, 229, 276, 999]) {
      for (let length = 0; length <= whole.length; length += 1) {
        const cut = whole.slice(0, length);
        describeRecord({ position: 1, timeUs: null, trueLength: whole.length, kind, bytes: cut });
      }
      for (let round = 0; round < 200; round += 1) {
        const bytes = Uint8Array.from({ length: random() % 120 }, () => random() & 255);
        const { layers } = describeRecord({ position: 1, timeUs: null, trueLength: bytes.length, kind, bytes });
        for (const layer of layers) expect(layer.end).toBeGreaterThanOrEqual(layer.start);
      }
    }
  });
});
