import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { corpusPath, corpusTruth, hasCorpus } from "@/lib/testing/corpus";
import { readContent } from "@/lib/testing/read-content";

const frame = (number: number, layers: Record<string, unknown>, protocols: string) =>
  `{"index":{"_index":"packets-2026-11-25","_type":"doc"}}\n${JSON.stringify({
    timestamp: "1764064800250",
    layers: {
      frame: {
        frame_frame_time_epoch: "1764064800.250000000",
        frame_frame_number: String(number),
        frame_frame_len: "60",
        frame_frame_protocols: protocols,
      },
      eth: { eth_eth_src: "00:1b:1b:00:00:05", eth_eth_dst: "00:1b:1b:00:00:07" },
      ...layers,
    },
  })}\n`;
const ip = { ip_ip_src: "10.0.0.5", ip_ip_dst: "10.0.0.7" };
const back = { ip_ip_src: "10.0.0.7", ip_ip_dst: "10.0.0.5" };
const tcp = (from: number, to: number) => ({
  tcp_tcp_srcport: String(from),
  tcp_tcp_dstport: String(to),
  tcp_tcp_flags_syn: false,
  tcp_tcp_flags_ack: true,
});

describe("packets of tshark -T ek", () => {
  it("become flows from who asked, with the protocol that Wireshark saw", async () => {
    const text =
      frame(1, { ip, tcp: tcp(50_001, 4_000), lontalk: {} }, "eth:ethertype:ip:tcp:lon_talk") +
      frame(
        2,
        {
          ip: back,
          eth: { eth_eth_src: "00:1b:1b:00:00:07", eth_eth_dst: "00:1b:1b:00:00:05" },
          tcp: tcp(4_000, 50_001),
          lontalk: {},
        },
        "eth:ethertype:ip:tcp:lon_talk",
      );
    const { result } = await readContent(text);
    expect(result.format).toBe("tshark ek");
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: "00:1b:1b:00:00:05" },
        port: 4_000,
        protocol: "lon-talk",
        evidence: "payload",
        packets: 2,
        packetsFromResponder: 1,
        bytes: 120,
      }),
    ]);
  });

  it.each([
    [3_389, "tpkt:cotp", "rdp", "port-only"],
    [3_389, "tpkt:cotp:t125:gcc:rdp", "rdp", "payload"],
    [102, "tpkt:cotp", "s7comm", "port-only"],
    [102, "tpkt:cotp:s7comm", "s7comm", "payload"],
    [102, "tpkt:cotp:ses:pres:acse", "s7comm", "port-only"],
    [102, "tpkt:cotp:ses:pres:mms", "mms", "payload"],
    [445, "nbss", "smb", "payload"],
    [445, "nbss:smb2", "smb", "payload"],
    [1_100, "pop", "pop3", "payload"],
    [1_100, "pop:imf", "pop3", "payload"],
  ])("on port %d as %s are %s by %s", async (port, named, protocol, evidence) => {
    const { result } = await readContent(frame(1, { ip, tcp: tcp(50_001, port) }, `eth:ethertype:ip:tcp:${named}`));
    expect([...result.flows]).toEqual([expect.objectContaining({ port, protocol, evidence })]);
  });

  it("of a host that several routers lead to are one conversation", async () => {
    const cards = (src: number, dst: number) => ({
      eth: { eth_eth_src: `00:1b:1b:00:00:0${src}`, eth_eth_dst: `00:1b:1b:00:00:0${dst}` },
    });
    const { result } = await readContent(
      frame(1, { ...cards(5, 8), ip, tcp: tcp(50_001, 502) }, "eth:ethertype:ip:tcp") +
        frame(2, { ...cards(9, 5), ip: back, tcp: tcp(502, 50_001) }, "eth:ethertype:ip:tcp:mbtcp"),
    );
    expect([...result.flows]).toEqual([
      expect.objectContaining({ protocol: "modbus", packets: 2, packetsFromResponder: 1 }),
    ]);
  });

  it("whose frame was not printed have the layers that were", async () => {
    const layers = { frame: { filtered: "frame" }, ip, tcp: tcp(50_001, 502), mbtcp: {}, modbus: {} };
    const { result } = await readContent(`${JSON.stringify({ timestamp: "1764064800250", layers })}\n`);
    expect([...result.flows]).toEqual([
      expect.objectContaining({ transport: "tcp", port: 502, protocol: "modbus", evidence: "payload", packets: 1 }),
    ]);
  });

  it("tell what a sender states of itself, and nothing where a field is there twice", async () => {
    const lldp = { lldp_lldp_tlv_system_name: "switch-3", lldp_lldp_tlv_system_desc: ["a", "b"] };
    const { result } = await readContent(frame(1, { lldp }, "eth:ethertype:lldp"));
    const said = result.observations.flatMap((it) =>
      it.kind === "identity" ? [`${it.subject.mac} ${it.field}=${it.value}`] : [],
    );
    expect(said).toEqual(["00:1b:1b:00:00:05 name=switch-3"]);
  });

  it("that are damaged or without addresses end in the ledger", async () => {
    const { result } = await readContent(
      `${frame(1, { eth: {} }, "eth")}{"timestamp":"1","layers":7}\n{"x"}\n{"timesta`,
    );
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger).toMatchObject({ records: 4, ignored: 2, malformed: 1, truncated: 1 });
  });
});

function hasTshark(): boolean {
  try {
    execFileSync("tshark", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.info("tests on tshark's own output are skipped: tshark is not installed");
    return false;
  }
}

interface Conversation {
  readonly client: string;
  readonly server: string;
  readonly port: number | null;
  /** How the server was chosen; the first packet and a group are guesses. */
  readonly server_by: string;
}

describe.skipIf(!hasCorpus || !hasTshark())("real packets through tshark", () => {
  it.each(["s7-read-status-et200s.pcap", "modbus-gateway-unit-ids.pcap", "goose-three-ieds.pcap"])(
    "%s gives every packet once",
    async (name) => {
      const text = execFileSync("tshark", ["-r", corpusPath("captures", name), "-T", "ek"], {
        maxBuffer: 1 << 30,
        stdio: ["ignore", "pipe", "ignore"],
      });
      const { result } = await readContent(text, {}, 65_536);
      const truth = corpusTruth<{ capture: { packets: number }; conversations: readonly Conversation[] }>(".", name);
      expect(result.ledger).toMatchObject({ records: truth.capture.packets, malformed: 0, truncated: 0 });
      expect([...result.flows].reduce((sum, it) => sum + it.packets, 0)).toBe(result.ledger.parsed);
      for (const { client, server, port, server_by } of truth.conversations) {
        if (server_by !== "syn" && server_by !== "synack") continue;
        expect([...result.flows]).toContainEqual(
          expect.objectContaining({
            initiator: expect.objectContaining({ ip: client }),
            responder: expect.objectContaining({ ip: server }),
            port,
          }),
        );
      }
    },
  );
});

describe("packets of tshark -T json", () => {
  const packet = (
    number: number,
    layers: Record<string, unknown>,
    protocols: string,
    time = "1764064800.250000000",
  ) => ({
    _index: "packets-2026-11-25",
    _type: "doc",
    _score: null,
    _source: {
      layers: {
        frame_raw: ["00", 0, 60, 0, 1],
        frame: {
          "frame.time_epoch": time,
          "frame.number": String(number),
          "frame.len": "60",
          "frame.protocols": protocols,
        },
        eth: { "eth.dst": "00:1b:1b:00:00:07", "eth.dst_tree": { "eth.addr": "x" }, "eth.src": "00:1b:1b:00:00:05" },
        ...layers,
      },
    },
  });
  const request = packet(
    1,
    { ip: { "ip.src": "10.0.0.5", "ip.dst": "10.0.0.7" }, udp: { "udp.srcport": "50001", "udp.dstport": "4000" } },
    "eth:ethertype:ip:udp:lon_talk",
  );
  const announcement = packet(
    2,
    { lldp: { "System Name = sw-7": { "lldp.tlv.type": "5", "lldp.tlv.system.name": "sw-7" } } },
    "eth:ethertype:lldp",
    "2026-11-25T10:00:01.500000000Z",
  );

  it("say the same as those of -T ek: trees are looked into, and bytes beside fields are left", async () => {
    const { result } = await readContent(JSON.stringify([request, announcement], null, 2));
    expect(result.format).toBe("tshark json");
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect([...result.flows].map(({ protocol, port }) => [protocol, port])).toContainEqual(["lon-talk", 4_000]);
    const identities = result.observations.filter((it) => it.kind === "identity");
    expect(identities.map((it) => [it.field, it.value, it.firstSeenUs])).toEqual([
      ["name", "sw-7", Date.UTC(2026, 10, 25, 10, 0, 1, 500) * 1_000],
    ]);
  });

  it("are told apart from a list that was cut off, and from one whose packets have no layers", async () => {
    const text = JSON.stringify([request, announcement]);
    const cut = await readContent(text.slice(0, -40));
    expect(cut.result.ledger).toMatchObject({ parsed: 1, truncated: 1 });
    const bare = await readContent(JSON.stringify([request, { _index: "packets", _source: {} }]));
    expect(bare.result.ledger).toMatchObject({ parsed: 1, malformed: 1 });
  });
});
