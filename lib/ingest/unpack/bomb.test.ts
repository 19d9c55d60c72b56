import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readSource } from "../read-source";

const PCAP_HEADER = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");

/** A gzip stream that would unpack to about a gigabyte of one repeated piece behind a genuine beginning. */
function bomb(start: string | Buffer, piece: string | Buffer): AsyncIterable<Uint8Array> {
  function* content(): Generator<Buffer> {
    yield Buffer.from(start);
    const block = Buffer.concat(Array.from({ length: Math.ceil(1_048_576 / piece.length) }, () => Buffer.from(piece)));
    for (let i = 0; i < 1_024; i += 1) yield block;
  }
  return Readable.from(content()).pipe(createGzip());
}

describe("bombs that look like what we read", () => {
  it.each<[string, string | Buffer, string | Buffer]>([
    ["a capture", PCAP_HEADER, Buffer.alloc(1_000)],
    ["a log", "#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.resp_h\tproto\n", "1.5\tC\t10.0.0.1\t10.0.0.2\ttcp\n"],
    ["a scan", "<nmaprun>", '<host><address addr="10.0.0.1" addrtype="ipv4"/></host>'],
    ["a list", "name,ip\n", "A,10.0.0.1\n"],
  ])("%s is refused with a sentence, in seconds and without filling the memory", async (_what, start, piece) => {
    const before = process.cpuUsage();
    const memory = process.memoryUsage().rss;
    await expect(readSource(bomb(start, piece), { fileName: "x.gz" })).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining("decompression bomb"),
    });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(300_000_000);
  });
});
