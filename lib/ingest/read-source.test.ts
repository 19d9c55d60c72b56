import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

const LOG = [
  "#separator \\x09",
  "#path\tconn",
  "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state",
  "1700000000.000001\tC1\t10.0.0.5\t1025\t10.0.0.7\t502\ttcp\tmodbus\t1.5\t10\t20\tSF",
  "",
].join("\n");

const NFDUMP_LINES = `Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets    Bytes Flows
2026-11-25 10:00:00.250     0.750 TCP           10.0.0.5:50001 ->         10.0.0.7:502          6      400     1
2026-11-25 10:00:00.251     0.750 TCP           10.0.0.7:502   ->         10.0.0.5:50001        5      380     1
Summary: total flows: 2, total bytes: 780, total packets: 11, avg bps: 8320, avg pps: 14, avg bpp: 70
`;
const NFDUMP_LONG = NFDUMP_LINES.replace("   Packets", "   Flags Tos  Packets").replaceAll(
  /(:\d+ {3,})(?=\d+ +\d{3} )/g,
  "$1...AP.SF   0 ",
);
const NFDUMP_PIPE = `2|1795600800|250|1795600801|0|6|0|0|0|167772165|50001|0|0|0|167772167|502|0|0|0|0|27|0|6|400
2|1795600800|251|1795600801|0|6|0|0|0|167772167|502|0|0|0|167772165|50001|0|0|0|0|27|0|5|380
`;

const sha256 = (content: string) => createHash("sha256").update(content).digest("hex");

const LIST = "ip,mac,name\n10.0.0.7,00:10:db:00:00:07,PLC 7\n10.0.0.8,00:10:db:00:00:08,PLC 8\n";

/** One file as tar writes it; older ones left the signature out. */
function tarOf(content: string, signature = "ustar\x0000"): Uint8Array {
  const header = Buffer.alloc(512);
  const fields: readonly [number, string][] = [
    [0, "plant/list.csv"],
    [100, "0000644"],
    [124, content.length.toString(8).padStart(11, "0")],
    [148, " ".repeat(8)],
    [156, "0"],
    [257, signature],
  ];
  for (const [at, text] of fields) header.write(text, at, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body, Buffer.alloc(1024)]);
}

describe("readSource", () => {
  it("hashes the unpacked content, so that packing changes nothing", async () => {
    const plain = await readContent(LOG);
    const packed = await readContent(gzipSync(LOG));
    expect(plain.fileSha256).toBe(sha256(LOG));
    expect(packed).toEqual(plain);
  });

  it("gives the same result whatever the chunks are", async () => {
    const whole = await readContent(LOG, {}, 1_000_000);
    expect(await readContent(LOG, {}, 1)).toEqual(whole);
  });

  it.each<[string, Buffer]>([
    ["with its mark, as PowerShell writes it", Buffer.from(`\ufeff${LOG}`, "utf16le")],
    ["without a mark", Buffer.from(LOG, "utf16le")],
    ["in the other order of bytes", Buffer.from(`\ufeff${LOG}`, "utf16le").swap16()],
    ["cut within a character", Buffer.from(`\ufeff${LOG}`, "utf16le").subarray(0, -1)],
  ])("reads a log in UTF-16 %s", async (_form, wide) => {
    const { result } = await readContent(LOG);
    const { result: ofWide, fileSha256 } = await readContent(wide);
    expect(result.flows).toHaveLength(1);
    expect([...ofWide.flows]).toEqual([...result.flows]);
    expect(ofWide.bytes).toBe(wide.length);
    expect(fileSha256).toBe(createHash("sha256").update(wide).digest("hex"));
  });

  it("reads the whole of a long log in UTF-16, packed or not", async () => {
    const long = LOG + `${LOG.split("\n")[3]}\n`.repeat(2_000);
    const wide = Buffer.from(`\ufeff${long}`, "utf16le");
    const { result } = await readContent(long, {}, 4_099);
    expect(result.ledger.parsed).toBe(2_001);
    for (const content of [wide, gzipSync(wide)]) {
      expect((await readContent(content, {}, 4_099)).result.flows).toEqual(result.flows);
    }
  });

  it("goes by content, not by name", async () => {
    const { result } = await readContent(LOG, { fileName: "plant.pcap" });
    expect(result.format).toBe("zeek conn");
  });

  it("tells how far it is, in bytes of the file as it came", async () => {
    const seen: number[] = [];
    const packed = gzipSync(LOG);
    await readContent(packed, { onProgress: ({ bytesIn }) => seen.push(bytesIn) });
    expect(seen.at(-1)).toBe(packed.length);
  });

  it("says once that all was read, also of a file shorter than what it is recognised by", async () => {
    for (const content of [LOG, LOG.repeat(2_000)]) {
      const seen: (number | "end")[] = [];
      await readContent(content, { onProgress: ({ bytesIn }) => seen.push(bytesIn), onEnd: () => seen.push("end") });
      expect(seen.slice(-2)).toEqual([content.length, "end"]);
      expect(seen.indexOf("end")).toBe(seen.length - 1);
    }
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const reading = readContent(LOG.repeat(1_000), {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("stopped")),
    });
    await expect(reading).rejects.toThrow("stopped");
  });

  it("keeps the readable part of a cut-off archive and warns", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) =>
      LOG.split("\n")[3]
        ?.replace("1025", String(i))
        .replace("C1", `C${(i * 7_919) % 10_007}`),
    ).join("\n");
    const packed = gzipSync(`${LOG}${lines}\n`);
    const { result } = await readContent(packed.subarray(0, packed.length - 500), {}, 4_096);
    expect(result.warnings).toEqual([expect.stringContaining("cut off")]);
    expect(result.ledger.parsed).toBeGreaterThan(1_000);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["an empty file", "", /^The file is empty\./],
    ["zeros", new Uint8Array(5_000), /only zeros/],
    ["an archive in an archive", gzipSync(gzipSync(LOG)), /packed file inside a packed file/],
    [
      "a bomb of many layers",
      gzipSync(gzipSync(gzipSync(Buffer.alloc(1_000_000)))),
      /packed file inside a packed file/,
    ],
    ["a ZIP archive or Excel workbook", "PK\x03\x04rest", /ZIP archive.*Excel/],
    ["a list in a tar archive", tarOf(LIST), /tar archive/],
    ["a list in a tar archive of the old kind, packed", gzipSync(tarOf(LIST, "")), /tar archive/],
    ["a list in a ZIP archive that does not pack", `PK\x03\x04\x0a\0\0\0list.csv\n${LIST}`, /ZIP archive/],
    ["lines of a log in a tar archive", tarOf(LOG), /tar archive/],
    ["a web page", "<!DOCTYPE html>\n<html><body>Sign in</body></html>", /web page/],
    ["a web page after XML", '<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x"></html>', /web page/],
    // A search that tries every way to pair the marks would not end.
    ["comments that open and close and open", "<!----><!--L\t".repeat(200), /XML file/],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n",
      /Git LFS pointer.*git lfs pull/,
    ],
    ["a PDF", "%PDF-1.7\n", /PDF/],
    ["a program", "\x7fELF\x02\x01", /program/],
    [
      "a bill of materials",
      '{"bomFormat": "CycloneDX", "specVersion": "1.4"}',
      /bill of materials.*Vulnerabilities › SBOM/,
    ],
    ["a bill of materials by lines", "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n", /bill of materials.*› SBOM/],
    ["an advisory", '{"document": {"category": "csaf_vex", "csaf_version": "2.0"}}', /advisory.*› Knowledge/],
    ["a statement of exploitability", '{"@context": "https://openvex.dev/ns/v0.2.0"}', /exploitability.*› Knowledge/],
    ["a CVE record", '{"dataType": "CVE_RECORD", "dataVersion": "5.1"}', /CVE record.*› Knowledge/],
    ["a bundle of knowledge", "SIGHTGLASS-BUNDLE/1\n\0\x01\x02", /bundle of knowledge.*› Knowledge/],
    ["tshark's XML", '<?xml version="1.0"?>\n<!-- find pdml2html.xsl -->\n<pdml version="0">', /PDML.*-T ek/],
    [
      "tshark's fields",
      "frame.number\tip.src\tip.dst\n1\t10.0.0.5\t10.0.0.7\n2\t10.0.0.7\t10.0.0.5\n",
      /-T fields.*-T ek/,
    ],
    [
      "Wireshark's list of packets",
      '"No.","Time","Source","Destination","Protocol","Length","Info"\n"1","0.0","10.0.0.5","10.0.0.7","TCP","66","Query"\n',
      /Wireshark's list of packets.*capture itself/,
    ],
    [
      "tshark's fields without titles",
      "1\t10.0.0.5\t10.0.0.7\tTCP\n2\t10.0.0.7\t10.0.0.5\tTCP\n".repeat(3),
      /text, but no list of devices/,
    ],
    ["tshark's fields in quotes", '"ip.src","eth.src"\n"10.0.0.5","02:00:00:00:00:05"\n', /-T fields.*-T ek/],
    ["other XML", "<?xml version='1.0'?><catalog/>", /XML file, but not the result of a scanner/],
    [
      "an answer of NetBox's GraphQL",
      '{"data": {"device_list": [{"name": "PLC", "device_type": {"model": "S7"}, "role": {"name": "PLC"}}]}}',
      /NetBox's GraphQL.*\/api\/dcim\/devices/,
    ],
    [
      "a search engine's answer",
      JSON.stringify({ took: 3, hits: { total: 1, hits: [{ _source: { event_type: "flow" } }] } }, null, 2),
      /search engine's answer.*jq -c/,
    ],
    [
      "Suricata's records that Elastic rearranged",
      '{"source": {"ip": "10.0.0.5"}, "suricata": {"eve": {"event_type": "flow", "flow_id": 1}}}\n',
      /Elastic has rearranged.*eve\.json/,
    ],
    ["nfdump's table", NFDUMP_LINES, /nfdump's table.*-o csv or -o json/],
    [
      "nfdump's table without its titles",
      NFDUMP_LINES.split("\n").slice(1, 3).join("\n"),
      /nfdump's table.*-o csv or -o json/,
    ],
    ["nfdump's long table", NFDUMP_LONG, /nfdump's table.*-o csv or -o json/],
    [
      "nfdump's table without its titles",
      "2026-11-25 10:00:00.837     00:00:00.000 ICMP      10.0.0.5:0     ->      10.0.0.7:8.0          1       60     1\n",
      /nfdump's table for people.*-o csv or -o json/,
    ],
    [
      "nfdump's table of NAT",
      "2026-11-25 10:00:00.000 INVALID  Ignore TCP      10.0.0.5:50001     ->      10.0.0.7:502    0.0.0.0:0\n",
      /nfdump's table for people/,
    ],
    [
      "argus' table",
      "         StartTime      Flgs  Proto            SrcAddr  Sport   Dir            DstAddr  Dport\n",
      /argus' table for people.*ra -n -c ,/,
    ],
    ["nfdump's lines for machines", NFDUMP_PIPE, /-o pipe.*-o csv or -o json/],
    ["other JSON", '{"level":"info","msg":"started"}', /JSON, but neither/],
    ["prose", "Dear colleagues\nthe capture follows tomorrow\n", /text, but no list of devices/],
    ["noise", new Uint8Array(4_096).map((_, i) => (i * 167 + 13) % 256), /no format that is known/],
    ["nmap's text without a host", "# Nmap 7.93 scan initiated\n# Nmap done\n", /text output without a report/],
  ])("says what %s is and what to do", async (_what, content, sentence) => {
    const error = await readContent(content, {}, 1_009).catch((it: unknown) => it);
    expect(error).toMatchObject({ code: "unsupported-format", message: expect.stringMatching(sentence) });
  });
});
