/** Captures of one link type put behind each other, as often as needed: real material of any size, without other tools. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { PcapWriter } from "./pcap-writer.mjs";

const ETHERNET = 1;

/**
 * @param {readonly string[]} paths pcap or pcapng, also gzipped; files of another link type than Ethernet are left out
 * @param {string} target
 * @param {number} minPackets the files are repeated until so many packets are written; later rounds come later in time
 * @returns {{ files: number, packets: number, bytes: number, rounds: number }}
 */
export function mergeCaptures(paths, target, minPackets) {
  const files = paths.map(readFrames).filter((frames) => frames.length > 0);
  const perRound = files.reduce((sum, frames) => sum + frames.length, 0);
  if (perRound === 0) throw new Error("None of the captures holds Ethernet packets.");
  const fd = openSync(target, "w");
  const writer = new PcapWriter((bytes) => writeSync(fd, bytes));
  let packets = 0;
  let rounds = 0;
  let seconds = 1_600_000_000;
  for (; packets < minPackets; rounds += 1) {
    for (const frames of files) {
      const first = frames[0].seconds;
      let last = 0;
      for (const { bytes, wireLength, seconds: at, microseconds } of frames) {
        const since = Math.max(0, Math.min(at - first, 86_400));
        last = Math.max(last, since);
        writer.frame(bytes, seconds + since, microseconds, wireLength);
      }
      packets += frames.length;
      seconds += last + 1;
    }
  }
  const bytes = writer.finish();
  closeSync(fd);
  return { files: files.length, packets, bytes, rounds };
}

/** Ethernet frames of one capture; what is damaged ends the reading. */
function readFrames(path) {
  const packed = readFileSync(path);
  const file = packed[0] === 0x1f && packed[1] === 0x8b ? gunzipSync(packed) : packed;
  if (file.length < 24) return [];
  return file.readUInt32BE(0) === 0x0a0d0d0a ? readPcapng(file) : readPcap(file);
}

function readPcap(file) {
  const magic = file.readUInt32LE(0);
  const isLittle = magic === 0xa1b2c3d4 || magic === 0xa1b23c4d;
  const swapped = file.readUInt32BE(0);
  if (!isLittle && swapped !== 0xa1b2c3d4 && swapped !== 0xa1b23c4d) return [];
  const perMicrosecond = (isLittle ? magic : swapped) === 0xa1b23c4d ? 1_000 : 1;
  const u32 = (at) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at));
  if ((u32(20) & 0xffff) !== ETHERNET) return [];
  const frames = [];
  for (let at = 24; at + 16 <= file.length; ) {
    const length = u32(at + 8);
    if (length > 262_144 || at + 16 + length > file.length) break;
    frames.push({
      bytes: file.subarray(at + 16, at + 16 + length),
      wireLength: u32(at + 12),
      seconds: u32(at),
      microseconds: Math.floor(u32(at + 4) / perMicrosecond),
    });
    at += 16 + length;
  }
  return frames;
}

/** Little-endian sections, microseconds; enough for the files that the corpus holds. */
function readPcapng(file) {
  const frames = [];
  const linkTypes = [];
  if (file.readUInt32LE(8) !== 0x1a2b3c4d) return [];
  for (let at = 0; at + 12 <= file.length; ) {
    const type = file.readUInt32LE(at);
    const length = file.readUInt32LE(at + 4);
    if (length < 12 || length % 4 !== 0 || at + length > file.length) break;
    if (type === 0x0a0d0d0a) linkTypes.length = 0;
    if (type === 1) linkTypes.push(file.readUInt16LE(at + 8));
    if (type === 6 && linkTypes[file.readUInt32LE(at + 8)] === ETHERNET) {
      const time = file.readUInt32LE(at + 12) * 4_294_967_296 + file.readUInt32LE(at + 16);
      const captured = file.readUInt32LE(at + 20);
      if (captured > length - 32) break;
      frames.push({
        bytes: file.subarray(at + 28, at + 28 + captured),
        wireLength: file.readUInt32LE(at + 24),
        seconds: Math.floor(time / 1_000_000) % 4_294_967_296,
        microseconds: time % 1_000_000,
      });
    }
    at += length;
  }
  return frames;
}
