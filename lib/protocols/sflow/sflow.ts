import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readIpv6 } from "../framing/ipv6";

/** sFlow Version 5, appendix A: versions 2 and 4 begin alike, but give their samples no length. */
const VERSIONS: readonly number[] = [2, 4, 5];
const V5 = 5;
const ADDRESS_BYTES: readonly number[] = [0, 4, 16];
const MAX_SAMPLES = 128;
const MAX_RECORDS = 64;
/** Enterprise 0 in the upper 20 bits: the standard's own formats. */
const SAMPLE = { flow: 1, counters: 2, expandedFlow: 3, expandedCounters: 4 } as const;
/** What stands before the number of records: numbers of the sample and of its source, rates, interfaces. */
const FLOW_HEAD_BYTES: ReadonlyMap<number, number> = new Map([
  [SAMPLE.flow, 28],
  [SAMPLE.expandedFlow, 40],
]);
const COUNTERS_HEAD_BYTES: ReadonlyMap<number, number> = new Map([
  [SAMPLE.counters, 8],
  [SAMPLE.expandedCounters, 12],
]);
/** Of a sampled packet: the VLANs that it went between. Only what switches packets knows them. */
const EXTENDED_SWITCH = 1001;
/** sFlow Host Structures: what a computer says of itself. */
const HOST_DESCRIPTION = 2000;
const MAX_HOST_NAME_BYTES = 64;

interface Export {
  readonly agent: string;
  readonly subAgent: number | null;
  readonly switches: boolean;
  readonly hostName: string | null;
}

const peek32 = (reader: ByteReader, at: number) => reader.peek16(at) * 65_536 + reader.peek16(at + 2);

/** Where the agent's address ends; 0 when this is no address. */
function agentEnd(reader: ByteReader): number {
  if (!VERSIONS.includes(peek32(reader, 0))) return 0;
  const bytes = ADDRESS_BYTES[peek32(reader, 4)] ?? 0;
  return bytes === 0 ? 0 : 8 + bytes;
}

/** Peeks: samples that follow one another to the end of the datagram, as many as its head says. */
function holdsSamples(reader: ByteReader, headAt: number): boolean {
  const count = peek32(reader, headAt + 12);
  if (count === 0 || count > MAX_SAMPLES) return false;
  let at = headAt + 16;
  for (let i = 0; i < count; i += 1) {
    if (at + 8 > reader.remaining) return false;
    const length = peek32(reader, at + 4);
    if (length < 8 || length % 4 !== 0) return false;
    at += 8 + length;
  }
  return at === reader.remaining;
}

/** XDR (RFC 4506 §4.11): a length, the text, and zeros to a multiple of four. */
function readHostName(record: ByteReader): string | null {
  const length = record.u32();
  return length === 0 || length > MAX_HOST_NAME_BYTES ? null : record.utf8(length);
}

function readRecords(sample: ByteReader, headBytes: number): { switches: boolean; hostName: string | null } {
  let switches = false;
  let hostName: string | null = null;
  const count = sample.skip(headBytes).u32();
  for (let i = 0; i < Math.min(count, MAX_RECORDS) && sample.remaining >= 8; i += 1) {
    const format = sample.u32();
    const record = sample.nested(sample.u32());
    if (format === EXTENDED_SWITCH) switches = true;
    if (format === HOST_DESCRIPTION) hostName = readHostName(record);
  }
  return { switches, hostName };
}

function readExport(reader: ByteReader): Export {
  const version = reader.u32();
  const agent = reader.u32() === 1 ? reader.ipv4() : readIpv6(reader);
  if (version !== V5) return { agent, subAgent: null, switches: false, hostName: null };
  const subAgent = reader.u32();
  const count = reader.skip(8).u32();
  let switches = false;
  let hostName: string | null = null;
  for (let i = 0; i < Math.min(count, MAX_SAMPLES); i += 1) {
    const format = reader.u32();
    const sample = reader.nested(reader.u32());
    const headBytes = FLOW_HEAD_BYTES.get(format) ?? COUNTERS_HEAD_BYTES.get(format);
    if (headBytes === undefined) continue;
    const records = readRecords(sample, headBytes);
    switches ||= records.switches && FLOW_HEAD_BYTES.has(format);
    if (COUNTERS_HEAD_BYTES.has(format)) hostName ??= records.hostName;
  }
  return { agent, subAgent, switches, hostName };
}

/** What a switch samples of its traffic. An agent states its own address, since datagrams are also handed on. */
export const sflow = defineDecoder<Export>({
  name: "sflow",
  title: "sFlow",
  standard: "sFlow Version 5, sFlow Host Structures (sFlow.org), RFC 3176",
  family: "network",
  carriers: [{ layer: "udp", ports: [6343] }],
  security: "cleartext",
  messagesPerFlow: 32,
  elsewhere: { udp: { firstBytes: [0x00], fewestBytes: 44 } },
  probe(reader) {
    const end = agentEnd(reader);
    if (end === 0) return "no";
    if (peek32(reader, 0) !== V5) return "maybe";
    return holdsSamples(reader, end) ? "certain" : "maybe";
  },
  read: readExport,
  observe({ agent, subAgent, switches, hostName }, observer, context) {
    observer.direction("request");
    const about = agent === context.senderIp ? {} : { about: { ip: agent, mac: null } };
    const part = subAgent === null ? "" : `, sub-agent ${subAgent}`;
    observer.identity("description", `sFlow agent ${agent}${part}`, about);
    if (switches) observer.identity("role", "switch", { ...about, inferred: true });
    if (hostName) observer.identity("name", hostName, about);
  },
});
