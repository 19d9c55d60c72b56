import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

/** Forms in which flow tools print for people: each tells of the same conversation. */

const POLLED = {
  initiator: { ip: "10.0.0.5", mac: null },
  responder: { ip: "10.0.0.7", mac: null },
  transport: "tcp",
  port: 502,
  protocol: "modbus",
  packets: 11,
  bytes: 780,
  packetsFromResponder: 5,
  bytesFromResponder: 380,
  firstSeenUs: Date.parse("2026-11-25T10:00:00.250Z") * 1_000,
  lastSeenUs: Date.parse("2026-11-25T10:00:01Z") * 1_000,
};

const TEXT =
  "2026-11-25 10:00:00.250 - 10:00:01.000 (0.750 sec) tcp 10.0.0.5:50001 => 10.0.0.7:502 0a0b0c0d:0d0c0b0a S/APF:AS/APF vlan 000:000 (6/400 <-> 5/380) rtt 3 ms eof applabel: 502";

const pad = (cells: readonly string[]) => cells.map((cell) => cell.padStart(8)).join("|");
const BEFORE = ["2026-11-25 10:00:00.250", "2026-11-25 10:00:01.000", "0.750", "0.003", "6"];
const ENDS = ["10.0.0.5", "50001", "10.0.0.7", "502"];
const AFTER = ["S", "APF", "AS", "APF", "0a0b0c0d", "0d0c0b0a", "000", "000", "6", "400", "5", "380"];
const ROW = pad([...BEFORE, ...ENDS, ...AFTER, "  502", "eof "]);
const TITLES =
  "start-time             |end-time               |duration|rtt     |proto|sip      |sp   |dip      |dp   |iflags  |uflags  |riflags |ruflags |isn     |risn    |tag|rtag|pkt     |oct     |rpkt    |roct    |app  |end-reason";

const field = (number: string, name: string, value: string) => `\t(${number})${name.padStart(36)} : ${value}\n`;
const DUMP = `--- Message Header ---
export time: 2026-11-25 10:00:05\tobservation domain id: 0
message length: 440             \tsequence number: 0 (0)

--- template record ---
header:
\ttid: 45873 (0xb331)    field count:    12    scope:     0
fields:
\tent:     0  id:   152  type: millisec  len:     8      flowStartMilliseconds

--- data record 1 ---
header:
\tcount: 12      tid: 45873 (0xb331)${" "}
fields:
${field("152", "flowStartMilliseconds", "2026-11-25 10:00:00.250")}${field("153", "flowEndMilliseconds", "2026-11-25 10:00:01.000")}${field("86", "packetTotalCount", "6")}${field("85", "octetTotalCount", "400")}${field("29305/86", "reversePacketTotalCount", "5")}${field("29305/85", "reverseOctetTotalCount", "380")}${field("8", "sourceIPv4Address", "10.0.0.5")}${field("12", "destinationIPv4Address", "10.0.0.7")}${field("7", "sourceTransportPort", "50001")}${field("11", "destinationTransportPort", "502")}${field("4", "protocolIdentifier", "6")}${field("293", "subTemplateMultiList", "")}
\t\t+++ subTemplateMultiList +++
\t\t--- data record 1 ---
\t\tfields:
\t\t\t(8)                    sourceIPv4Address : 10.9.9.9
\t\t\t(2)                    packetDeltaCount : 99

--- data record 2 ---
fields:
${field("41", "exportedMessageTotalCount", "3")}`;

describe("flows as tools print them for people", () => {
  it.each([
    ["yafscii's lines", `${TEXT}\n`, 0],
    ["yafscii's columns with titles", `${TITLES}\n${ROW}\n`, 0],
    ["yafscii's columns without titles", `${ROW}\n`, 0],
    ["ipfixDump's blocks", DUMP, 1],
  ])("%s", async (_form, content, ignored) => {
    const { result } = await readContent(content, { fileName: "flows.txt" });
    expect(result.format).toBe("flow records");
    expect(result.approvals).toEqual([]);
    expect([...result.flows]).toEqual([expect.objectContaining(POLLED)]);
    expect(result.ledger).toMatchObject({ records: 1 + ignored, parsed: 1, ignored });
  });

  it("yafscii's columns with the cards of both ends", async () => {
    const row = pad([...BEFORE, ...ENDS, "02:00:00:00:00:0a", "02:00:00:00:00:0b", ...AFTER]);
    const { result } = await readContent(`${row}\n`);
    expect([...result.flows]).toMatchObject([
      { initiator: { mac: "02:00:00:00:00:0a" }, responder: { mac: "02:00:00:00:00:0b" }, packets: 11 },
    ]);
  });

  it("yafscii's lines tell of one direction, of IPv6, of VLANs and of protocols without ports", async () => {
    const at = "2026-11-25 10:00:00.250";
    const { result } = await readContent(
      [
        `${at} tcp 10.0.0.9:1024 => 10.0.0.7:8080 0a0b0c0d S/0 vlan 01a (1/44 ->) idle`,
        `${at} udp 2001:db8::5:40000 => 2001:db8::7:161 (1/90 <-> 1/120) rtt 1 ms idle`,
        "  -> 0000: 30 29 02 01 00 04 06 70 75 62 6c 69 63 a0 1c 02 0).....public...",
        `${at} icmp [8:0] 10.0.0.5 => 10.0.0.7 (1/84 <-> 1/84) rtt 1 ms idle`,
        `${at} ip 47 10.0.0.1 => 10.0.0.2 (9/900 ->) active`,
        "",
      ].join("\n"),
    );
    const told = [...result.flows].map((it) => [
      it.initiator.ip,
      it.responder.ip,
      it.transport,
      it.port,
      it.vlan,
      it.packets,
    ]);
    expect(told).toEqual([
      ["10.0.0.9", "10.0.0.7", "tcp", 8080, 26, 1],
      ["2001:db8::5", "2001:db8::7", "udp", 161, null, 2],
      ["10.0.0.5", "10.0.0.7", "icmp", null, null, 2],
      ["10.0.0.1", "10.0.0.2", "ip", null, null, 9],
    ]);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 4 });
  });

  it.each([
    ["lines", TEXT],
    ["blocks", DUMP],
  ])("a damaged or cut record costs itself only, in %s", async (_form, content) => {
    for (let end = 40; end < content.length; end += 7) {
      const { result } = await readContent(`${content}\n${content.slice(0, end)}`);
      expect(ledgerReconciles(result.ledger)).toBe(true);
      expect([...result.flows][0]).toMatchObject({ initiator: { ip: "10.0.0.5" }, port: 502 });
    }
  });
});

describe("records of other tools", () => {
  const BASE = { src: "10.0.0.5", dst: "10.0.0.7" };
  it.each([
    [
      "nfdump 1.7's CSV",
      "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n2026-11-25 10:00:00.250,0.750,TCP,10.0.0.5,50001,10.0.0.7,502,6,400,1\n",
    ],
    [
      "nfdump 1.7's JSON lines",
      `${JSON.stringify({ cnt: 1, type: "FLOW", first: "2026-11-25T10:00:00.250", last: "2026-11-25T10:00:01.000", received: "2026-11-25T10:00:02.000", in_packets: 6, in_bytes: 400, proto: 6, tcp_flags: "...AP.SF", src_port: 50_001, dst_port: 502, fwd_status: 0, src_tos: 0, src4_addr: BASE.src, dst4_addr: BASE.dst, src4_geo: "..", dst4_geo: "..", ip4_router: "10.0.0.1" })}\n`,
    ],
    [
      "the first ipfixcol's JSON",
      `${JSON.stringify({ "@type": "ipfix.entry", "ipfix.octetDeltaCount": 400, "ipfix.packetDeltaCount": 6, "ipfix.flowStartMilliseconds": "2026-11-25T10:00:00.250", "ipfix.sourceIPv4Address": BASE.src, "ipfix.destinationIPv4Address": BASE.dst, "ipfix.protocolIdentifier": "TCP", "ipfix.sourceTransportPort": 50_001, "ipfix.destinationTransportPort": 502 })}\n`,
    ],
    [
      "super_mediator's JSON",
      `${JSON.stringify({ flows: { flowStartMilliseconds: "2026-11-25 10:00:00.250", flowEndMilliseconds: "2026-11-25 10:00:01.000", flowDurationMilliseconds: 0.75, protocolIdentifier: 6, sourceIPv4Address: BASE.src, sourceTransportPort: 50_001, packetTotalCount: 6, octetTotalCount: 400, destinationIPv4Address: BASE.dst, destinationTransportPort: 502, initialTCPFlags: "S", unionTCPFlags: "APF", vlanId: "0x000", silkAppLabel: 502, flowEndReason: "idle" } })}\n`,
    ],
    [
      "NiFi's records of NetFlow 5",
      `${JSON.stringify({ port: 2055, format: "netflowv5", header: { version: 5, count: 1, sys_uptime: 1, unix_secs: 1_764_064_801 }, record: { srcaddr: BASE.src, dstaddr: BASE.dst, nexthop: "0.0.0.0", dPkts: 6, dOctets: 400, first: 1, last: 2, srcport: 50_001, dstport: 502, tcp_flags: 27, prot: 6 } })}\n`,
    ],
  ])("%s", async (_form, content) => {
    const { result } = await readContent(content, { fileName: "export" });
    expect(result.format).toBe("flow records");
    expect([...result.flows]).toMatchObject([
      { initiator: { ip: BASE.src }, responder: { ip: BASE.dst }, port: 502, packets: 6, bytes: 400 },
    ]);
  });
});
