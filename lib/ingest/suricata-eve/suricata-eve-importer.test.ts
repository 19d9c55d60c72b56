import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

const AT = "2026-11-25T10:00:00.250000+0000";
const ends = { src_ip: "10.0.0.5", src_port: 50_001, dest_ip: "10.0.0.7", dest_port: 502, proto: "TCP" };

const eve = (...records: object[]) =>
  records.map((it) => JSON.stringify({ timestamp: AT, flow_id: 1, ...it })).join("\n");

const lines = (records: readonly object[]) => `${records.map((it) => JSON.stringify(it)).join("\n")}\n`;

const FLOW = {
  event_type: "flow",
  ...ends,
  app_proto: "modbus",
  flow: {
    pkts_toserver: 6,
    pkts_toclient: 5,
    bytes_toserver: 400,
    bytes_toclient: 380,
    start: "2026-11-25T09:59:00.000000+0000",
    end: "2026-11-25T10:00:00.000000+0000",
    state: "closed",
  },
};
const READ = { function_raw: 3, function_code: "RdHoldRegs" };
const WRITE = { function_raw: 6, function_code: "WrSingleReg" };

describe("Suricata's EVE log", () => {
  it("counts the packets of flow records, and what protocols did once per request", async () => {
    const { result } = await readContent(
      eve(
        { event_type: "modbus", ...ends, modbus: { request: READ, response: READ } },
        { event_type: "modbus", ...ends, modbus: { request: WRITE, response: WRITE } },
        FLOW,
      ),
    );
    expect(result.format).toBe("suricata eve");
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: null },
        responder: { ip: "10.0.0.7", mac: null },
        protocol: "modbus",
        evidence: "payload",
        port: 502,
        packets: 11,
        bytes: 780,
        packetsFromResponder: 7,
        operations: { read: 1, write: 1 },
        firstSeenUs: Date.parse("2026-11-25T09:59:00Z") * 1_000,
      }),
    ]);
  });

  it("a client of MQTT is known by its id, and a password in clear is a flag of the broker", async () => {
    const connect = { client_id: "pump-station-7", flags: { password: true }, password: "x" };
    const { result } = await readContent(
      eve({ event_type: "mqtt", ...ends, dest_port: 1883, mqtt: { connect, connack: { return_code: 0 } } }),
    );
    expect(result.observations).toContainEqual(
      expect.objectContaining({ kind: "identity", field: "instance", value: "pump-station-7" }),
    );
    expect(result.observations).toContainEqual(
      expect.objectContaining({ kind: "service", service: "mqtt", port: 1883, flags: ["cleartext-login"] }),
    );
    expect(JSON.stringify(result)).not.toContain('"x"');
  });

  it("one-way netflow records count only where no flow record does", async () => {
    const there = { event_type: "netflow", ...ends, netflow: { pkts: 6, bytes: 400, start: AT, end: AT } };
    const back = {
      ...there,
      src_ip: "10.0.0.7",
      src_port: 502,
      dest_ip: "10.0.0.5",
      dest_port: 50_001,
      netflow: { pkts: 5, bytes: 380, start: AT, end: AT },
    };
    const alone = await readContent(eve(back, there));
    expect(alone.result.flows).toHaveLength(1);
    expect([...alone.result.flows][0]).toMatchObject({
      initiator: { ip: "10.0.0.5" },
      packets: 11,
      packetsFromResponder: 5,
    });
    const both = await readContent(eve(there, back, FLOW));
    expect([...both.result.flows].reduce((sum, it) => sum + it.packets, 0)).toBe(11);
  });

  it("tells what hosts say of themselves, without an alert", async () => {
    const web = { ...ends, dest_port: 443 };
    const { result } = await readContent(
      eve(
        {
          event_type: "tls",
          ...web,
          tls: {
            subject: "C=DE, O=Maker, CN=plc-7",
            issuerdn: "C=DE, O=Maker, CN=plc-7",
            sni: "portal.example",
            version: "TLSv1",
          },
        },
        {
          event_type: "ssh",
          ...ends,
          dest_port: 22,
          ssh: {
            client: { proto_version: "2.0", software_version: "PuTTY" },
            server: { proto_version: "2.0", software_version: "OpenSSH_8.7" },
          },
        },
        {
          event_type: "dhcp",
          ...ends,
          src_ip: "10.0.0.1",
          dhcp: {
            type: "reply",
            dhcp_type: "ack",
            client_mac: "00:1b:1b:00:00:05",
            assigned_ip: "10.0.0.5",
            hostname: "line1-hmi",
          },
        },
        {
          event_type: "arp",
          arp: {
            opcode: "reply",
            src_mac: "00:1b:1b:00:00:07",
            src_ip: "10.0.0.7",
            dest_mac: "00:1b:1b:00:00:05",
            dest_ip: "10.0.0.5",
          },
        },
      ),
    );
    const said = result.observations.flatMap((it) =>
      it.kind === "identity" ? [`${it.subject.ip} ${it.field}=${it.value}`] : [],
    );
    expect(said).toEqual([
      "10.0.0.7 name=plc-7",
      "10.0.0.7 description=self-signed certificate: plc-7, Maker",
      "10.0.0.7 description=SSH-2.0-OpenSSH_8.7",
      "10.0.0.5 description=SSH-2.0-PuTTY",
      "10.0.0.5 name=line1-hmi",
    ]);
    expect(result.observations.filter((it) => it.kind === "binding").map((it) => it.proof)).toEqual(["dhcp", "arp"]);
    expect(result.observations.find((it) => it.kind === "service" && it.service === "tls")).toMatchObject({
      version: "1.0",
      flags: ["tls<1.2"],
    });
    expect([...result.flows].find((it) => it.protocol === "tls")).toMatchObject({
      peerName: "portal.example",
      packets: 0,
    });
  });

  it("a CIP identity is that of a capture: its serial is a number, and its profile's name tells its role", async () => {
    const identity = {
      vendor_id: "unknown-9999",
      device_type: "Programmable Logic Controller",
      product_name: "17-X",
      revision: "2.7",
      serial: 1_234_567,
    };
    const { result } = await readContent(
      eve({ event_type: "enip", ...ends, dest_port: 44_818, enip: { response: { identity } } }),
    );
    const said = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));
    expect(said).toEqual([
      "model=17-X",
      "firmware=2.07",
      "serial=0012D687",
      "description=Programmable Logic Controller",
      "role=plc",
    ]);
  });

  it.each([
    [{ service: "Write Data", class_name: "" }, { write: 1 }],
    [{ service: "Get Attributes Single", class_name: "Identity" }, { read: 1 }],
    [{ service: "Read Data", class_name: "File" }, { firmware: 1 }],
    [{ service: "unknown-85", class_name: "unknown-107" }, { read: 1 }],
    [{ service: "Read Data Fragmented", class_name: "Connection Manager" }, {}],
    [{ service: "Multiple Service Packet", multiple: [{ service: "Read Data" }, { service: "Stop" }] }, { control: 1 }],
    [{ service: "Forward Open", class_name: "Connection Manager" }, {}],
  ])("of CIP, what was asked for is counted: %j", async (cip, operations) => {
    const enip = {
      request: { command: "SendRRData", cip },
      response: { command: "SendRRData", cip: { status: "Success" } },
    };
    const { result } = await readContent(eve({ event_type: "enip", ...ends, dest_port: 44_818, enip }));
    expect([...result.flows]).toMatchObject([{ protocol: "enip", operations }]);
    expect([...result.flows][0]?.operations).toEqual(operations);
  });

  it("a CIP identity in numbers is named from the tables of ODVA", async () => {
    const identity = { vendor_id: 1, device_type: 14, product_name: "17-X", revision: "2.7", serial: "0x0000abcd" };
    const { result } = await readContent(
      eve({ event_type: "enip", ...ends, dest_port: 44_818, enip: { response: { identity } } }),
    );
    const said = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));
    expect(said).toEqual([
      "vendor=Rockwell Automation/Allen-Bradley",
      "model=17-X",
      "firmware=2.07",
      "serial=0000ABCD",
      "description=Programmable Logic Controller",
      "role=plc",
    ]);
  });

  it("is the same through syslog, and as the text of a log shipper's record", async () => {
    const alone = await readContent(eve(FLOW));
    const line = eve(FLOW);
    const syslog = await readContent(`Nov 25 10:00:00 tap1 suricata[77]: @cee: ${line}\n`);
    const shipped = await readContent(`${JSON.stringify({ "@timestamp": AT, message: line })}\n`);
    expect(alone.result.flows).toHaveLength(1);
    expect([...syslog.result.flows]).toEqual([...alone.result.flows]);
    expect([...shipped.result.flows]).toEqual([...alone.result.flows]);
  });

  it.each<[string, (records: readonly object[]) => string]>([
    ["a list on one line", (records) => JSON.stringify(records)],
    ["a list over many lines, behind a byte order mark", (records) => `\ufeff${JSON.stringify(records, null, 2)}`],
    [
      "objects in Filebeat's records",
      (records) => lines(records.map((it) => ({ "@timestamp": AT, suricata: { eve: it } }))),
    ],
    [
      "the text that Elastic keeps of them",
      (records) =>
        lines(
          records.map((it) => ({
            _source: {
              source: { ip: "10.0.0.5" },
              suricata: { eve: { event_type: "flow" } },
              event: { original: JSON.stringify(it) },
            },
          })),
        ),
    ],
    [
      "a container's output",
      (records) => lines(records.map((it) => ({ log: `${JSON.stringify(it)}\n`, stream: "stdout" }))),
    ],
    [
      "an indexer's export",
      (records) => lines(records.map((it) => ({ result: { _raw: JSON.stringify(it), sourcetype: "suricata" } }))),
    ],
    ["what is sent to an indexer", (records) => lines(records.map((it) => ({ event: it, sourcetype: "suricata" })))],
    ["hits of a search engine", (records) => lines(records.map((it) => ({ _index: "suricata", _source: it })))],
    ["a list of such hits", (records) => JSON.stringify(records.map((it) => ({ _index: "suricata", _source: it })))],
  ])("is the same as %s", async (_form, print) => {
    const modbus = { event_type: "modbus", ...ends, modbus: { request: READ, response: READ } };
    const records = [FLOW, modbus].map((it) => ({ timestamp: AT, flow_id: 1, ...it }));
    const said = async (content: string) => {
      const { result } = await readContent(content);
      expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
      const flows = [...result.flows].map(({ position, operationPositions, ...flow }) => flow);
      return { format: result.format, flows, observations: result.observations.map(({ position, ...it }) => it) };
    };
    const expected = await said(lines(records));
    expect(expected.flows).toHaveLength(1);
    expect(await said(print(records))).toEqual(expected);
  });

  it("counts an object of a list that never ends, and names its line", async () => {
    const { result } = await readContent(
      JSON.stringify(
        [FLOW, FLOW].map((it) => ({ timestamp: AT, ...it })),
        null,
        2,
      ).slice(0, -30),
    );
    expect(result.ledger).toMatchObject({ parsed: 1, truncated: 1 });
    expect(ledgerReconciles(result.ledger)).toBe(true);
  });

  const ALERT = {
    event_type: "alert",
    src_ip: "10.0.0.7",
    src_port: 502,
    dest_ip: "10.0.0.5",
    dest_port: 50_001,
    proto: "TCP",
    app_proto: "modbus",
    alert: {},
    flow: {
      pkts_toserver: 6,
      pkts_toclient: 5,
      src_ip: "10.0.0.5",
      dest_ip: "10.0.0.7",
      src_port: 50_001,
      dest_port: 502,
    },
  };

  it("alerts alone tell who talked, in the direction of their flow, and count nothing", async () => {
    const { result } = await readContent(eve(ALERT, ALERT));
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: null },
        responder: { ip: "10.0.0.7", mac: null },
        port: 502,
        protocol: "modbus",
        packets: 0,
      }),
    ]);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
  });

  it("alerts add nothing to flows that have records of their own", async () => {
    const { flow: _flow, ...withoutFlow } = ALERT;
    const alone = await readContent(eve(FLOW));
    const beside = await readContent(eve(FLOW, ALERT, { ...withoutFlow, src_port: 502, dest_port: 503 }));
    expect([...beside.result.flows]).toEqual([...alone.result.flows]);
  });

  it("anomalies, files and types to come tell who talked where no flow record does, and types to come are named", async () => {
    const back = { src_ip: "10.0.0.7", src_port: 502, dest_ip: "10.0.0.5", dest_port: 50_001, proto: "TCP" };
    const { result } = await readContent(
      eve(
        { event_type: "anomaly", ...ends, anomaly: {} },
        { event_type: "anomaly", anomaly: { type: "decode" } },
        { event_type: "fileinfo", ...back, fileinfo: {} },
        { event_type: "hologram", ...ends },
      ),
    );
    expect([...result.flows]).toEqual([
      expect.objectContaining({ initiator: { ip: "10.0.0.5", mac: null }, responder: { ip: "10.0.0.7", mac: null } }),
    ]);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 3, ignored: 1 });
    expect(result.warnings).toEqual([expect.stringContaining("hologram (1)")]);
  });

  it("statistics and records without addresses end in the ledger under their name", async () => {
    const { result } = await readContent(
      `${eve({ event_type: "stats", stats: {} }, { event_type: "hologram" }, { event_type: "tls", src_ip: "x" })}\n{"timesta`,
    );
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 0, ignored: 2, malformed: 1, truncated: 1 });
    expect(result.ledger.reasons.map((it) => it.reason)).toContain("event of type hologram without addresses");
  });

  it("an answer that is logged from its server's side is the server's", async () => {
    const { result } = await readContent(
      eve({
        event_type: "krb5",
        ...{ src_ip: "10.0.0.9", src_port: 88, dest_ip: "10.0.0.5", dest_port: 50_001, proto: "UDP" },
        krb5: { msg_type: "KRB_AS_REP", cname: "HMI5$" },
      }),
    );
    expect([...result.flows]).toEqual([
      expect.objectContaining({ initiator: { ip: "10.0.0.5", mac: null }, port: 88 }),
    ]);
    expect(identities(result)).toEqual([["10.0.0.5", "name", "HMI5"]]);
  });

  it("hosts name themselves in mDNS, RPC credentials, greetings, desktops and lists of headers", async () => {
    const answers = [
      { rrname: "hmi22.local", rrtype: "A", rdata: "10.0.0.22" },
      { rrname: "_http._tcp.local", rrtype: "PTR", rdata: "Panel._http._tcp.local" },
    ];
    const mdns = { src_ip: "10.0.0.22", src_port: 5353, dest_ip: "224.0.0.251", dest_port: 5353, proto: "UDP" };
    const greeting = "VxWorks (5.4.2) FTP server ready";
    const headers = { response_headers: [{ name: "Server", value: "Lightpanel/1.4" }] };
    const { result } = await readContent(
      eve(
        { event_type: "mdns", ...mdns, mdns: { type: "response", answers } },
        { event_type: "nfs", ...ends, dest_port: 2049, rpc: { creds: { machine_name: "hist5" } }, nfs: {} },
        {
          event_type: "ftp",
          ...ends,
          dest_port: 21,
          ftp: { command: "USER", completion_code: ["220", "331"], reply: [greeting, "Password required"] },
        },
        { event_type: "rfb", ...ends, dest_port: 5900, rfb: { framebuffer: { name: "PANEL-7" } } },
        { event_type: "http", ...ends, dest_port: 80, http: { status: 200, ...headers } },
        {
          event_type: "pgsql",
          ...ends,
          dest_port: 5432,
          pgsql: { response: { parameter_status: [{ TimeZone: "UTC" }, { server_version: "13.6 (Debian)" }] } },
        },
      ),
    );
    expect(identities(result)).toEqual([
      ["10.0.0.22", "name", "hmi22.local"],
      ["10.0.0.5", "name", "hist5"],
      ["10.0.0.7", "description", greeting],
      ["10.0.0.7", "description", "PANEL-7"],
    ]);
    expect(services(result)).toEqual(
      expect.arrayContaining([
        ["ftp", "VxWorks", "5.4.2"],
        ["http", "Lightpanel", "1.4"],
        ["postgresql", "PostgreSQL", "13.6"],
      ]),
    );
  });
});

const identities = ({ observations }: DiscoveryResult) =>
  observations.flatMap((it) => (it.kind === "identity" ? [[it.subject.ip, it.field, it.value]] : []));

const services = ({ observations }: DiscoveryResult) =>
  observations.flatMap((it) => (it.kind === "service" ? [[it.service, it.product, it.version]] : []));
