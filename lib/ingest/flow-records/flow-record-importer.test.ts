import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

const POLLED = {
  initiator: { ip: "10.0.0.5", mac: null },
  responder: { ip: "10.0.0.7", mac: null },
  transport: "tcp",
  port: 502,
  protocol: "modbus",
  evidence: "port-only",
  packets: 11,
  bytes: 780,
  packetsFromResponder: 5,
  bytesFromResponder: 380,
};

/** As nfdump prints it: one key to a line, commas on lines of their own. */
const NFDUMP_JSON = `[
{
	"type" : "FLOW",
	"first" : "2026-11-25T10:00:00.250",
	"last" : "2026-11-25T10:00:01.000",
	"in_packets" : 6,
	"in_bytes" : 400,
	"proto" : 6,
	"tcp_flags" : "...AP.SF",
	"src_port" : 50001,
	"dst_port" : 502,
	"src4_addr" : "10.0.0.5",
	"dst4_addr" : "10.0.0.7"
}
,
{
	"type" : "FLOW",
	"first" : "2026-11-25T10:00:00.251",
	"last" : "2026-11-25T10:00:01.000",
	"in_packets" : 5,
	"in_bytes" : 380,
	"proto" : 6,
	"tcp_flags" : "...AP.SF",
	"src_port" : 502,
	"dst_port" : 50001,
	"src4_addr" : "10.0.0.7",
	"dst4_addr" : "10.0.0.5"
}
]
`;

describe("NetFlow and IPFIX records", () => {
  it("nfdump 1.6 calls a flow's times t_first and t_last", async () => {
    const { result } = await readContent(
      '{"type": "FLOW", "t_first": "2026-11-25T10:00:00.250", "t_last": "2026-11-25T10:00:01.000", "proto": 6, "src4_addr": "10.0.0.5", "dst4_addr": "10.0.0.7", "src_port": 50001, "dst_port": 502, "in_packets": 3, "in_bytes": 180}\n',
    );
    expect([...result.flows][0]).toMatchObject({
      firstSeenUs: Date.parse("2026-11-25T10:00:00.250Z") * 1_000,
      lastSeenUs: Date.parse("2026-11-25T10:00:01Z") * 1_000,
    });
  });

  it("of both directions meet in one flow, whichever comes first", async () => {
    const { result } = await readContent(NFDUMP_JSON);
    expect(result.format).toBe("flow records");
    expect([...result.flows]).toEqual([expect.objectContaining(POLLED)]);
    expect([...result.flows][0]?.firstSeenUs).toBe(Date.parse("2026-11-25T10:00:00.250Z") * 1_000);
    const services = result.observations.filter((it) => it.kind === "service");
    expect(services.map((it) => [it.subject.ip, it.port, it.evidence])).toEqual([["10.0.0.7", 502, "port-only"]]);
  });

  it("of nfdump in CSV read the same, and its summary is no record", async () => {
    const csv = `ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt
2026-11-25 10:00:00.250,2026-11-25 10:00:01.000,0.750,10.0.0.5,10.0.0.7,50001,502,TCP,...AP.SF,0,0,6,400,0,0
2026-11-25 10:00:00.251,2026-11-25 10:00:01.000,0.750,10.0.0.7,10.0.0.5,502,50001,TCP,...AP.SF,0,0,5,380,0,0
Summary
flows,bytes,packets,avg_bps,avg_pps,avg_bpp
2,780,11,0,0,0
`;
    const { result } = await readContent(csv, { fileName: "x.csv" });
    expect(result.format).toBe("flow records");
    expect([...result.flows]).toEqual([expect.objectContaining(POLLED)]);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
  });

  it.each([
    [
      "IANA's names with both directions in one record",
      {
        flows: {
          flowStartMilliseconds: "2026-11-25 10:00:00.250",
          flowEndMilliseconds: "2026-11-25 10:00:01.000",
          sourceIPv4Address: "10.0.0.5",
          destinationIPv4Address: "10.0.0.7",
          sourceTransportPort: 50_001,
          destinationTransportPort: 502,
          protocolIdentifier: 6,
          packetTotalCount: 6,
          octetTotalCount: 400,
          reversePacketTotalCount: 5,
          reverseOctetTotalCount: 380,
        },
      },
    ],
    [
      "ipfixcol2's names, with the registry before them",
      {
        "@type": "ipfix.entry",
        "iana:flowStartMilliseconds": "2026-11-25T10:00:00.250Z",
        "iana:flowEndMilliseconds": "2026-11-25T10:00:01.000Z",
        "iana:sourceIPv4Address": "10.0.0.5",
        "iana:destinationIPv4Address": "10.0.0.7",
        "iana:sourceTransportPort": 50_001,
        "iana:destinationTransportPort": 502,
        "iana:protocolIdentifier": "TCP",
        "iana:tcpControlBits": ".AP.SF",
        "iana:packetDeltaCount": 6,
        "iana:octetDeltaCount": 400,
        "iana@reverse:packetDeltaCount@reverse": 5,
        "iana@reverse:octetDeltaCount@reverse": 380,
        "cesnet:packets": 9,
      },
    ],
    [
      "Logstash's",
      {
        "@version": "1",
        netflow: {
          ipv4_src_addr: "10.0.0.5",
          ipv4_dst_addr: "10.0.0.7",
          l4_src_port: 50_001,
          l4_dst_port: 502,
          protocol: 6,
          in_pkts: 6,
          in_bytes: 400,
          out_pkts: 5,
          out_bytes: 380,
        },
      },
    ],
  ])("in %s read the same", async (_what, record) => {
    const { result } = await readContent(JSON.stringify(record));
    expect([...result.flows]).toEqual([expect.objectContaining(POLLED)]);
  });

  it("a lone question is no service and no conversation", async () => {
    const record = {
      src_addr: "10.0.0.5",
      dst_addr: "10.0.0.9",
      src_port: 40_000,
      dst_port: 502,
      proto: "TCP",
      packets: 1,
      bytes: 60,
      tcp_flags: 2,
      time_flow_start_ns: "1764064800250000000",
    };
    const { result } = await readContent(JSON.stringify(record));
    expect([...result.flows][0]).toMatchObject({
      packets: 1,
      packetsFromResponder: 0,
      firstSeenUs: 1_764_064_800_250_000,
    });
    expect(result.observations.map((it) => it.kind)).toEqual(["sighting", "sighting"]);
    expect(result.observations[1]).toMatchObject({ subject: { ip: "10.0.0.9" }, sent: 0, conversed: false });
  });

  it("SiLK's columns are those of flows, and no list of devices", async () => {
    const table = `      sIP|      dIP|sPort|dPort|pro|packets|bytes|   flags|                  sTime|duration|                  eTime|sen|
 10.0.0.5| 10.0.0.7|50001|  502|  6|      6|  400|FS PA   |2026/11/25T10:00:00.250|   0.750|2026/11/25T10:00:01.000| S0|
`;
    const { result } = await readContent(table, { fileName: "flows.txt" });
    expect(result).toMatchObject({ format: "flow records", approvals: [] });
    expect([...result.flows]).toMatchObject([{ initiator: { ip: "10.0.0.5" }, port: 502, packets: 6 }]);
    expect(result.firstSeenUs).toBe(Date.parse("2026-11-25T10:00:00.250Z") * 1_000);
  });

  it("pmacct's are known, though they name an event as Suricata's do", async () => {
    const record = {
      event_type: "purge",
      mac_src: "02:00:00:00:00:0a",
      ip_src: "10.0.0.10",
      ip_dst: "10.0.0.11",
      port_src: 50_000,
      port_dst: 502,
      ip_proto: "tcp",
      timestamp_start: "2026-01-02 03:04:05.000000",
      timestamp_end: "2026-01-02 03:04:06.000000",
      packets: 10,
      bytes: 600,
    };
    const { result } = await readContent(`${JSON.stringify(record)}\n`);
    expect(result.format).toBe("flow records");
    expect([...result.flows]).toMatchObject([{ responder: { ip: "10.0.0.11" }, port: 502, packets: 10 }]);
  });

  it("a damaged record costs itself only", async () => {
    const { result } = await readContent(
      NFDUMP_JSON.replace('"in_packets" : 6,', '"in_packets" : "6,').replace("]\n", '{\n\t"src4'),
    );
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger).toMatchObject({ records: 3, parsed: 1, malformed: 1, truncated: 1 });
  });

  it("a list of devices with the same words in its titles stays a list", async () => {
    const { result } = await readContent("Name;IP;MAC\nPLC;10.0.0.5;00:1b:1b:00:00:01\n", { fileName: "x.csv" });
    expect(result.format).toBe("csv");
  });
});

describe("messages of vFlow", () => {
  const element = (id: number, value: unknown) => ({ I: id, V: value });
  const HEADER = { Version: 10, Length: 420, ExportTime: 1_764_064_801, SequenceNo: 7, DomainID: 1 };

  it("hold several flows each, by the numbers of IANA's elements", async () => {
    const flow = (from: string, fromPort: number, to: string, toPort: number, packets: number, bytes: number) => [
      element(8, from),
      element(12, to),
      element(4, 6),
      element(7, fromPort),
      element(11, toPort),
      element(2, packets),
      element(1, bytes),
      element(152, 1_764_064_800_250),
      element(153, 1_764_064_801_000),
      { I: 1, E: 29_305, V: 99 },
    ];
    const message = {
      AgentID: "10.0.0.1",
      Header: HEADER,
      DataSets: [flow("10.0.0.5", 50_001, "10.0.0.7", 502, 6, 400), flow("10.0.0.7", 502, "10.0.0.5", 50_001, 5, 380)],
    };
    const { result } = await readContent(`${JSON.stringify(message)}\n`);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect([...result.flows]).toEqual([expect.objectContaining(POLLED)]);
  });

  it("tell NetFlow 9 and 5 by the exporter's uptime", async () => {
    const header = { Version: 9, SysUpTime: 60_000, UNIXSecs: 1_764_064_860 };
    const nine = {
      AgentID: "10.0.0.1",
      Header: header,
      DataSets: [
        [
          element(8, "10.0.0.5"),
          element(12, "10.0.0.7"),
          element(4, 17),
          element(7, 50_000),
          element(11, 161),
          element(2, 1),
          element(1, 80),
          element(22, 1_000),
          element(21, 2_000),
        ],
      ],
    };
    const five = {
      AgentID: "10.0.0.1",
      Header: { Version: 5, SysUpTimeMSecs: 60_000, UNIXSecs: 1_764_064_860 },
      Flows: [
        {
          SrcAddr: "10.0.0.6",
          DstAddr: "10.0.0.7",
          SrcPort: 50_000,
          DstPort: 161,
          ProtType: 17,
          PktCount: 1,
          L3Octets: 80,
          StartTime: 1_000,
          EndTime: 2_000,
        },
      ],
    };
    const { result } = await readContent(`${JSON.stringify(nine)}\n${JSON.stringify(five)}\n`);
    expect(result.flows).toHaveLength(2);
    for (const flow of result.flows) expect(flow.firstSeenUs).toBe(1_764_064_801_000_000);
  });
});

describe("argus' client in CSV", () => {
  it("tells of flows, and is no list of devices", async () => {
    const { result } = await readContent(
      "StartTime,LastTime,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,SrcPkts,DstPkts,SrcBytes,DstBytes,State\n" +
        "2026-11-27 10:00:00.000,2026-11-27 10:00:05.000,tcp,10.0.0.5,50000,   ->,10.0.0.7,502,10,8,1000,900,CON\n",
    );
    expect(result.approvals).toEqual([]);
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: null },
        port: 502,
        packets: 18,
        packetsFromResponder: 8,
        bytes: 1900,
      }),
    ]);
  });

  it("tells of cards below IP, and what is no flow is accounted for", async () => {
    const titles = "StartTime,Flgs,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,TotPkts,TotBytes,State\n";
    const rows = [
      "17:30:22.992519,          ,man,0,0,,0,0,0,0,STA",
      "06:00:00.845745, e        ,lldp,00:1b:1b:00:00:05,0,   ->,01:80:c2:00:00:0e,0,2,332,INT",
      "06:00:01.000000, e        ,arp,10.0.0.5,,  who,10.0.0.7,,1,60,INT",
      "06:00:02.000000, e        ,icmp,10.0.0.5,0x0008,  <->,10.0.0.7,0x0000,2,196,ECO",
    ];
    const { result } = await readContent(`${titles}${rows.join("\n")}\n`);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 2, ignored: 2, malformed: 0 });
    expect([...result.flows].map((it) => [it.initiator.mac, it.transport, it.protocol])).toEqual([
      ["00:1b:1b:00:00:05", "ethernet", "unknown"],
      [null, "icmp", "icmp"],
    ]);
    const seen = result.observations.flatMap((it) => (it.kind === "sighting" ? [it.subject.mac ?? it.subject.ip] : []));
    expect(seen).toEqual(["00:1b:1b:00:00:05", "10.0.0.5", "10.0.0.7"]);
  });
});

describe("flows of both directions", () => {
  const titles = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt";
  const row = (from: string, to: string) =>
    `2026-11-25 10:00:00,2026-11-25 10:00:02,2.000,${from},${to},TCP,...AP...,0,0,13,5710,11,440,0,0`;
  const flowsOf = async (text: string) => [...(await readContent(text)).result.flows];

  it("are told from the one who asked, though the exporter came to hear of them late", async () => {
    const [late] = await flowsOf(`${titles}\n${row("10.0.0.7,10.0.0.5", "502,50001")}\n`);
    expect(late).toMatchObject({
      initiator: { ip: "10.0.0.5" },
      responder: { ip: "10.0.0.7" },
      port: 502,
      packets: 24,
      packetsFromResponder: 13,
      bytesFromResponder: 5710,
    });
    const [unknown] = await flowsOf(`${titles}\n${row("10.0.0.7,10.0.0.5", "5413,1743")}\n`);
    expect(unknown).toMatchObject({ initiator: { ip: "10.0.0.7" }, port: 1743, packetsFromResponder: 11 });
  });

  it("are read from nfdump's CSV without its titles, too", async () => {
    const rows = `${row("10.0.0.5,10.0.0.7", "50001,502")}\n${row("fe80::1,fe80::2", "50001,502")}\n`;
    const titled = await flowsOf(`${titles}\n${rows}`);
    expect(titled).toHaveLength(2);
    const lines = (flows: readonly { position: number }[]) => flows.map(({ position, ...flow }) => flow);
    expect(lines(await flowsOf(rows))).toEqual(lines(titled));
  });
});
