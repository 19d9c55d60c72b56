import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

/** One small genuine file of each text format; damage is done to these. */
const SEEDS: readonly string[] = [
  "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n1.5\tC1\t10.0.0.5\t1\t10.0.0.7\t502\ttcp\tmodbus\n1.6\tC2\t10.0.0.5\t2\t10.0.0.8\t80\ttcp\t-\n",
  '{"ts":1.5,"uid":"C1","id.orig_h":"10.0.0.5","id.orig_p":1,"id.resp_h":"10.0.0.7","id.resp_p":53,"proto":"udp","query":"a","qtype_name":"A","rcode":0}\n{"ts":1.6,"uid":"C2"}\n',
  '<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun start="1700000000"><host><status state="up" reason="reset"/><address addr="10.0.0.7" addrtype="ipv4"/><ports><port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/><service name="iso-tsap" method="probed"/><script id="s7-info" output="x"><elem key="Version">1</elem></script></port></ports></host></nmaprun>',
  'Name;IP;MAC;Zone\nPLC;10.0.0.5;00:1b:1b:00:00:01;Cell\n"HMI;2";10.0.0.6;;\n',
  '[\n{ "ip": "10.0.0.1", "timestamp": "1", "ports": [ {"port": 502, "proto": "tcp", "status": "open"} ] },\n]\n',
  '<NessusClientData_v2><Report><ReportHost name="10.0.0.7"><HostProperties><tag name="host-ip">10.0.0.7</tag></HostProperties><ReportItem port="445" svc_name="cifs" protocol="tcp"/></ReportHost></Report></NessusClientData_v2>',
  '{"timestamp":"2026-11-25T10:00:00.1+0000","event_type":"tls","src_ip":"10.0.0.5","src_port":1,"dest_ip":"10.0.0.7","dest_port":443,"proto":"TCP","tls":{"sni":"a","version":"TLS 1.2"}}\n{"timestamp":"2026-11-25T10:00:01.1+0000","event_type":"flow","src_ip":"10.0.0.5","dest_ip":"10.0.0.7","proto":"ICMP","flow":{"pkts_toserver":1}}\n',
  '[\n{\n "type" : "FLOW",\n "first" : "2026-11-25T10:00:00.1",\n "in_packets" : 1,\n "in_bytes" : 60,\n "proto" : 6,\n "src_port" : 1,\n "dst_port" : 502,\n "src4_addr" : "10.0.0.5",\n "dst4_addr" : "10.0.0.7"\n}\n]\n',
  "ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt\n2026-11-25 10:00:00,2026-11-25 10:00:01,1,10.0.0.5,10.0.0.7,1,502,TCP,S,1,60\nSummary\n",
  '{"index":{"_index":"packets-2026-11-25","_type":"doc"}}\n{"timestamp":"1","layers":{"frame":{"frame_frame_len":"60","frame_frame_protocols":"eth:ethertype:ip:tcp"},"eth":{"eth_eth_src":"00:1b:1b:00:00:05","eth_eth_dst":"00:1b:1b:00:00:07"},"ip":{"ip_ip_src":"10.0.0.5","ip_ip_dst":["10.0.0.7"]},"tcp":{"tcp_tcp_srcport":"1","tcp_tcp_dstport":"502"}}}\n',
  '[\n  {\n    "_index": "packets-2026-11-25",\n    "_type": "doc",\n    "_source": {\n      "layers": {\n        "frame": { "frame.len": "60", "frame.protocols": "eth:ethertype:ip:tcp" },\n        "eth": { "eth.src": "00:1b:1b:00:00:05", "eth.dst": "00:1b:1b:00:00:07" },\n        "ip": { "ip.src": "10.0.0.5", "ip.dst": "10.0.0.7" },\n        "tcp": { "tcp.srcport": "1", "tcp.dstport": "502" }\n      }\n    }\n  },\n  { "_index": "packets", "_source": { "layers": {} } }\n]\n',
  "#path\thart_ip_universal_commands\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tis_orig\tread_long_tag_response_long_tag\n1.5\tC1\t10.0.0.5\t1\t10.0.0.7\t5094\tF\tFT-101\n",
];

/** What text from the wire may hold that has broken other products. */
const NASTY = [
  "\u0000",
  "\u202e",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "\\x00\\xff",
  "'; DROP TABLE device; --",
  "\ud800",
  "€".repeat(500),
  '"',
  "\t",
  "\n",
];

/** A result that reconciles, or an error with a sentence for people: nothing else may come of any input. */
async function outcome(content: Uint8Array): Promise<void> {
  try {
    const { result } = await readContent(content, {}, 97);
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(JSON.stringify(result)).not.toMatch(/[\u0000\u202e]|\\u0000|\\u202e/);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message).toMatch(/^\S.{20,}\.$/s);
  }
}

describe("damaged and hostile files", () => {
  it.each(SEEDS.map((seed, at) => [at, seed] as const))(
    "seed %i, cut anywhere, gives what was whole or a sentence",
    async (_at, seed) => {
      const bytes = new TextEncoder().encode(seed);
      for (let length = 0; length <= bytes.length; length += 1) await outcome(bytes.subarray(0, length));
    },
  );

  it.each(SEEDS.map((seed, at) => [at, seed] as const))(
    "seed %i, with nasty text put anywhere, stays readable or is refused with a sentence",
    async (_at, seed) => {
      const edits = fc.array(fc.tuple(fc.nat(seed.length), fc.constantFrom(...NASTY)), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(edits, async (list) => {
          let text = seed;
          for (const [at, nasty] of list) text = text.slice(0, at) + nasty + text.slice(at);
          await outcome(new TextEncoder().encode(text));
        }),
        { numRuns: 150, seed: 7 },
      );
    },
  );

  it.each(SEEDS.map((seed, at) => [at, seed] as const))(
    "seed %i, with a name that every object has in place of any of its words, is read or refused with a sentence",
    async (_at, seed) => {
      for (const { 0: word, index } of seed.matchAll(/\w+/g)) {
        for (const name of ["constructor", "__proto__"]) {
          await outcome(new TextEncoder().encode(seed.slice(0, index) + name + seed.slice(index + word.length)));
        }
      }
    },
  );

  it("any bytes at all, packed or not, end in a result or a sentence", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.boolean(), async (bytes, isPacked) => {
        await outcome(isPacked ? gzipSync(bytes) : bytes);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it.each([
    ["1 MB host names", `Name;IP\n${"A".repeat(1_000_000)};10.0.0.1\n`],
    ["a log line of 20 MB", `#path\tconn\n#fields\tts\tuid\n${"x".repeat(20_000_000)}\n1\tC\n`],
    ["a million columns", `#path\tconn\n#fields\t${"a\t".repeat(1_000_000)}\n`],
    ["a scanner's lines of commas", `{"ip":"10.0.0.1","ports":[]}\n${`[{"a":1}${",".repeat(60_000)}x\n`.repeat(16)}`],
    ["characters that XML forbids", `<nmaprun><host>${"\u0001".repeat(3_000_000)}</host></nmaprun>`],
    ["text behind the broken end", `<nmaprun></x>${"x".repeat(3_000_000)}`],
    ["deeply nested JSON", `{"ts":1,"uid":"C1","x":${"[".repeat(500_000)}`],
    ["deeply nested packets of tshark", `[{"_index":"p","_source":{"layers":{"a":${'{"a":'.repeat(700_000)}`],
    ["a packet of tshark with a million fields", `{"timestamp":"1","layers":{"a":[${'{"b":1},'.repeat(400_000)}1]}}\n`],
    ["braces of packets that never begin", `[{"_index":"p","_source":{"layers":${"{    ".repeat(1_000_000)}`],
    ["a million attributes", `<nmaprun ${Array.from({ length: 300_000 }, (_, i) => `a${i}=""`).join(" ")}`],
    [
      "a million hosts of one table",
      `<nmaprun>${'<host><status state="up" reason="x"/></host>'.repeat(100_000)}</nmaprun>`,
    ],
  ])("%s take bounded time and memory", async (_what, content) => {
    const before = process.cpuUsage();
    await outcomeInLargeChunks(content);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(10_000);
  });
});

async function outcomeInLargeChunks(content: string): Promise<void> {
  try {
    const { result } = await readContent(content, {}, 65_536);
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(JSON.stringify(result.observations).length).toBeLessThan(1_000_000);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
