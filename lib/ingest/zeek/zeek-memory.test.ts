import { expect, it } from "vitest";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { DEFAULT_IMPORT_LIMITS } from "../define-importer";
import { ZeekParser } from "./zeek-parser";

const HEAD =
  "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n";
const CHUNKS = 64;
const CHUNK_BYTES = 262_144;

it("what is kept of a log does not keep the pieces that it was read in", () => {
  const parser = new ZeekParser({ fileName: "conn.log", limits: DEFAULT_IMPORT_LIMITS });
  parser.push(Buffer.from(HEAD));
  const before = liveHeapBytes();
  for (let i = 1; i <= CHUNKS; i += 1) {
    const line = `1700000000.0\tC${i}\t2001:db8:0:${i}:1:2:3:4\t1025\t2001:db8::1\t502\ttcp\tunheard-of-protocol-${i}\n`;
    parser.push(Buffer.from(`#${"x".repeat(CHUNK_BYTES)}\n${line}`));
  }
  const grown = liveHeapBytes() - before;
  expect(parser.finish().flows).toHaveLength(CHUNKS);
  expect(grown).toBeLessThan((CHUNKS * CHUNK_BYTES) / 4);
});
