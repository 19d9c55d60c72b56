import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { resolveSources } from "@/lib/domain/identity/resolve-sources";
import { textReader } from "@/lib/fingerprints/text-reader";
import { readSourceFile } from "@/lib/ingest/read-source";
import { macVendor } from "@/lib/reference/mac-vendor";
import { simulate } from "@/lib/simulator/simulate";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { buildPreview } from "./build-preview";
import { capturesAmong } from "./captures-among";
import { readCapture } from "./read-capture";
import { readCaptures } from "./read-captures";

const fileOf = (bytes: Uint8Array, name: string) => new File([Uint8Array.from(bytes)], name);
const tables = { macVendor, readText: textReader() };
const NO_PROGRESS = () => {};

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** RFC 8878: a frame with a window of 128 KiB and no checksum, whose blocks are stored or one byte repeated. */
const ZSTD_HEAD = Buffer.from("28b52ffd0038", "hex");
const MAX_BLOCK_BYTES = 131_072;
const RAW = 0;
const REPEATED = 1;

function zstdBlock(type: number, size: number, content: Uint8Array, isLast = false): Buffer {
  const head = Buffer.alloc(3);
  head.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
  return Buffer.concat([head, content]);
}

function zstdOf(bytes: Uint8Array): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += MAX_BLOCK_BYTES) {
    const piece = bytes.subarray(at, at + MAX_BLOCK_BYTES);
    blocks.push(zstdBlock(RAW, piece.length, piece, at + MAX_BLOCK_BYTES >= bytes.length));
  }
  return Buffer.concat([ZSTD_HEAD, ...blocks]);
}

describe("a preview", () => {
  it("reads what an import reads, packed or not, and says how far it is", async () => {
    const captures = simulate(11)
      .files.filter((it) => /\.pcap(ng)?$/.test(it.path))
      .slice(0, 3);
    expect(captures.length).toBe(3);
    const { readSource } = await import("@/lib/ingest/read-source");
    for (const { path: name, bytes } of captures) {
      const { result } = await readSource(once(bytes), { fileName: name });
      let fraction = 0;
      const here = await readCapture(fileOf(bytes, name), (it) => {
        fraction = it.fraction;
      });
      expect(here).toEqual(result);
      expect(fraction).toBe(1);
      expect(await readCapture(fileOf(gzipSync(bytes), `${name}.gz`), NO_PROGRESS)).toEqual(result);
      expect(await readCapture(fileOf(zstdOf(bytes), `${name}.zst`), NO_PROGRESS)).toEqual(result);
    }
  });

  it("keeps what a cut gzip file still holds, and refuses what is no capture", async () => {
    const [capture] = simulate(11).files.filter((it) => it.path.endsWith(".pcap"));
    const packed = gzipSync(capture?.bytes as Uint8Array);
    const cut = await readCapture(fileOf(packed.subarray(0, packed.length / 2), "x.pcap.gz"), NO_PROGRESS);
    expect(cut.records).toBeGreaterThan(0);
    expect(cut.warnings[0]).toContain("gzip");
    await expect(readCapture(fileOf(Buffer.from("ip,mac\n"), "x.csv"), NO_PROGRESS)).rejects.toMatchObject({
      code: "unsupported-format",
    });
    const list = fileOf(Buffer.from("ip,mac\n"), "x.csv");
    const bare = fileOf(capture?.bytes as Uint8Array, "without-ending");
    expect(await capturesAmong([list, bare, fileOf(packed, "x.pcap.gz"), fileOf(packed, "x.log.gz")])).toHaveLength(2);
    const zstd = zstdOf(capture?.bytes as Uint8Array);
    expect(await capturesAmong([fileOf(zstd, "x.pcapng.zst"), fileOf(zstd, "x.log.zst"), list])).toHaveLength(1);
    const half = await readCapture(fileOf(zstd.subarray(0, zstd.length - 1_000), "x.pcap.zst"), NO_PROGRESS);
    expect(half.records).toBeGreaterThan(0);
    expect(half.warnings[0]).toContain("Zstandard file is cut off");
  });

  it("shows the other captures when one cannot be previewed, and names that one", async () => {
    const [capture] = simulate(11).files.filter((it) => it.path.endsWith(".pcap"));
    const good = fileOf(capture?.bytes as Uint8Array, "good.pcap");
    const notOne = fileOf(gzipSync(Buffer.alloc(1000)), "zeros.pcap.gz");
    const said: string[] = [];
    const { read, unread } = await readCaptures([notOne, good], ({ name, fraction }) =>
      said.push(`${name} ${fraction}`),
    );
    expect(unread).toEqual([{ name: "zeros.pcap.gz", sentence: expect.stringContaining("is no capture") }]);
    expect(read.map(({ file }) => file)).toEqual(["good.pcap"]);
    expect(said.at(-1)).toBe("good.pcap 1");
    const preview = buildPreview(read, tables, unread);
    expect(preview.unread).toEqual(unread);
    expect(preview.deviceCount).toBeGreaterThan(0);
  });

  it("stops a bomb", async () => {
    const bomb = gzipSync(
      Buffer.concat([
        Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex"),
        Buffer.alloc(64 * 1024 ** 2),
      ]),
    );
    await expect(readCapture(fileOf(bomb, "x.pcap.gz"), NO_PROGRESS)).rejects.toMatchObject({ code: "too-large" });
    const head = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");
    const zeros = Array.from({ length: 512 }, () => zstdBlock(REPEATED, MAX_BLOCK_BYTES, Buffer.of(0)));
    const blocks = [zstdBlock(RAW, head.length, head), ...zeros, zstdBlock(RAW, 0, Buffer.alloc(0), true)];
    const other = fileOf(Buffer.concat([ZSTD_HEAD, ...blocks]), "x.pcap.zst");
    await expect(readCapture(other, NO_PROGRESS)).rejects.toMatchObject({ code: "too-large" });
  });
});

/** Small ones, so that this stays quick. Skips where the corpus is absent. */
it.skipIf(!hasCorpus)("of real captures shows the devices and flows that inspect finds", async () => {
  const names = corpusFiles("captures")
    .filter((it) => /\.pcap(ng)?(\.gz)?$/.test(it) && statSync(corpusPath("captures", it)).size < 200_000)
    .slice(0, 12);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const path = corpusPath("captures", name);
    const { result, fileSha256 } = await readSourceFile(path);
    const inventory = resolveSources([{ file: name, sha256: fileSha256, result }], tables);
    const here = await readCapture(fileOf(readFileSync(path), name), NO_PROGRESS);
    const preview = buildPreview([{ file: name, sha256: "0".repeat(64), result: here }], tables);
    expect(preview.devices.map((it) => it.id)).toEqual(inventory.devices.map((it) => it.id));
    expect(preview.flowCount).toBe(result.flows.length);
    expect(preview.protocols.reduce((sum, it) => sum + it.packets, 0)).toBe(
      [...result.flows].reduce((sum, it) => sum + it.packets, 0),
    );
    expect(here.ledger).toEqual(result.ledger);
  }
});
