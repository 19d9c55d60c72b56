import { describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import { readContent } from "@/lib/testing/read-content";

const ID = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";
const SENDER = "is_orig source_h source_p destination_h destination_p";
const ASKS = "1700000000.0 C1 10.0.0.5 40001 10.0.0.7";

/** Columns and cells stand between blanks; "_" in a cell is a blank of its own. */
function log(path: string, columns: string, rows: readonly string[]): string {
  const lines = rows.map((row) =>
    row
      .split(" ")
      .map((cell) => cell.replaceAll("_", " "))
      .join("\t"),
  );
  return [`#separator \\x09`, `#path\t${path}`, `#fields\t${columns.replaceAll(" ", "\t")}`, ...lines, ""].join("\n");
}

const named = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "identity"
      ? [`${it.subject.ip}${it.subject.child ? `/${it.subject.child}` : ""} ${it.field}=${it.value}`]
      : [],
  );

const servers = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "service" ? [`${it.subject.ip} ${it.transport}/${it.port} ${it.service}`] : [],
  );

describe("who asked, in logs of a parser's family", () => {
  it("is not the server that answers from another port than the one that was asked", async () => {
    const columns = `${ID} proto header_message_type_message_type token_passing_pdu_command_number`;
    const turned = "1700000000.0 C2 10.0.0.7 5095 10.0.0.5 50123 udp";
    const { result } = await readContent(
      log("hart_ip_general", columns, [
        `${turned} Request Write_Polling_Address`,
        `${turned} Response Write_Polling_Address`,
      ]),
    );
    expect([...result.flows]).toEqual([
      expect.objectContaining({
        initiator: { ip: "10.0.0.5", mac: null },
        responder: { ip: "10.0.0.7", mac: null },
        port: 5095,
        operations: { write: 1 },
      }),
    ]);
    expect(servers(result.observations)).toEqual(["10.0.0.7 udp/5095 hart-ip"]);
    const identity = log("hart_ip_universal_commands", `${ID} proto read_long_tag_response_long_tag`, [
      `${turned} PT-9`,
      `${turned} @@@@@@@@`,
    ]);
    const told = await readContent(identity);
    expect(named(told.result.observations)).toEqual(["10.0.0.7 name=PT-9"]);
  });

  it("is told by sender and kind of the message where both stand in the record", async () => {
    const columns = `${ID} source_h source_p destination_h destination_p proto packet_type operation_num`;
    const first = "1700000000.0 C2 10.0.0.7 49152 10.0.0.5 65151";
    const { result } = await readContent(
      log("profinet_io_cm", columns, [
        `${first} 10.0.0.7 49152 10.0.0.5 65151 udp Response Connect`,
        `${first} 10.0.0.5 65151 10.0.0.7 49152 udp Request Write`,
        `${first} 10.0.0.7 49152 10.0.0.5 65151 udp Response Write`,
      ]),
    );
    expect(result.flows).toHaveLength(1);
    expect([...result.flows][0]).toMatchObject({
      initiator: { ip: "10.0.0.5" },
      port: 49_152,
      packetsFromResponder: 2,
      operations: { write: 1 },
    });
    expect(servers(result.observations)).toEqual(["10.0.0.7 udp/49152 profinet-io"]);
  });

  it("stays as Zeek says where ports tell nothing", async () => {
    const { result } = await readContent(
      log("synchrophasor_cmd", `${ID} proto command extframe`, [
        `1700000000.0 C1 10.0.0.5 4712 10.0.0.7 4713 udp Data_on -`,
      ]),
    );
    expect([...result.flows][0]).toMatchObject({ initiator: { ip: "10.0.0.5" }, port: 4713, packetsFromResponder: 0 });
    expect(servers(result.observations)).toEqual([]);
  });
});

describe("devices behind a HART-IP server", () => {
  const prefix = "read_unique_identifier_response";
  const columns = `${ID} proto ${prefix}_expanded_device_type ${prefix}_device_id read_long_tag_response_long_tag`;
  const rows = (...answers: readonly string[]) =>
    log(
      "hart_ip_universal_commands",
      columns,
      answers.map((it) => `${ASKS} 5094 tcp ${it}`),
    );

  it("are devices of their own where there are several, and a tag of none that is named is nobody's", async () => {
    const { result } = await readContent(rows("Gateway 210 -", "Pressure 4711 -", "- - PT-9", "- - GW-1"));
    expect(named(result.observations)).toEqual([
      "10.0.0.7/hart 210 model=Gateway",
      "10.0.0.7/hart 210 serial=210",
      "10.0.0.7/hart 4711 model=Pressure",
      "10.0.0.7/hart 4711 serial=4711",
    ]);
    expect(result.warnings).toEqual([expect.stringMatching(/^2 statements .* do not say which/)]);
  });

  it("are the server itself where there is one", async () => {
    const { result } = await readContent(rows("Pressure 4711 -", "- - PT-9"));
    expect(named(result.observations)).toEqual([
      "10.0.0.7 model=Pressure",
      "10.0.0.7 serial=4711",
      "10.0.0.7 name=PT-9",
    ]);
    expect(result.warnings).toEqual([]);
  });
});

describe("a log that does not say over which transport its messages went", () => {
  const answer = `${ASKS} 9600 Run_(0x0401) Response_(1)`;

  it("has a service that is only possible where the port is usual over both", async () => {
    const { result } = await readContent(log("omron_fins_detail", `${ID} command_code icf_data_type`, [answer]));
    expect(result.observations.filter((it) => it.kind === "service")).toMatchObject([
      { subject: { ip: "10.0.0.7" }, transport: "udp", port: 9_600, service: "fins", evidence: "port-only" },
    ]);
    const stated = await readContent(
      log("omron_fins_general", `${ID} proto command_code icf_data_type`, [answer.replace("9600 ", "9600 tcp ")]),
    );
    expect(stated.result.observations.filter((it) => it.kind === "service")).toMatchObject([
      { transport: "tcp", port: 9_600, evidence: "payload" },
    ]);
  });
});

describe("what a request does", () => {
  it("is read from the command's code, and from no answer", async () => {
    const columns = `${ID} command_code icf_data_type run_mode`;
    const { result } = await readContent(
      log("omron_fins_detail", columns, [
        `${ASKS} 9600 Run_(0x0401) Command_(0) Debug_(1)`,
        `${ASKS} 9600 Run_(0x0401) Response_(1) -`,
        `${ASKS} 9600 Clock_Write_(0x0702) Command_(0) -`,
        `${ASKS} 9600 Program_Area_Read_(0x0306) Command_(0) -`,
      ]),
    );
    expect([...result.flows][0]?.operations).toEqual({ control: 1, write: 1, program: 1 });
    expect(result.warnings).toEqual([]);
  });

  it("is read from the names of services, in both directions of the words", async () => {
    const columns = `${ID} proto req_resp service_type table_id`;
    const { result } = await readContent(
      log("c1222_read_write_service", columns, [
        `${ASKS} 1153 tcp Req Full_Read 3`,
        `${ASKS} 1153 tcp Resp Full_Read 3`,
        `${ASKS} 1153 tcp Req Partial_Write_Offset 4`,
      ]),
    );
    expect([...result.flows][0]?.operations).toEqual({ read: 1, write: 1 });
  });

  it("is read from S7comm Plus functions and OPC UA services", async () => {
    const plus = await readContent(
      log("s7comm_plus", `${ID} ${SENDER} version opcode opcode_name function_code function_name`, [
        `${ASKS} 102 T 10.0.0.5 40001 10.0.0.7 102 3 0x31 Request 0x04f2 Set_Variable`,
        `${ASKS} 102 F 10.0.0.7 102 10.0.0.5 40001 3 0x32 Response 0x04f2 Set_Variable`,
        `${ASKS} 102 T 10.0.0.5 40001 10.0.0.7 102 3 0x31 Request 0x054c Get_Multi_Variables`,
      ]),
    );
    expect([...plus.result.flows][0]?.operations).toEqual({ read: 1, write: 1 });
    // The name with dashes is that of older versions of the parser.
    const ua = await readContent(
      log("opcua-binary", `${ID} ${SENDER} msg_type identifier identifier_str`, [
        `${ASKS} 4840 T 10.0.0.5 40001 10.0.0.7 4840 MSG 673 WriteRequest`,
        `${ASKS} 4840 F 10.0.0.7 4840 10.0.0.5 40001 MSG 676 WriteResponse`,
        `${ASKS} 4840 T 10.0.0.5 40001 10.0.0.7 4840 MSG 712 CallRequest`,
      ]),
    );
    expect([...ua.result.flows][0]?.operations).toEqual({ write: 1, control: 1 });
    expect(ua.result.warnings).toEqual([]);
  });
});

describe("who a device says it is", () => {
  it("an S7 controller by its system, module and plant", async () => {
    const columns = `${ID} ${SENDER} automation_system_name module_name plant_name module_serial`;
    const { result } = await readContent(
      log("s7comm_known_devices", columns, [
        `${ASKS} 102 - - - - - Filler_2 CPU_412-9 Hall_B S_C-X0000000001`,
        `1700000001.0 C2 10.0.0.5 40001 10.0.0.8 102 - - - - - Capper Capper-Kopf - -`,
      ]),
    );
    expect(named(result.observations)).toEqual([
      "10.0.0.7 name=Filler 2",
      "10.0.0.7 model=CPU 412-9",
      "10.0.0.7 location=Hall B",
      "10.0.0.7 serial=S C-X0000000001",
      "10.0.0.8 name=Capper",
      "10.0.0.8 description=Capper-Kopf",
    ]);
  });

  it("a PMU itself, and several behind a concentrator as its children", async () => {
    const columns = `${ID} proto pmu_idx station_name data_source_id`;
    const one = await readContent(log("synchrophasor_cfg_detail", columns, [`${ASKS} 4712 tcp 0 North 61`]));
    expect(named(one.result.observations)).toEqual([
      "10.0.0.7 name=North",
      "10.0.0.7 instance=61",
      "10.0.0.7 role=pmu",
    ]);
    const two = await readContent(
      log("synchrophasor_cfg_detail", columns, [`${ASKS} 4712 tcp 0 North 61`, `${ASKS} 4712 tcp 1 South 62`]),
    );
    expect(named(two.result.observations)).toEqual([
      "10.0.0.7/pmu 61 name=North",
      "10.0.0.7/pmu 61 instance=61",
      "10.0.0.7/pmu 61 role=pmu",
      "10.0.0.7/pmu 62 name=South",
      "10.0.0.7/pmu 62 instance=62",
      "10.0.0.7/pmu 62 role=pmu",
    ]);
  });

  it("a meter that registers states its own serial number", async () => {
    const { result } = await readContent(
      log("c1222_dereg_reg_service", `${ID} proto req_resp service_type electronic_serial_number`, [
        `${ASKS} 1153 tcp Req Register 2.16.124.113620.1.22.0.9`,
      ]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.5 serial=2.16.124.113620.1.22.0.9"]);
  });
});

describe("what a station is numbered with", () => {
  it("is read from the answering object of PROFINET, in both orders of its octets, and from no request", async () => {
    const columns = `${ID} source_h source_p destination_h destination_p proto packet_type object_uuid operation_num`;
    const asks = "1700000000.0 C1 10.0.0.5 65151 10.0.0.7 34964 10.0.0.5 65151 10.0.0.7 34964 udp Request";
    const answers = (ip: string) =>
      `1700000000.1 C2 ${ip} 49152 10.0.0.5 65151 ${ip} 49152 10.0.0.5 65151 udp Response`;
    const { result } = await readContent(
      log("profinet_io_cm", columns, [
        `${asks} DEA00000-6C97-11D1-8271-000109990998 Connect`,
        `${answers("10.0.0.7")} DEA00000-6C97-11D1-8271-00010003015A Connect`,
        `${answers("10.0.0.8")} 0000A0DE-976C-D111-8271-00010004002A Connect`,
        `${answers("10.0.0.9")} DEA00001-6C97-11D1-8271-00A02442DF7D Connect`,
        `${answers("10.0.0.10")} DEA00000-6C97-11D1-8271-000100030000 Connect`,
      ]),
    );
    expect(named(result.observations)).toEqual([
      "10.0.0.7 instance=0x015a",
      "10.0.0.7 instance=0x0003",
      "10.0.0.8 instance=0x002a",
      "10.0.0.8 instance=0x0004",
    ]);
    expect(result.warnings).toEqual([]);
  });

  it("is the group and unit of the ROC that answers", async () => {
    const columns = `${ID} packet_type opcode source_group source_unit`;
    const { result } = await readContent(
      log("roc_plus", columns, [`${ASKS} 4000 Request Read 0 1`, `${ASKS} 4000 Response Read 2 17`]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.7 instance=2/17"]);
  });

  it("is the title a meter registers with, not one that a relay answers with", async () => {
    const columns = `${ID} proto req_resp service_type ap_title electronic_serial_number`;
    const { result } = await readContent(
      log("c1222_dereg_reg_service", columns, [
        `${ASKS} 1153 tcp Req Register 2.16.124.9 1.22.0.9`,
        `${ASKS} 1153 tcp Resp Register 2.16.124.10 -`,
      ]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.5 serial=1.22.0.9", "10.0.0.5 instance=2.16.124.9"]);
  });
});

describe("columns of an MMS log", () => {
  it("that hold the answer to Identify name the server; those not known here are named with their number", async () => {
    const columns = `${ID} src_ip dst_ip deviceVendor deviceModel deviceRevision servicesSupported ownColumn`;
    const { result } = await readContent(
      log("mms", columns, [
        `${ASKS} 102 10.0.0.5 10.0.0.7 Acme_Protection REL-7 2.1.0 read some`,
        `${ASKS} 102 10.0.0.5 10.0.0.7 - - - - -`,
      ]),
    );
    expect(named(result.observations)).toEqual([
      "10.0.0.7 vendor=Acme Protection",
      "10.0.0.7 model=REL-7",
      "10.0.0.7 firmware=2.1.0",
    ]);
    expect(result.warnings).toEqual([expect.stringContaining("ownColumn (1)")]);
  });
});

describe("identities of meters and of EtherNet/IP's older parser", () => {
  it("takes the meter's number from the answer of the identification service, for the one who answers", async () => {
    const columns = `${ID} proto req_resp standard nbrSession_supported device_class device_identity_format device_identity`;
    const { result } = await readContent(
      log("c1222_identification_service", columns, [
        "1700000000.0 C1 10.0.0.5 40001 10.0.0.7 1153 tcp Req - - - - -",
        "1700000000.1 C1 10.0.0.5 40001 10.0.0.7 1153 tcp Resp ANSI_C12.22 T .1.2 1 MTR-0042",
      ]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.7 instance=MTR-0042"]);
    expect(result.warnings).toEqual([]);
  });

  it("gives a ListIdentity answer to the address in it, and to the port that answers where that is none", async () => {
    const columns = `${ID} device_type vendor product_name serial_number product_code revision status state device_ip`;
    const identity = "Programmable_Logic_Controller Acme_Controls AC-200/B 0x00a1b2c3 54 20.3 0x0060 0x03";
    const { result } = await readContent(
      log("enip_list_identity", columns, [
        `1700000000.0 C1 10.0.0.5 40001 10.0.0.7 44818 ${identity} 10.0.0.7`,
        `1700000000.1 C2 10.0.0.8 44818 10.0.0.5 40002 ${identity} 0.0.0.0`,
      ]),
    );
    const facts = ["vendor=Acme Controls", "model=AC-200/B", "firmware=20.03", "serial=00A1B2C3", "role=plc"];
    expect(named(result.observations).filter((it) => !it.includes("description="))).toEqual(
      ["10.0.0.7", "10.0.0.8"].flatMap((ip) => facts.map((fact) => `${ip} ${fact}`)),
    );
  });
});

describe("logs that name their hosts in another way", () => {
  it("a host in a list that is not known here was seen", async () => {
    const { result } = await readContent(log("known_routers", "ts host ttl", ["1700000000.0 10.0.0.1 64"]));
    expect(result.observations).toContainEqual(
      expect.objectContaining({ kind: "sighting", subject: { ip: "10.0.0.1", mac: null, child: null } }),
    );
    expect(result.warnings[0]).toContain("ttl (1)");
    const empty = await readContent(log("known_things", "ts thing", ["1700000000.0 pump"]));
    expect(empty.result.ledger).toMatchObject({ records: 1, ignored: 1 });
  });

  it("a matched signature tells who talked, and makes no device", async () => {
    const columns = "ts uid src_addr src_port dst_addr dst_port note sig_id event_msg sub_msg sig_count host_count";
    const { result } = await readContent(
      log("signatures", columns, ["1700000000.0 C1 10.0.0.5 40001 10.0.0.7 80 Signatures::Sensitive x m - - -"]),
    );
    expect([...result.flows][0]).toMatchObject({
      initiator: { ip: "10.0.0.5" },
      responder: { ip: "10.0.0.7" },
      port: 80,
    });
    for (const it of result.observations) expect(it).toMatchObject({ kind: "sighting", conversed: false });
  });

  it("a host names itself in multicast DNS by its own address, and by no service's name", async () => {
    const columns = `${ID} proto query qtype_name answers`;
    const from = "1700000000.0 C1 10.0.0.9 5353 224.0.0.251 5353 udp";
    const { result } = await readContent(
      log("dns", columns, [
        `${from} hmi9.local A 10.0.0.9`,
        `${from} other.local A 10.0.0.8`,
        `${from} _panel._tcp.local A 10.0.0.9`,
        "1700000000.0 C2 10.0.0.9 40001 10.0.0.53 53 udp hmi9.local A 10.0.0.9",
      ]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.9 name=hmi9.local"]);
  });
});

describe("what carries a conversation whose log does not say it", () => {
  it("is told by a port that is known over one transport alone", async () => {
    const row = (port: number) => `${ASKS} ${port} x`;
    const { result } = await readContent(log("pneumatic_mail", `${ID} capsule`, [row(161), row(22), row(4001)]));
    expect([...result.flows].map((it) => [it.transport, it.port, it.protocol])).toEqual([
      ["udp", 161, "snmp"],
      ["tcp", 22, "ssh"],
      ["tcp", 4001, "unknown"],
    ]);
  });

  it("is told by the kind of a tunnel", async () => {
    const row = (type: string) => `${ASKS} 0 ${type} Tunnel::DISCOVER`;
    const { result } = await readContent(
      log("tunnel", `${ID} tunnel_type action`, [row("Tunnel::IP"), row("Tunnel::VXLAN"), row("Tunnel::SOCKS")]),
    );
    expect([...result.flows].map((it) => it.transport)).toEqual(["ip", "udp", "tcp"]);
  });
});

describe("columns of Zeek's own logs", () => {
  it.each([
    ["mqtt_publish", `${ID} from_client retain qos status topic payload payload_len`],
    ["mqtt_subscribe", `${ID} action topics qos_levels granted_qos_level ack`],
    ["socks", `${ID} version user password status request.host request.name request_p bound.host bound.name bound_p`],
    ["redis", `${ID} cmd.name cmd.key cmd.value success reply.value`],
    ["modbus_register_change", `${ID} register old_val new_val delta`],
    [
      "smb_cmd",
      `${ID} command sub_command argument status rtt version username tree tree_service referenced_file.name`,
    ],
    ["ldap", `${ID} proto message_id version opcodes results diagnostic_messages objects arguments`],
    ["weird_stats", "ts name num_seen"],
  ])("%s are known", async (path, columns) => {
    const rest = columns.split(" ").length - ID.split(" ").length;
    const cells =
      path === "weird_stats" ? "1.0 x 2" : `${ASKS} 4001 ${Array.from({ length: rest }, () => "1").join(" ")}`;
    const { result } = await readContent(log(path, columns, [cells]));
    expect(result.warnings).toEqual([]);
    expect(result.ledger).toMatchObject({ records: 1, malformed: 0 });
  });
});
