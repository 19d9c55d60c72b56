import type { TimeUs } from "@/lib/domain/observation";
import type { Draw } from "./draw";
import { OUTSIDE, type OutsideHost } from "./outside";
import type { PlantDevice } from "./plant";
import type { Peer } from "./recorder";
import type { ServiceLog } from "./service-log";
import { CONNECTION_FIELDS, DHCP_FIELDS, type ZeekTable, zeekJson, zeekTsv } from "./zeek-table";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";

interface Session {
  readonly client: PlantDevice;
  readonly server: Peer;
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** Zeek's name of the protocol; null when it recognised none. */
  readonly zeekService: string | null;
  /** Our name of it. */
  readonly protocol: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/**
 * The logs of a Zeek sensor at the core router, over two hours of an afternoon: it sees what is routed, addresses only.
 * Its ssl.log is JSON, the others are tab-separated.
 */
export class ZeekSensor {
  private readonly tables = new Map<string, { fields: readonly string[]; rows: (string | number | null)[][] }>();
  private atUs: TimeUs;

  constructor(
    private readonly devices: readonly PlantDevice[],
    private readonly services: ServiceLog,
    private readonly draw: Draw,
    startUs: TimeUs,
  ) {
    this.atUs = startUs;
  }

  files(): { name: string; text: string }[] {
    this.record();
    return [...this.tables].map(([path, table]) => {
      const whole: ZeekTable = { path, ...table };
      return { name: `${path}.log`, text: path === "ssl" ? zeekJson(whole) : zeekTsv(whole) };
    });
  }

  private record(): void {
    const named = (name: string) => this.devices.find((it) => it.name === name) as PlantDevice;
    const directory = named("DC-1");
    const machines = this.devices.filter(({ segment, role }) => segment === "enterprise" && role === "workstation");
    for (const machine of machines) this.lease(machine);
    const hosts = [OUTSIDE.mail, OUTSIDE.weather, OUTSIDE.updates];
    for (const [index, machine] of machines.entries()) this.browse(machine, directory, hosts[index % 3] as OutsideHost);
    this.browse(named("garden-cam"), directory, OUTSIDE.cameraCloud);
    this.browse(named("BROTHER-SEW-7"), directory, OUTSIDE.socialNetwork);
    const relay = {
      client: named("EWS-1"),
      server: OUTSIDE.remoteSupport,
      transport: "tcp",
      port: 5938,
      protocol: "teamviewer",
    } as const;
    this.connection({ ...relay, zeekService: null, bytesOut: 90_000, bytesIn: 12_000 });
    for (const server of this.devices.filter(({ role, unitId }) => role === "plc" && unitId !== undefined))
      this.modbus(named("SCADA-SERVER"), server);
    for (const server of ["APP-SRV-2", "APP-SRV-3"].map(named))
      this.web(named("OPERATOR-3"), server, "Microsoft-IIS", "10.0");
    for (const device of machines) this.add("known_hosts", ["ts time", "host addr"], [this.time(), device.ip]);
    for (const device of machines)
      this.add(
        "known_devices",
        ["ts time", "mac string", "dhcp_host_name string"],
        [this.time(), device.mac, device.name],
      );
  }

  private lease(device: PlantDevice): void {
    this.add("dhcp", DHCP_FIELDS, [
      this.time(),
      this.uid(),
      device.ip,
      "10.1.40.1",
      device.mac,
      device.name,
      device.ip,
      "86400.000000",
      "REQUEST,ACK",
    ]);
  }

  private browse(client: PlantDevice, directory: PlantDevice, host: OutsideHost): void {
    const dns = this.connection({
      client,
      server: directory,
      transport: "udp",
      port: 53,
      zeekService: "dns",
      protocol: "dns",
      bytesOut: 44,
      bytesIn: 60,
    });
    const dnsFields = [
      ...CONNECTION_FIELDS,
      "proto enum",
      "trans_id count",
      "query string",
      "qclass count",
      "qclass_name string",
      "qtype count",
      "qtype_name string",
      "rcode count",
      "rcode_name string",
      "AA bool",
      "TC bool",
      "RD bool",
      "RA bool",
      "Z count",
      "answers vector[string]",
      "TTLs vector[interval]",
      "rejected bool",
    ];
    this.add("dns", dnsFields, [
      ...dns,
      "udp",
      this.draw(65_536),
      host.hostName,
      1,
      "C_INTERNET",
      1,
      "A",
      0,
      "NOERROR",
      "F",
      "F",
      "T",
      "T",
      0,
      host.ip,
      "300.000000",
      "F",
    ]);
    const tls = this.connection({
      client,
      server: host,
      transport: "tcp",
      port: 443,
      zeekService: "ssl",
      protocol: "tls",
      bytesOut: 4_000 + this.draw(90_000),
      bytesIn: 3_000 + this.draw(40_000),
    });
    const sslFields = [
      ...CONNECTION_FIELDS,
      "version string",
      "cipher string",
      "server_name string",
      "resumed bool",
      "established bool",
    ];
    this.add("ssl", sslFields, [...tls, "TLSv12", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", host.hostName, "F", "T"]);
  }

  private modbus(client: PlantDevice, server: PlantDevice): void {
    const common = { client, server, transport: "tcp", port: 502, zeekService: "modbus", protocol: "modbus" } as const;
    const row = this.connection({ ...common, bytesOut: 2_400, bytesIn: 3_100 });
    for (const name of ["READ_HOLDING_REGISTERS", "READ_HOLDING_REGISTERS", "WRITE_SINGLE_REGISTER"]) {
      this.add(
        "modbus",
        [...CONNECTION_FIELDS, "func string", "exception string"],
        [this.time(), ...row.slice(1), name, null],
      );
    }
  }

  private web(client: PlantDevice, server: PlantDevice, software: string, version: string): void {
    const row = this.connection({
      client,
      server,
      transport: "tcp",
      port: 80,
      zeekService: "http",
      protocol: "http",
      bytesOut: 320,
      bytesIn: 5_400,
    });
    const fields = [
      ...CONNECTION_FIELDS,
      "trans_depth count",
      "method string",
      "host string",
      "uri string",
      "user_agent string",
      "request_body_len count",
      "response_body_len count",
      "status_code count",
      "status_msg string",
    ];
    this.add("http", fields, [...row, 1, "GET", server.ip, "/reports", "Mozilla/5.0", 0, 5_100, 200, "OK"]);
    const [major, minor] = version.split(".");
    const softwareFields = [
      "ts time",
      "host addr",
      "host_p port",
      "software_type enum",
      "name string",
      "version.major count",
      "version.minor count",
      "unparsed_version string",
    ];
    this.add("software", softwareFields, [
      this.time(),
      server.ip,
      80,
      "HTTP::SERVER",
      software,
      major ?? null,
      minor ?? null,
      `${software}/${version}`,
    ]);
    this.add(
      "known_services",
      ["ts time", "host addr", "port_num port", "port_proto enum", "service set[string]"],
      [this.time(), server.ip, 80, "tcp", "HTTP"],
    );
  }

  /** Writes the row of conn.log and returns the columns that the protocol's own log begins with. */
  private connection(session: Session): (string | number)[] {
    const { client, server, transport, port, zeekService, protocol, bytesOut, bytesIn } = session;
    const id = [this.time(), this.uid(), client.ip, 49_152 + this.draw(16_000), server.ip, port];
    const [packetsOut, packetsIn] = [Math.ceil(bytesOut / 900) + 3, Math.ceil(bytesIn / 900) + 3];
    const fields = [
      ...CONNECTION_FIELDS,
      "proto enum",
      "service string",
      "duration interval",
      "orig_bytes count",
      "resp_bytes count",
      "conn_state string",
      "local_orig bool",
      "local_resp bool",
      "missed_bytes count",
      "history string",
      "orig_pkts count",
      "orig_ip_bytes count",
      "resp_pkts count",
      "resp_ip_bytes count",
      "tunnel_parents set[string]",
    ];
    const duration = (1 + this.draw(90_000) / 1000).toFixed(6);
    const isLocal = "hostName" in server ? "F" : "T";
    this.add("conn", fields, [
      ...id,
      transport,
      zeekService,
      duration,
      bytesOut,
      bytesIn,
      "SF",
      "T",
      isLocal,
      0,
      transport === "tcp" ? "ShADadFf" : "Dd",
      packetsOut,
      bytesOut + packetsOut * 40,
      packetsIn,
      bytesIn + packetsIn * 40,
      "(empty)",
    ]);
    if (!("hostName" in server)) this.services.add(server, { transport, port, protocol });
    return id;
  }

  private add(path: string, fields: readonly string[], row: (string | number | null)[]): void {
    const table = this.tables.get(path);
    if (table) table.rows.push(row);
    else this.tables.set(path, { fields, rows: [row] });
  }

  private time(): string {
    this.atUs += 5_000_000 + this.draw(20_000_000);
    return (this.atUs / 1e6).toFixed(6);
  }

  private uid(): string {
    return `C${Array.from({ length: 16 }, () => ALPHABET[this.draw(ALPHABET.length)]).join("")}`;
  }
}
