/** Captures that no plant makes and an attacker may: each grows one thing without bound. Deterministic. */
import { closeSync, openSync, writeSync } from "node:fs";
import { PcapWriter } from "./pcap-writer.mjs";

/** By name: what each frame is. */
export const EXTREMES = {
  hosts: { title: "every packet from another host", frame: fromNewHost },
  flows: { title: "every packet of another connection", frame: ofNewFlow },
  answered: { title: "every two packets a made-up connection and its answer", frame: answeredFlow },
  named: { title: "every packet a name of another host", frame: nameOfNewHost },
  stream: { title: "one TCP stream without end", frame: ofOneStream },
  early: { title: "TCP streams whose first bytes never come", frame: ofBrokenStream },
  fragments: { title: "fragments that never become whole", frame: fragment },
  names: { title: "a device that changes its name in every packet", frame: announcement },
  noise: { title: "random bytes in every frame", frame: noise },
};

/**
 * @param {keyof typeof EXTREMES} kind
 * @param {string} target
 * @param {number} bytes the file is at least so large
 * @param {number} frameBytes mean frame of "noise"; the others have the size of their kind
 */
export function writeExtreme(kind, target, bytes, frameBytes = 255) {
  const fd = openSync(target, "w");
  const writer = new PcapWriter((piece) => writeSync(fd, piece));
  const random = seeded(7);
  const make = EXTREMES[kind].frame;
  let packets = 0;
  for (; writer.bytes < bytes; packets += 1) {
    const frame = make(packets, random, frameBytes);
    writer.frame(frame, 1_700_000_000 + Math.floor(packets / 10_000), (packets % 10_000) * 100);
  }
  writer.finish();
  closeSync(fd);
  return packets;
}

/** 32 random bits at a time (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

const FRAME = Buffer.alloc(1_514);

function ipv4(size, protocol, source, destination) {
  FRAME.writeUIntBE(0x02_00_00_00_00_02, 0, 6);
  FRAME.writeUIntBE(0x02_00_00_00_00_01, 6, 6);
  FRAME.writeUInt16BE(0x0800, 12);
  FRAME.writeUInt32BE((0x45000000 | (size - 14)) >>> 0, 14);
  FRAME.writeUInt32BE(0, 18);
  FRAME[22] = 64;
  FRAME[23] = protocol;
  FRAME.writeUInt32BE(source >>> 0, 26);
  FRAME.writeUInt32BE(destination >>> 0, 30);
  return FRAME.subarray(0, size);
}

function tcp(size, ports, sequence, flags, source = 0x0a000001, destination = 0x0a000002) {
  const frame = ipv4(size, 6, source, destination);
  frame.writeUInt32BE(ports >>> 0, 34);
  frame.writeUInt32BE(sequence >>> 0, 38);
  frame.writeUInt32BE(1, 42);
  frame[46] = 0x50;
  frame[47] = flags;
  return frame;
}

function udp(size, sourcePort, destinationPort, source, destination) {
  const frame = ipv4(size, 17, source, destination);
  frame.writeUInt16BE(sourcePort, 34);
  frame.writeUInt16BE(destinationPort, 36);
  frame.writeUInt16BE(size - 34, 38);
  return frame;
}

function fromNewHost(index) {
  const frame = udp(90, 5_000, 5_001, 0x0a000000 + (index % 0xff0000), 0xac100001);
  frame.writeUIntBE(0x02_00_00_00_00_00 + (index % 0xffffffff), 6, 6);
  return frame;
}

function ofNewFlow(index) {
  const hosts = 200;
  return tcp(
    60,
    ((1_024 + (index % 60_000)) << 16) | 502,
    1,
    2,
    0x0a000100 + (Math.floor(index / 60_000) % hosts),
    0x0a000200 + (Math.floor(index / 60_000 / hosts) % hosts),
  );
}

/** SYN, then SYN and ACK from the other side: looks like a host, a service and a flow. */
function answeredFlow(index) {
  const pair = index >> 1;
  const client = 0x0a000000 + (pair % 60_000);
  const server = 0x0b000000 + (Math.imul(pair, 7_919) & 0x1ffff);
  const port = 1 + (pair % 60_000);
  return index % 2 === 0
    ? tcp(60, (40_000 << 16) | port, 1, 2, client, server)
    : tcp(60, (port << 16) | 40_000, 1, 0x12, server, client);
}

/** SSDP NOTIFY with another sender each time. */
function nameOfNewHost(index) {
  const frame = announcement(index);
  frame.writeUIntBE(0x02_00_00_00_00_00 + (index % 0xffffffff), 6, 6);
  frame.writeUInt32BE(0x0a000000 + (index % 0xff0000), 26);
  return frame;
}

function ofOneStream(index) {
  return tcp(1_514, (40_000 << 16) | 102, 1 + index * 1_460, 0x18);
}

function ofBrokenStream(index) {
  const stream = index % 5_000;
  const turn = Math.floor(index / 5_000);
  return tcp(1_514, ((10_000 + stream) << 16) | 102, turn === 0 ? 0 : 100_000 + turn * 1_460, turn === 0 ? 2 : 0x18);
}

function fragment(index) {
  const frame = ipv4(1_514, 17, 0x0a000001 + (index & 0xff), 0x0a000002);
  frame.writeUInt16BE(index & 0xffff, 18);
  frame.writeUInt16BE(0x2000 | (185 * (1 + (index % 7))), 20);
  return frame;
}

/** SSDP NOTIFY. */
function announcement(index) {
  const text = `NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nSERVER: Linux/4.9 UPnP/1.0 Device-${index}/${index}\r\nNT: upnp:rootdevice\r\n\r\n`;
  const frame = udp(42 + text.length, 1_900, 1_900, 0x0a000001, 0xeffffffa);
  frame.write(text, 42, "latin1");
  return frame;
}

function noise(_index, random, frameBytes) {
  const size = Math.max(14, Math.min(1_514, (frameBytes >> 1) + (random() % frameBytes)));
  for (let at = 0; at < size; at += 4) FRAME.writeUInt32LE(random(), Math.min(at, 1_510));
  return FRAME.subarray(0, size);
}
