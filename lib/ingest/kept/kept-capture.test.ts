import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PcapReader } from "@/lib/capture/pcap-reader";
import { keepSource } from "./keep-source";
import type { KeptRecord } from "./kept-format";
import { KeptReader } from "./kept-reader";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-capture-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Variant {
  readonly magic: number;
  readonly isLittleEndian: boolean;
  readonly headBytes: number;
}

const VARIANTS: readonly (readonly [string, Variant])[] = [
  ["microseconds", { magic: 0xa1b2c3d4, isLittleEndian: true, headBytes: 16 }],
  ["big-endian", { magic: 0xa1b2c3d4, isLittleEndian: false, headBytes: 16 }],
  ["nanoseconds", { magic: 0xa1b23c4d, isLittleEndian: true, headBytes: 16 }],
  ["longer record heads", { magic: 0xa1b2cd34, isLittleEndian: true, headBytes: 24 }],
];

/** The longest frames there are among short ones, some cut, with times that go back. */
const LENGTHS = [60, 262_144, 90, 262_143, 262_144, 1, 0, 200_000, 62_128, 262_144, 300];

function captureOf({ magic, isLittleEndian, headBytes }: Variant): Buffer {
  const words = (bytes: number, list: readonly number[]) => {
    const view = new DataView(new ArrayBuffer(bytes));
    for (const [at, word] of list.entries()) view.setUint32(at * 4, word, isLittleEndian);
    return Buffer.from(view.buffer);
  };
  const header = words(24, [magic, isLittleEndian ? 0x00040002 : 0x00020004, 0, 0, 262_144, 147]);
  const records = LENGTHS.map((length, at) => {
    const seconds = 1_700_000_000 + ((at * 7) % 5);
    const head = words(headBytes, [seconds, 1_000 * at, length, length + (at % 3) * 100]);
    return Buffer.concat([head, Buffer.alloc(length, at + 1)]);
  });
  return Buffer.concat([header, ...records]);
}

/** What the reader of captures says of the file, frame by frame. */
function framesOf(capture: Uint8Array): KeptRecord[] {
  const frames: KeptRecord[] = [];
  const reader = new PcapReader({
    frame: (bytes, start, end, trueLength, timeUs, kind) => {
      const position = frames.length + 1;
      const time = timeUs < 0 ? null : timeUs;
      frames.push({ position, timeUs: time, trueLength, kind, bytes: bytes.slice(start, end) });
    },
    brokenRecord: () => {},
    warning: () => {},
  });
  reader.push(new Uint8Array(capture));
  reader.finish();
  return frames;
}

async function kept(capture: Uint8Array): Promise<KeptReader> {
  const path = join(folder, "capture");
  const target = join(folder, "kept", "capture");
  writeFileSync(path, capture);
  await keepSource(
    { format: "pcap", observations: [], flows: [], approvals: [] },
    { path, target, mode: "whole", maxBytes: 1e9 },
  );
  return (await KeptReader.open(target)) as KeptReader;
}

/** Long bytes as their hash, which is compared sooner. */
const told = (record: KeptRecord | null) =>
  record && { ...record, bytes: createHash("sha256").update(record.bytes).digest("hex") };

it.each(VARIANTS)("all frames of a capture with %s are kept as its reader says them", async (_what, variant) => {
  const frames = framesOf(captureOf(variant));
  expect(frames).toHaveLength(LENGTHS.length);
  const reader = await kept(captureOf(variant));
  expect(reader.records).toBe(frames.length);
  for (const frame of frames) expect(told(await reader.record(frame.position))).toEqual(told(frame));
  expect(await reader.record(frames.length + 1)).toBeNull();

  const between: unknown[] = [];
  for await (const it of reader.between(0, Number.MAX_SAFE_INTEGER)) between.push(told(it));
  expect(between).toEqual(frames.map(told));
  const before: number[] = [];
  for await (const it of reader.before(6, 4)) before.push(it.position);
  expect(before).toEqual([5, 4, 3, 2]);
  await reader.close();
});

it("frames before the place where a capture is damaged are kept, and none behind it", async () => {
  const [, variant] = VARIANTS[0] as (typeof VARIANTS)[number];
  const whole = captureOf(variant);
  const damaged = Buffer.from(whole);
  const at = 24 + LENGTHS.slice(0, 5).reduce((sum, length) => sum + 16 + length, 0);
  damaged.writeUInt32LE(0x7fffffff, at + 8);
  const reader = await kept(damaged);
  expect(reader.records).toBe(5);
  expect(told(await reader.record(5))).toEqual(told(framesOf(whole)[4] as KeptRecord));
  expect(await reader.record(6)).toBeNull();
  await reader.close();
});
