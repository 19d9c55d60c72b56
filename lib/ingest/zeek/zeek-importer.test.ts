import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import type { Observation } from "@/lib/domain/observation";
import { readContent } from "@/lib/testing/read-content";

function tsv(path: string, columns: string, rows: readonly string[], tail = "#close\t2024-01-01-00-00-00\n"): string {
  const head = ["#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", `#path\t${path}`];
  return `${head.join("\n")}\n#fields\t${columns.replaceAll(" ", "\t")}\n${rows.map((row) => `${row.replaceAll(" ", "\t")}\n`).join("")}${tail}`;
}

const CONN =
  "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes";
const ID = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";
const AT = "1700000000.000000 C1 10.0.0.5 1025 10.0.0.7";

const identities = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "identity"
      ? [
          `${it.subject.ip ?? it.subject.mac}${it.subject.child ? `/${it.subject.child}` : ""} ${it.field}=${it.value} (${it.protocol}${it.inferred ? ", inferred" : ""})`,
        ]
      : [],
  );

describe("connection logs", () => {
  it("become flows, sightings of both ends and the responder's service", async () => {
    const { result } = await readContent(tsv("conn", CONN, [`${AT} 502 tcp modbus 1.5 10 20 SF ShADad 5 300 4 260`]));
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: null },
        responder: { ip: "10.0.0.7", mac: null },
        protocol: "modbus",
        evidence: "payload",
        port: 502,
        packets: 9,
        bytes: 560,
        packetsFromResponder: 4,
        bytesFromResponder: 260,
        firstSeenUs: 1_700_000_000_000_000,
        lastSeenUs: 1_700_000_001_500_000,
        position: 7,
      }),
    ]);
    const kinds = result.observations.map((it) => [it.kind, it.subject.ip]);
    expect(kinds).toEqual([
      ["sighting", "10.0.0.5"],
      ["sighting", "10.0.0.7"],
      ["service", "10.0.0.7"],
    ]);
  });

  it("an unanswered or refused connection makes no service, and the silent end never sent", async () => {
    const rows = [`${AT} 502 tcp - - - - S0 S 1 60 0 0`, `${AT} 23 tcp - - - - REJ Sr 1 60 1 40`];
    const { result } = await readContent(tsv("conn", CONN, rows));
    expect(result.observations.filter((it) => it.kind === "service")).toEqual([]);
    const silent = await readContent(tsv("conn", CONN, [rows[0] as string]));
    const responder = silent.result.observations.find((it) => it.subject.ip === "10.0.0.7");
    expect(responder).toMatchObject({ kind: "sighting", sent: 0, received: 1, conversed: false });
  });

  it("a client's own port is no service, though a server's answers opened the conversation", async () => {
    const row = "1700000000.0 C1 10.0.0.7 5095 10.0.0.5 50123 udp hart_ip 1 10 20 SF Dd 1 60 1 60";
    const { result } = await readContent(tsv("conn", CONN, [row]));
    expect(result.observations.filter((it) => it.kind === "service")).toEqual([]);
  });

  it("a service that only its port names is marked as a guess", async () => {
    const { result } = await readContent(tsv("conn", CONN, [`${AT} 44818 udp - 1 10 20 SF Dd 1 60 1 60`]));
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({
      service: "enip",
      evidence: "port-only",
    });
  });

  it("a group address is nobody", async () => {
    const row = "1700000000.0 C1 10.0.0.5 5353 224.0.0.251 5353 udp dns - - - S0 D 1 89 0 0";
    const { result } = await readContent(tsv("conn", CONN, [row]));
    expect(result.observations.map((it) => it.subject.ip)).toEqual(["10.0.0.5"]);
    expect([...result.flows][0]).toMatchObject({ protocol: "mdns" });
  });

  it("a link-layer address is where the frames came from, no proof of ownership", async () => {
    const { result } = await readContent(
      tsv("conn", `${CONN} orig_l2_addr`, [`${AT} 80 tcp http 1 1 1 SF Dd 1 1 1 1 00:1b:1b:00:00:05`]),
    );
    expect(result.observations[0]).toMatchObject({
      kind: "sighting",
      subject: { mac: "00:1b:1b:00:00:05", ip: "10.0.0.5" },
    });
    expect(result.observations.some((it) => it.kind === "binding")).toBe(false);
  });

  it("is told by its cells when its # lines were lost", async () => {
    const row = "1700000000.000000 C1 10.0.0.5 1025 10.0.0.7 502 tcp modbus 1.5 10 20 SF - - 0 ShADad 5 300 4 260 -";
    const { result } = await readContent(`${row.replaceAll(" ", "\t")}\n`, { fileName: "x" });
    expect(result.format).toBe("zeek conn");
    expect([...result.flows][0]).toMatchObject({ packets: 9 });
  });
});

describe("what devices say", () => {
  it("a lease that the server acknowledged binds the MAC", async () => {
    const columns =
      "ts uids client_addr server_addr mac host_name client_fqdn domain requested_addr assigned_addr lease_time msg_types";
    const row =
      "1700000000.0 C1 - 10.0.0.1 00:1B:1B:00:00:05 line1-hmi - plant - 10.0.0.5 3600 DISCOVER,OFFER,REQUEST,ACK";
    const { result } = await readContent(tsv("dhcp", columns, [row]));
    expect(result.observations.find((it) => it.kind === "binding")).toMatchObject({
      subject: { mac: "00:1b:1b:00:00:05", ip: "10.0.0.5" },
      proof: "dhcp",
    });
    expect(identities(result.observations)).toEqual([
      "10.0.0.5 name=line1-hmi (zeek dhcp)",
      "10.0.0.1 role=dhcp-server (zeek dhcp)",
    ]);
  });

  it("a lease that was only offered binds nothing", async () => {
    const columns = "ts uids client_addr server_addr mac host_name assigned_addr msg_types";
    const { result } = await readContent(
      tsv("dhcp", columns, ["1.0 C1 - 10.0.0.1 00:1B:1B:00:00:05 - 10.0.0.5 DISCOVER,OFFER"]),
    );
    expect(result.observations.some((it) => it.kind === "binding")).toBe(false);
  });

  it("a CIP identity reads like the one our own decoder makes", async () => {
    const columns = `${ID} encapsulation_version socket_address socket_port vendor_id vendor_name device_type_id device_type_name product_code revision device_status serial_number product_name device_state`;
    const row = `${AT}|44818|1|10.0.0.7|44818|1|Rockwell Automation|14|Programmable Logic Controller|54|16.2|0|0x0051823f|1756-L61|3`;
    const { result } = await readContent(
      tsv("cip_identity", columns, [row.replaceAll(" ", "|")])
        .replaceAll("|", "\t")
        .replace("Rockwell\tAutomation", "Rockwell Automation")
        .replace("Programmable\tLogic\tController", "Programmable Logic Controller"),
    );
    expect(identities(result.observations)).toEqual([
      "10.0.0.7 vendor=Rockwell Automation (zeek cip_identity)",
      "10.0.0.7 model=1756-L61 (zeek cip_identity)",
      "10.0.0.7 firmware=16.02 (zeek cip_identity)",
      "10.0.0.7 serial=0051823F (zeek cip_identity)",
      "10.0.0.7 description=Programmable Logic Controller (zeek cip_identity device-type)",
      "10.0.0.7 role=plc (zeek cip_identity)",
    ]);
  });

  it("the lists that sensors of Corelight keep name the host otherwise", async () => {
    const seen = "1700000000.0 3.1 K1 10.0.0.7";
    const hosts = await readContent(
      tsv("known_hosts", "ts duration kuid host_ip host_vlan conns_opened", [`${seen} 1 2`]),
    );
    expect(hosts.result.observations).toMatchObject([{ kind: "sighting", subject: { ip: "10.0.0.7" } }]);
    const services = await readContent(
      tsv("known_services", "ts duration kuid host_ip port_num protocol service", [`${seen} 502 tcp modbus`]),
    );
    expect(services.result.observations.find((it) => it.kind === "service")).toMatchObject({
      port: 502,
      service: "modbus",
    });
    const devices = "ts duration kuid host_ip mac vendor_mac protocols";
    const own = await readContent(tsv("known_devices", devices, [`${seen} 00:1B:1B:00:00:07 Maker DHCP`]));
    expect(own.result.observations.some((it) => it.kind === "binding")).toBe(true);
    const routed = await readContent(tsv("known_devices", devices, [`${seen} 00:1B:1B:00:00:07 Maker HTTP`]));
    expect(routed.result.observations.some((it) => it.kind === "binding")).toBe(false);
    const names = "ts duration kuid host_ip hostname protocols";
    const told = await readContent(tsv("known_names", names, [`${seen} plc-7 DHCP`, `${seen} www.example DNS`]));
    expect(identities(told.result.observations)).toEqual([
      "10.0.0.7 name=plc-7 (zeek known_names)",
      "10.0.0.7 name=www.example (zeek known_names, inferred)",
    ]);
    for (const { result } of [hosts, services, own, told]) expect(result.warnings).toEqual([]);
  });

  it("an address that speaks for several BACnet devices is a router for them", async () => {
    const columns = `${ID} pdu_service object_type instance_number vendor range object_name`;
    const row = (instance: number) =>
      `1700000000.0 C1 10.0.0.7 47808 10.0.0.255 47808 i-am device ${instance} Maker - -`;
    const one = await readContent(tsv("bacnet_discovery", columns, [row(12)]));
    const two = await readContent(tsv("bacnet_discovery", columns, [row(12), row(13)]));
    expect(identities(one.result.observations)[0]).toBe("10.0.0.7 instance=12 (zeek bacnet_discovery)");
    expect(identities(two.result.observations)).toContain("10.0.0.7/bacnet 13 instance=13 (zeek bacnet_discovery)");
  });

  it("modbus units behind each port of a gateway are told apart, and unit 255 is the server itself", async () => {
    const columns = `${ID} tid unit mei_type object_id object_value object_id_code request_response`;
    const row = (port: number, unit: number) => `${AT} ${port} 1 ${unit} X ProductCode PM-${port}-${unit} 1 RESPONSE`;
    const log = (rows: readonly string[]) => readContent(tsv("modbus_read_device_identification", columns, rows));
    const { result } = await log([row(502, 1), row(503, 1), row(502, 255)]);
    expect(identities(result.observations).map((it) => it.replace(/ \(.*/, ""))).toEqual(
      expect.arrayContaining([
        "10.0.0.7/modbus unit 1 orderNumber=PM-502-1",
        "10.0.0.7/modbus port 503 unit 1 orderNumber=PM-503-1",
        "10.0.0.7 orderNumber=PM-502-255",
      ]),
    );
  });

  it("operations come from function names, once per request", async () => {
    const columns = `${ID} tid unit func pdu_type exception`;
    const rows = ["READ_COILS REQ", "READ_COILS RESP", "WRITE_SINGLE_REGISTER REQ", "ENCAP_INTERFACE_TRANSPORT REQ"];
    const { result } = await readContent(
      tsv(
        "modbus",
        columns,
        rows.map((row) => `${AT} 502 1 1 ${row} -`),
      ),
    );
    expect([...result.flows][0]?.operations).toEqual({ read: 1, write: 1, diagnose: 1 });
  });

  it("an old TLS version and a login in clear are flags of the service", async () => {
    const ssl = await readContent(
      tsv("ssl", `${ID} version cipher server_name established`, [`${AT} 443 TLSv10 X portal.example T`]),
    );
    expect(ssl.result.observations.find((it) => it.kind === "service")).toMatchObject({
      version: "1.0",
      flags: ["tls<1.2"],
    });
    expect([...ssl.result.flows][0]).toMatchObject({ peerName: "portal.example" });
    const http = await readContent(
      tsv("http", `${ID} trans_depth method host uri status_code username`, [`${AT} 80 1 GET plc:8080 / 200 admin`]),
    );
    expect(http.result.observations.find((it) => it.kind === "service")).toMatchObject({ flags: ["cleartext-login"] });
    expect(JSON.stringify(http.result)).not.toContain("admin");
  });
});

describe("JSON logs", () => {
  const record = {
    ts: 1_700_000_000.25,
    uid: "C1",
    "id.orig_h": "10.0.0.5",
    "id.orig_p": 1025,
    "id.resp_h": "10.0.0.7",
    "id.resp_p": 22,
  };

  it("are told apart by their columns, whatever the file is called", async () => {
    const lines = [{ ...record, client: "SSH-2.0-x", server: "SSH-2.0-OpenSSH_8.7", auth_attempts: 1 }];
    const { result } = await readContent(lines.map((it) => JSON.stringify(it)).join("\n"), { fileName: "conn.log" });
    expect(result.format).toBe("zeek ssh");
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({
      product: "OpenSSH",
      version: "8.7",
    });
  });

  it("of several kinds in one file are each read as what they are", async () => {
    const lines = [
      { _path: "conn", ...record, proto: "tcp", conn_state: "SF", orig_pkts: 1, resp_pkts: 1 },
      { _path: "boiler", ts: 1, value: 3 },
    ];
    const { result } = await readContent(lines.map((it) => JSON.stringify(it)).join("\n"));
    expect(result.format).toBe("zeek");
    expect(result.ledger).toMatchObject({ parsed: 1, ignored: 1 });
    expect(result.ledger.reasons[0]?.reason).toBe("Zeek log kind boiler is not read yet");
  });

  it("nested ids are Zeek's ids", async () => {
    const nested = {
      ts: 1,
      uid: "C1",
      id: { orig_h: "10.0.0.5", orig_p: 1, resp_h: "10.0.0.7", resp_p: 80 },
      proto: "tcp",
      conn_state: "SF",
    };
    const { result } = await readContent(JSON.stringify(nested));
    expect(result.flows).toHaveLength(1);
  });
});

describe("the ledger", () => {
  it("every record ends in it, with the line it stands on", async () => {
    const rows = [
      `${AT} 502 tcp modbus 1 1 1 SF Dd 1 1 1 1`,
      "too few cells",
      `1 C 10.0.0.999 1 10.0.0.7 502 tcp - - - - S0 S 1 1 0 0`,
    ];
    const { result } = await readContent(tsv("conn", CONN, rows, `1700000000.0\tC9\t10.0`));
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger).toMatchObject({ records: 4, parsed: 1, malformed: 2, truncated: 1 });
    expect(result.ledger.reasons.map((it) => it.firstPosition).sort((a, b) => a - b)).toEqual([8, 9, 10]);
  });

  it("unknown columns are named, not passed over in silence", async () => {
    const { result } = await readContent(
      tsv("conn", `${CONN} plant_area`, [`${AT} 502 tcp modbus 1 1 1 SF Dd 1 1 1 1 north`]),
    );
    expect(result.warnings).toEqual([
      "Columns of the conn log that are not known here, with the number of records that fill them, were not read: plant_area (1).",
    ]);
  });

  it("masked times are unknown times", async () => {
    const row = `XXXXXXXXXX.XXXXXX C1 10.0.0.5 1 10.0.0.7 502 tcp modbus 1 1 1 SF Dd 1 1 1 1`;
    const { result } = await readContent(tsv("conn", CONN, [row]));
    expect([...result.flows][0]).toMatchObject({ firstSeenUs: null, lastSeenUs: null });
    expect(result.firstSeenUs).toBeNull();
  });
});

describe("logs of protocols", () => {
  const ASKED = `${ID} is_orig source_h source_p destination_h destination_p`;
  const ANSWER = `${AT} 5094 F 10.0.0.7 5094 10.0.0.5 1025`;

  it("add no packets to what conn.log counts, but tell that the responder answered", async () => {
    const counted = tsv("conn", CONN, [`${AT} 502 tcp modbus 1.5 10 20 SF ShADad 5 300 4 260`]);
    const told = tsv("modbus", `${ID} tid unit func exception`, [`${AT} 502 1 1 READ_COILS -`]);
    const alone = await readContent(told);
    expect([...alone.result.flows][0]).toMatchObject({ packets: 0, bytes: 0, packetsFromResponder: 1 });
    const both = await readContent(counted + told);
    expect(both.result.flows).toHaveLength(1);
    expect([...both.result.flows][0]).toMatchObject({ packets: 9, bytes: 560, operations: { read: 1 } });
  });

  it("of a parser that writes many are read by their family, the sender of an answer names itself", async () => {
    const columns = `${ASKED} proto read_unique_identifier_response_manufacturer_identification_code read_unique_identifier_response_device_id read_long_tag_response_long_tag new_column`;
    const { result } = await readContent(
      tsv("hart_ip_universal_commands", columns, [`${ANSWER} udp MicroMotion 4711 FT-101 x`]),
    );
    expect(identities(result.observations)).toEqual([
      "10.0.0.7 vendor=MicroMotion (zeek hart_ip_universal_commands)",
      "10.0.0.7 serial=4711 (zeek hart_ip_universal_commands)",
      "10.0.0.7 name=FT-101 (zeek hart_ip_universal_commands)",
    ]);
    expect([...result.flows][0]).toMatchObject({
      protocol: "hart-ip",
      transport: "udp",
      port: 5094,
      evidence: "payload",
    });
    expect(result.warnings.join()).toContain("new_column (1)");
  });

  it("what a message states is its sender's, not the responder's", async () => {
    const row = `${AT} 9600 T 10.0.0.5 1025 10.0.0.7 9600 CJ2M`;
    const { result } = await readContent(tsv("omron_fins_detail", `${ASKED} controller_model`, [row]));
    expect(identities(result.observations)).toEqual(["10.0.0.5 model=CJ2M (zeek omron_fins_detail)"]);
  });

  it("an upload or download of blocks is programming", async () => {
    const { result } = await readContent(
      tsv("s7comm_upload_download", `${ASKED} rosctr function_name`, [`${ANSWER.replace(" F ", " T ")} 1 x`]),
    );
    expect([...result.flows][0]?.operations).toEqual({ program: 1 });
  });

  it("a channel without security is a flag of the service, an application names itself", async () => {
    const columns = `${ASKED} opcua_link_id endpoint_url application_uri product_uri text message_security_mode security_policy_uri`;
    const row = `${AT} 4840 F 10.0.0.7 4840 10.0.0.5 1025 L opc.tcp://x urn:x http://maker.example/server Filler 1 http://opcfoundation.org/UA/SecurityPolicy#None`;
    const { result } = await readContent(tsv("opcua-binary-get-endpoints-description", columns, [row]));
    expect(result.observations.find((it) => it.kind === "service" && it.flags.length > 0)).toMatchObject({
      subject: { ip: "10.0.0.7" },
      flags: ["opcua-none"],
    });
    expect(identities(result.observations).slice(0, 2)).toEqual([
      "10.0.0.7 description=Filler (zeek opcua application)",
      "10.0.0.7 description=urn:x (zeek opcua application-uri)",
    ]);
  });

  it("below IP speak of cards, and ARP inside of EtherCAT binds", async () => {
    const frames = await readContent(
      tsv("ecat_registers", "ts srcmac dstmac Command Slave_Addr Register_Type Register_Addr data", [
        "1.0 00:01:05:00:00:01 01:01:05:01:00:00 FPRD 1001 x 0 0",
      ]),
    );
    expect([...frames.result.flows][0]).toMatchObject({ transport: "ethernet", protocol: "ethercat" });
    const arp = await readContent(
      tsv("ecat_arp_info", "ts arp_type mac_src mac_dst SPA SHA TPA THA", [
        "1.0 Reply 00:01:05:00:00:01 00:01:05:00:00:02 10.0.0.9 00:01:05:00:00:01 10.0.0.8 00:01:05:00:00:02",
      ]),
    );
    expect(arp.result.observations.find((it) => it.kind === "binding")).toMatchObject({ proof: "arp" });
  });

  it("of GOOSE and sampled values name the publisher by its card, whatever the parser calls the columns", async () => {
    const cards = "00:01:05:00:00:01 01:0c:cd:01:00:01";
    const goose = await readContent(
      tsv("goose", "ts src_mac dst_mac appid gocb_ref go_id st_num sq_num", [
        `1.0 ${cards} 0x0001 IED7LD0/LLN0$GO$gcb1 trip 4 2`,
      ]),
    );
    expect(goose.result.warnings).toEqual([]);
    expect([...goose.result.flows][0]).toMatchObject({ transport: "ethernet", protocol: "goose" });
    const told = goose.result.observations.flatMap((it) => (it.kind === "identity" ? [it] : []));
    expect(told.map(({ subject, field, value, inferred }) => [subject.mac, field, value, inferred])).toEqual([
      ["00:01:05:00:00:01", "description", "publishes GOOSE trip", false],
      ["00:01:05:00:00:01", "role", "ied", true],
      ["00:01:05:00:00:01", "description", "control block IED7LD0/LLN0$GO$gcb1", false],
      ["00:01:05:00:00:01", "name", "IED7LD0", true],
    ]);
    const values = await readContent(
      tsv("sv", "ts src dst appid length smpCnt sv_id", [`1.0 ${cards} 4000 96 7 MU01`]),
    );
    expect(values.result.observations).toContainEqual(
      expect.objectContaining({ kind: "identity", value: "publishes sampled values MU01" }),
    );
  });

  it("of MQTT connections tell the client by its id", async () => {
    const { result } = await readContent(
      tsv("mqtt_connect", `${ID} proto_name proto_version client_id connect_status`, [
        `${AT} 1883 MQTT 3.1.1 pump-7 Connection_Accepted`,
      ]),
    );
    const [told] = result.observations.flatMap((it) => (it.kind === "identity" ? [it] : []));
    expect(told).toMatchObject({ field: "instance", value: "pump-7", protocol: "zeek mqtt client-id" });
  });

  it("remarks make no device of a sender that may be made up", async () => {
    const { result } = await readContent(
      tsv("weird", `${ID} name addl notice peer`, [
        `${AT} 53 DNS_Conn_count_too_large - F zeek`,
        "1.0 - - - - - x - F zeek",
      ]),
    );
    expect(result.ledger).toMatchObject({ parsed: 1, ignored: 1 });
    for (const it of result.observations) expect(it).toMatchObject({ kind: "sighting", sent: 0, conversed: false });
  });

  it("what Zeek says of itself is ignored under one reason, other unknown kinds under their name", async () => {
    const { result } = await readContent(tsv("stats", "ts peer mem", ["1.0 zeek 12"]));
    expect(result.ledger.reasons[0]?.reason).toBe("Zeek tells of itself, not of the network");
    expect(result.warnings).toEqual([]);
    const stranger = await readContent(tsv("pneumatic_mail", `${ID} capsule`, [`${AT} 4001 red`]));
    expect([...stranger.result.flows][0]).toMatchObject({ protocol: "unknown", port: 4001 });
    expect(stranger.result.warnings[0]).toContain("capsule (1)");
  });
});

describe("logs that tell of the same requests", () => {
  const basic = tsv("modbus", `${ID} func exception`, [
    `${AT} 502 WRITE_SINGLE_COIL -`,
    `${AT} 502 READ_COILS -`,
    `${AT} 502 READ_COILS -`,
  ]);
  const detailed = tsv("modbus_detailed", `${ID} func address quantity`, [
    `${AT} 502 WRITE_SINGLE_COIL 1 1`,
    `${AT} 502 READ_COILS 1 1`,
  ]);

  it.each([
    ["the better one last", basic + detailed],
    ["the better one first", detailed + basic],
  ])("are counted once, %s", async (_order, text) => {
    const { result } = await readContent(text);
    expect([...result.flows].map(({ operations }) => operations)).toEqual([{ read: 1, write: 1 }]);
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger.records).toBe(5);
  });

  it("are counted alone where the other is missing", async () => {
    const { result } = await readContent(basic);
    expect([...result.flows].map(({ operations }) => operations)).toEqual([{ read: 2, write: 1 }]);
  });
});

describe("logs of parsers that were read for their conversations only", () => {
  it("tell what was asked of a GENISYS station, and its number", async () => {
    const text = tsv("genisys", `${ID} proto header server direction crc_transmitted`, [
      `${AT} 10001 tcp Execute\u00a0Controls 3 request 0x1`,
      `${AT} 10001 tcp Poll 3 request 0x1`,
      `${AT} 10001 tcp Indication 3 response 0x1`,
    ]);
    const { result } = await readContent(text.replaceAll("\u00a0", " "));
    expect([...result.flows][0]).toMatchObject({
      protocol: "genisys",
      operations: { control: 1, read: 1 },
      packetsFromResponder: 1,
    });
    expect(identities(result.observations)).toEqual(["10.0.0.7 instance=3 (zeek genisys)"]);
  });

  it("tell reading a program of a GE controller from loading one, and a programmer's logon from both", async () => {
    const record = (service: string, type = "Request") =>
      JSON.stringify({
        ...{ _path: "ge_srtp_general", ts: 1_700_000_000, uid: "C1" },
        ...{ "id.orig_h": "10.0.0.5", "id.orig_p": 1025, "id.resp_h": "10.0.0.7", "id.resp_p": 18_245 },
        ...{ srtp_type: type, service_request_code: service },
      });
    const services = ["Read Program Memory", "Program Load", "Programmer Logon", "Set PLC (Run vs Stop)"];
    const lines = [...services.map((it) => record(it)), record("Program Load", "Reply")];
    const { result } = await readContent(`${lines.join("\n")}\n`);
    expect([...result.flows][0]?.operations).toEqual({ read: 1, program: 1, control: 1 });
    expect([...result.flows][0]?.packetsFromResponder).toBe(1);
  });

  it("name the peers of QUIC and WebSocket, and the programs of clients", async () => {
    const { result } = await readContent(
      tsv("quic", `${ID} version client_initial_dcid server_scid server_name history`, [
        `${AT} 443 1 aa bb cloud.test ISishH`,
      ]) +
        tsv("websocket", `${ID} host uri user_agent subprotocol`, [`${AT} 80 hmi.test:80 /ws Acme/1 wamp`]) +
        tsv("postgresql", `${ID} application_name frontend backend success`, [
          `${AT} 5432 LineReports query command_complete T`,
        ]),
    );
    expect([...result.flows].map(({ protocol, peerName }) => [protocol, peerName])).toEqual([
      ["quic", "cloud.test"],
      ["http", "hmi.test"],
      ["postgresql", null],
    ]);
    expect(identities(result.observations)).toEqual([
      "10.0.0.5 description=Acme/1 (zeek http user-agent)",
      "10.0.0.5 description=LineReports (zeek postgresql client)",
    ]);
  });

  it("radius and ldap logs tell which computer logs in, and whose password is readable; people stay unnamed", async () => {
    const radius = `${ID} username mac framed_addr result`;
    const at = "1700000000.000000 C1 10.0.0.5 1025 10.0.0.7";
    const station = (username: string) => `${at} 1812 ${username} 02:00:00:00:00:09 10.0.0.99 success`;
    const { result } = await readContent(
      tsv("radius", radius, [station("host/hmi4.plant.test"), station("PLANT\\\\HMI4$"), station("operator7")]) +
        tsv("ldap", `${ID} message_id opcode result diagnostic_message object argument`, [
          `${at} 389 1 bind\\x20simple success - cn=admin REDACTED`,
          "1700000000.000000 C2 10.0.0.5 1026 10.0.0.8 389 1 bind\\x20SASL success - cn=admin NTLM",
        ]),
    );
    expect(identities(result.observations)).toEqual([
      "02:00:00:00:00:09 name=hmi4.plant.test (zeek radius, inferred)",
      "02:00:00:00:00:09 name=HMI4 (zeek radius, inferred)",
    ]);
    expect(result.observations.filter((it) => it.kind === "binding")).toEqual([]);
    const services = result.observations.flatMap((it) => (it.kind === "service" ? [[it.subject.ip, it.flags]] : []));
    expect(services).toEqual([
      ["10.0.0.7", []],
      ["10.0.0.7", ["cleartext-login"]],
      ["10.0.0.8", []],
    ]);
  });

  it("keep a VNC server's name for its desktop, and count logs of files under their own reason", async () => {
    const { result } = await readContent(
      tsv("rfb", `${ID} client_major_version server_major_version desktop_name`, [`${AT} 5900 003 003 HMI-2:0`]) +
        tsv("pe", "ts id machine", ["1700000000.000000 F1 AMD64"]),
    );
    expect(identities(result.observations)).toEqual(["10.0.0.7 description=HMI-2:0 (zeek vnc rfb)"]);
    expect(JSON.stringify(result.ledger)).toContain("pe.log tells of files, rules or routes, not of hosts");
  });
});
