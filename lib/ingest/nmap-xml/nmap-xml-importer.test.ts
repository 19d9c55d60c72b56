import { describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import { readContent } from "@/lib/testing/read-content";

const scan = (hosts: string, tail = "</nmaprun>") =>
  `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" start="1700000000">${hosts}<runstats/>${tail}`;
const host = (inner: string, ip = "10.0.0.7", state = '<status state="up" reason="arp-response"/>') =>
  `<host starttime="1700000001" endtime="1700000002">${state}<address addr="${ip}" addrtype="ipv4"/>${inner}</host>`;
const port = (inner: string, id = 102, protocol = "tcp") =>
  `<ports><port protocol="${protocol}" portid="${id}"><state state="open" reason="syn-ack"/>${inner}</port></ports>`;
const script = (id: string, output: string, inner = "") => `<script id="${id}" output="${output}">${inner}</script>`;

const facts = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "identity"
      ? [
          `${it.subject.child ? `${it.subject.child} ` : ""}${it.field}=${it.value}${it.inferred ? "?" : ""} (${it.protocol})`,
        ]
      : [],
  );

async function factsOf(hosts: string) {
  return facts((await readContent(scan(hosts))).result.observations);
}

describe("scripts", () => {
  it("s7-info gives the same from its table and from its printed text", async () => {
    const table =
      '<elem key="Module">6ES7 315-2AG10-0AB0</elem><elem key="Version">2.6.9</elem><elem key="System Name">S7-300</elem><elem key="Module Type">CPU 315-2 DP</elem><elem key="Serial Number">S C-X4U421302009</elem>';
    const text =
      "&#xa;  Module: 6ES7 315-2AG10-0AB0&#xa;  Version: 2.6.9&#xa;  System Name: S7-300&#xa;  Module Type: CPU 315-2 DP&#xa;  Serial Number: S C-X4U421302009";
    const structured = await factsOf(host(port(script("s7-info", "x", table))));
    expect(structured).toEqual([
      "vendor=Siemens? (nmap s7-info)",
      "role=plc? (nmap s7-info)",
      "orderNumber=6ES7 315-2AG10-0AB0 (nmap s7-info)",
      "model=CPU 315-2 DP (nmap s7-info)",
      "firmware=2.6.9 (nmap s7-info)",
      "name=S7-300 (nmap s7-info)",
      "serial=S C-X4U421302009 (nmap s7-info)",
    ]);
    expect(await factsOf(host(port(script("s7-info", text))))).toEqual(structured);
  });

  it("modbus units behind a gateway are devices of their own; units that are not there are none", async () => {
    const unit = (id: string, text: string) =>
      `<table key="sid 0x${id}"><elem key="Device identification">${text}</elem></table>`;
    const dead = '<table key="sid 0x96"><elem key="error">GATEWAY TARGET DEVICE FAILED TO RESPONSE</elem></table>';
    const one = await factsOf(
      host(port(script("modbus-discover", "", unit("64", "Schneider Electric PM710 v03.110") + dead), 502)),
    );
    expect(one).toEqual([
      "description=Schneider Electric PM710 v03.110 (nmap modbus-discover)",
      "firmware=v03.110? (nmap modbus-discover)",
    ]);
    const two = await factsOf(host(port(script("modbus-discover", "", unit("1", "A 1.0") + unit("2", "B 2.0")), 502)));
    expect(two[0]).toBe("modbus unit 1 description=A 1.0 (nmap modbus-discover)");
    const line = await factsOf(host(port(script("modbus-discover", "", unit("1", "C 1.0") + unit("2", "D 2.0")), 503)));
    expect(line[0]).toBe("modbus port 503 unit 1 description=C 1.0 (nmap modbus-discover)");
  });

  it("a certificate names its holder only by a plain host name", async () => {
    const table = (name: string) =>
      `<table key="subject"><elem key="commonName">${name}</elem></table><table key="issuer"><elem key="commonName">CA</elem></table>`;
    expect(await factsOf(host(port(script("ssl-cert", "", table("plc7.plant.example")), 443)))).toEqual([
      "name=plc7.plant.example (nmap ssl-cert)",
      "description=certificate: plc7.plant.example (nmap ssl-cert)",
    ]);
    expect(await factsOf(host(port(script("ssl-cert", "", table("*.example")), 443)))).toEqual([
      "description=certificate: *.example (nmap ssl-cert)",
    ]);
    const printed = "Subject: commonName=nvr/organizationName=Maker&#xa;Issuer: commonName=nvr/organizationName=Maker";
    expect(await factsOf(host(port(script("ssl-cert", printed), 443)))).toContain(
      "description=self-signed certificate: nvr, Maker (nmap ssl-cert)",
    );
  });

  it("addresses that agents state bind their MACs", async () => {
    const interfaces =
      "&#xa;  eth0&#xa;    IP address: 10.9.0.1  Netmask: 255.255.255.0&#xa;    MAC address: 00:0c:29:01:e2:74 (VMware)&#xa;  lo&#xa;    IP address: 127.0.0.1";
    const { result } = await readContent(scan(host(port(script("snmp-interfaces", interfaces), 161, "udp"))));
    expect(result.observations.filter((it) => it.kind === "binding")).toEqual([
      expect.objectContaining({ subject: { mac: "00:0c:29:01:e2:74", ip: "10.9.0.1", child: null }, proof: "stated" }),
    ]);
  });

  it("snmp-sysdescr's lines become one, without the uptime below them, however many empty ones there are", async () => {
    const output = `Acme switch &#xa;&#xa;  rev 3${"&#xa; ".repeat(20_000)}x&#xa;  System uptime: 4d&#xa;`;
    expect(await factsOf(host(port(script("snmp-sysdescr", output), 161, "udp")))).toContain(
      "description=Acme switch rev 3 x (nmap snmp-sysdescr)",
    );
  });

  it("an error of a script is no answer", async () => {
    expect(await factsOf(host(port(script("fox-info", "ERROR: Script execution failed"), 1911)))).toEqual([]);
  });

  it("gateways found before the scan are told under their own address", async () => {
    const text =
      "&#xa;  192.168.178.11: &#xa;    Body: &#xa;      DIB_DEV_INFO: &#xa;        KNX address: 15.15.255&#xa;        Decive serial: 00ef2650065c&#xa;        Device friendly name: IP-Viewer";
    const { result } = await readContent(scan(`<prescript>${script("knx-gateway-discover", text)}</prescript>`));
    expect(facts(result.observations)).toContain("serial=00ef2650065c (nmap knx-gateway-discover)");
    expect(result.observations[0]?.subject.ip).toBe("192.168.178.11");
  });
});

describe("scans appended to one file", () => {
  const first = scan(host(port('<service name="ssh" method="table"/>', 22), "10.0.0.1"));
  const old = '<host><status state="up" reason="echo-reply"/><address addr="10.0.0.2" addrtype="ipv4"/></host>';
  const second = scan(old).replace("1700000000", "1700009000");

  it("are all read, each with the time at which it began", async () => {
    const { result } = await readContent(`${first}\n${second}\n`);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect(result.warnings).toEqual([]);
    const times = result.observations.flatMap((it) =>
      it.kind === "sighting" ? [`${it.subject.ip} ${it.position} ${it.firstSeenUs}`] : [],
    );
    expect(times).toEqual(["10.0.0.1 1 1700000001000000", "10.0.0.2 2 1700009000000000"]);
  });

  it("bind an address to its card for as long as any of them says so", async () => {
    const card = '<address addr="00:1B:1B:00:00:07" addrtype="mac"/>';
    const again = (start: number) =>
      scan(host(card))
        .replace("1700000001", String(start))
        .replace("1700000002", String(start + 1));
    const { result } = await readContent(`${again(1_700_000_001)}\n${again(1_700_009_001)}\n`);
    expect(result.observations.filter((it) => it.kind === "binding")).toEqual([
      expect.objectContaining({ firstSeenUs: 1_700_000_001_000_000, lastSeenUs: 1_700_009_002_000_000 }),
    ]);
  });

  it("do not suffer from one that was broken off", async () => {
    const cut = first.slice(0, first.indexOf("</ports>"));
    const { result } = await readContent(`${cut}\n${second}\n`);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 1, truncated: 1 });
    expect(result.warnings).toEqual(["1 of the 2 scans in the file ends early; 2 hosts of the file were read."]);
    expect(result.observations.some((it) => it.kind === "service" && it.port === 22)).toBe(true);
  });
});

describe("hosts", () => {
  it("what nmap recognised is sure, what its port table says is a guess", async () => {
    const probed = '<service name="http" product="nginx" version="1.2" method="probed"/>';
    const sure = (await readContent(scan(host(port(probed, 80))))).result.observations.find(
      (it) => it.kind === "service",
    );
    expect(sure).toMatchObject({
      service: "http",
      evidence: "scan",
      product: "nginx",
      version: "1.2",
      method: "active",
    });
    const table = '<service name="iso-tsap" method="table" conf="3"/>';
    const guess = (await readContent(scan(host(port(table, 102))))).result.observations.find(
      (it) => it.kind === "service",
    );
    expect(guess).toMatchObject({ service: "s7comm", evidence: "port-only" });
  });

  it("only open ports are services", async () => {
    const states = ["open", "filtered", "closed", "open|filtered"].map(
      (state, at) => `<port protocol="udp" portid="${at + 1}"><state state="${state}" reason="x"/></port>`,
    );
    const { result } = await readContent(scan(host(`<ports>${states.join("")}</ports>`)));
    expect(
      result.observations.filter((it) => it.kind === "service").map((it) => it.kind === "service" && it.port),
    ).toEqual([1]);
  });

  it("down, silent and nameless hosts are accounted for, and are no devices", async () => {
    const hosts = [
      host("", "10.0.0.1", '<status state="down" reason="no-response"/>'),
      host("", "10.0.0.2", '<status state="up" reason="user-set"/>'),
      "<host><status state='up' reason='reset'/></host>",
      host("", "10.0.0.4"),
    ];
    const { result } = await readContent(scan(hosts.join("")));
    expect(result.ledger).toMatchObject({ records: 4, parsed: 1, ignored: 2, malformed: 1 });
    expect(new Set(result.observations.map((it) => it.subject.ip))).toEqual(new Set(["10.0.0.4"]));
  });

  it("a MAC on the link is the host's, unless it answers for a whole subnet", async () => {
    const withMac = (ip: string) => host('<address addr="00:1B:1B:00:00:07" addrtype="mac" vendor="Siemens AG,"/>', ip);
    const one = (await readContent(scan(withMac("10.0.0.7")))).result;
    expect(one.observations.filter((it) => it.kind === "binding")).toHaveLength(1);
    const many = (await readContent(scan(Array.from({ length: 40 }, (_, i) => withMac(`10.0.0.${i + 1}`)).join(""))))
      .result;
    expect(many.observations.filter((it) => it.kind === "binding")).toHaveLength(0);
    expect(many.warnings).toEqual([expect.stringContaining("answered for 40 addresses")]);
  });

  it("an answer to ARP alone is a host's, unless the same card gives it for a whole subnet", async () => {
    const neighbour = (ip: string, ports = "") =>
      `<host><status state="up" reason="arp-response"/><address addr="${ip}" addrtype="ipv4"/><address addr="00:1B:1B:00:00:07" addrtype="mac"/>${ports}</host>`;
    const aliveIn = async (xml: string) =>
      (await readContent(scan(xml))).result.observations.flatMap((it) => (it.kind === "sighting" ? it.subject.ip : []));
    expect(await aliveIn(neighbour("10.0.0.7"))).toEqual(["10.0.0.7"]);
    const open = '<ports><port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/></port></ports>';
    const subnet = Array.from({ length: 40 }, (_, index) => neighbour(`10.0.0.${index + 1}`, index === 8 ? open : ""));
    expect(await aliveIn(subnet.join(""))).toEqual(["10.0.0.9"]);
  });

  it("what a cut-off file holds is kept, the last host with the mark that it is cut", async () => {
    const whole = scan(host("", "10.0.0.1") + host(port('<service name="ssh" method="probed"/>', 22), "10.0.0.2"));
    const { result } = await readContent(whole.slice(0, whole.indexOf("</ports>")));
    expect(result.ledger).toMatchObject({ records: 2, parsed: 1, truncated: 1 });
    expect(result.warnings).toEqual([expect.stringContaining("ends before the scan does")]);
    expect(result.observations.some((it) => it.kind === "service" && it.port === 22)).toBe(true);
  });

  it("hosts before damage are kept", async () => {
    const { result } = await readContent(scan(`${host("", "10.0.0.1")}<host><broken</host>`));
    expect(result.ledger.parsed).toBe(1);
    expect(result.warnings).toEqual([expect.stringContaining("The XML is damaged")]);
  });

  it("text of the wire stays text", async () => {
    const evil = "&lt;script&gt;alert(1)&lt;/script&gt;\u202e&#xa;=cmd()";
    const names = await factsOf(host(`<hostnames><hostname name="${evil}" type="PTR"/></hostnames>`));
    expect(names).toEqual(["name=<script>alert(1)</script>\\u{202e}\\u{a}=cmd() (nmap dns)"]);
  });
});

describe("scripts of newer versions and of OT collections", () => {
  const table = (key: string, inner: string) => `<table${key ? ` key="${key}"` : ""}>${inner}</table>`;
  const elem = (key: string, text: string) => `<elem key="${key}">${text}</elem>`;

  it("PROFINET devices that answered a multicast are told by their own address, in table and in text", async () => {
    const device = (ip: string, mac: string, name: string) =>
      [elem("ip_addr", ip), elem("mac_addr", mac), elem("vendorId", "0x0999"), elem("vendorvalue", "MIXER-4")].join(
        "",
      ) +
      elem("deviceRole", "PNIO Controller 0x01") +
      elem("nameOfStation", name);
    const inner = table(
      "devices",
      table("", device("10.0.0.8", "00:1B:1B:00:00:08", "mixer")) +
        table("", device("0.0.0.0", "00:1B:1B:00:00:09", "unset")),
    );
    const text =
      "&#xa;  devices: &#xa;    &#xa;      ip_addr: 10.0.0.8&#xa;      mac_addr: 00:1B:1B:00:00:08&#xa;      nameOfStation: mixer&#xa;    &#xa;      ip_addr: 10.0.0.9&#xa;      mac_addr: 00:1B:1B:00:00:09&#xa;      nameOfStation: capper";
    const read = async (tables: string, printed: string) =>
      (await readContent(scan(`<prescript>${script("multicast-profinet-discovery", printed, tables)}</prescript>`)))
        .result.observations;
    const structured = await read(inner, "x");
    const names = (observations: readonly Observation[]) =>
      observations.flatMap((it) =>
        it.kind === "identity" && it.field === "name" ? [`${it.subject.mac} ${it.subject.ip} ${it.value}`] : [],
      );
    expect(names(structured)).toEqual(["00:1b:1b:00:00:08 10.0.0.8 mixer", "00:1b:1b:00:00:09 null unset"]);
    expect(facts(structured)).toContain("role=io-device (nmap multicast-profinet-discovery)");
    expect(facts(structured)).toContain("model=MIXER-4 (nmap multicast-profinet-discovery)");
    expect(names(await read("", text))).toEqual([
      "00:1b:1b:00:00:08 10.0.0.8 mixer",
      "00:1b:1b:00:00:09 10.0.0.9 capper",
    ]);
    expect(structured.find((it) => it.kind === "binding")).toMatchObject({ subject: { ip: "10.0.0.8" } });
  });

  it("a PROFINET annotation gives type, order number and version", async () => {
    const annotation = "ET 999                    6ES7 155-9XX01-0XB0      3 V  4  2 11";
    expect(
      await factsOf(host(port(script("profinet-cm-lookup", "x", elem("annotation", annotation)), 34964, "udp"))),
    ).toEqual([
      "model=ET 999 (nmap profinet-cm-lookup)",
      "orderNumber=6ES7 155-9XX01-0XB0 (nmap profinet-cm-lookup)",
      "hardware=3 (nmap profinet-cm-lookup)",
      "firmware=V4.2.11 (nmap profinet-cm-lookup)",
    ]);
  });

  it("HART gateways, protection devices and controllers name themselves, and what is not there names nothing", async () => {
    const hart =
      elem("Long Tag", "????????") +
      elem("Expanded Device Type", "FLOW 9") +
      elem("Manufacturer ID", "Unknown Manufacturer");
    const inner = table("Device Information", hart + elem("Device ID", "0a0b0c") + elem("Software Revision", "4"));
    expect(await factsOf(host(port(script("hartip-info", "x", inner), 5094)))).toEqual([
      "model=FLOW 9 (nmap hartip-info)",
      "firmware=4 (nmap hartip-info)",
      "instance=0a0b0c (nmap hartip-info device-id)",
    ]);
    const mms =
      elem("vendorName", "Maker") + elem("modelNumber", "P-77") + elem("serialNumber", "&lt;NO_LPHD_FOUND&gt;");
    expect(
      await factsOf(host(port(script("iec61850-mms", "x", mms + elem("vendorName_identify", "Stack Co"))))),
    ).toEqual([
      "vendor=Maker (nmap iec61850-mms)",
      "model=P-77 (nmap iec61850-mms)",
      "vendor=Stack Co (nmap mms identify)",
    ]);
    const modicon = elem("Vendor Name", "Maker") + elem("Network Module", "NET 1") + elem("CPU Module", "CPU 2");
    expect(await factsOf(host(port(script("modicon-info", "x", modicon + elem("Firmware", "V9.1")), 502)))).toEqual([
      "vendor=Maker (nmap modicon-info)",
      "model=CPU 2 (nmap modicon-info)",
      "firmware=V9.1 (nmap modicon-info)",
      "role=plc? (nmap modicon-info)",
      "description=network module NET 1 (nmap modicon-info)",
    ]);
    const codesys = "&#xa;  OS Name: Nucleus 1&#xa;  Product Type: BOX 3";
    expect(await factsOf(host(port(script("codesys-v2-discover", codesys), 2455)))).toEqual([
      "model=BOX 3 (nmap codesys-v2-discover)",
      "os=Nucleus 1 (nmap codesys-v2-discover)",
    ]);
  });

  it("an older enip-info with words for keys gives the same", async () => {
    const text =
      "&#xa;  Vendor: Maker (1)&#xa;  Product Name: 17-X&#xa;  Serial Number: 0x0000abcd&#xa;  Device Type: Communications Adapter (12)&#xa;  Revision: 2.7";
    expect(await factsOf(host(port(script("enip-info", text), 44818)))).toEqual(
      expect.arrayContaining(["model=17-X (nmap enip-info)", "serial=0000ABCD (nmap enip-info)"]),
    );
  });
});
