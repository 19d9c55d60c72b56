/** What devices say of themselves to nmap's discovery scripts, from the scripts' tables and from their printed text. */
import { expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

const elem = (key: string, text: string) => `<elem key="${key}">${text}</elem>`;
const printed = (...lines: readonly string[]) => lines.map((line) => `&#xa;${line}`).join("");

async function read(id: string, output: string, inner = "") {
  const script = `<script id="${id}" output="${output}">${inner}</script>`;
  const host = `<host><status state="up" reason="syn-ack"/><address addr="10.0.0.7" addrtype="ipv4"/><ports><port protocol="udp" portid="1900"><state state="open" reason="udp-response"/>${script}</port></ports></host>`;
  const { result } = await readContent(
    `<?xml version="1.0"?><nmaprun scanner="nmap" start="1700000000">${host}</nmaprun>`,
  );
  return result;
}

async function facts(id: string, output: string, inner = "") {
  const { observations } = await read(id, output, inner);
  return observations.flatMap((it) => {
    if (it.kind === "identity") return [`${it.field}=${it.value}${it.inferred ? "?" : ""}`];
    return it.kind === "binding" ? [`${it.subject.mac} ${it.subject.ip}`] : [];
  });
}

it("upnp-info speaks of the root device, which stands first", async () => {
  const text = printed(
    "  10.0.0.7",
    "      Server: Custom/1.0 UPnP/1.0",
    "      Location: http://10.0.0.7:5431/dev",
    "        Name: Hall gateway",
    "        Manufacturer: Acme",
    "        Model Descr: Acme gateway with Wi-Fi",
    "        Model Name: AG-7",
    "        Name: WAN device",
    "        Manufacturer: Other",
  );
  expect(await facts("upnp-info", text)).toEqual([
    "vendor=Acme?",
    "model=AG-7?",
    "name=Hall gateway?",
    "description=Acme gateway with Wi-Fi?",
  ]);
});

it.each([
  [
    "hnap-info",
    [
      ["Device", "north"],
      ["Vendor", "Acme"],
      ["Description", "Acme E12"],
      ["Model", "E12"],
      ["Firmware", "1.0.00"],
    ],
    ["vendor=Acme?", "model=E12?", "firmware=1.0.00?", "name=north?", "description=Acme E12?"],
  ],
  [
    "wdb-version",
    [
      ["Agent version", "2.0"],
      ["VxWorks version", "VxWorks5.4.2"],
      ["Board Support Package", "PCD ARM940T REV 1"],
    ],
    ["os=VxWorks 5.4.2", "hardware=PCD ARM940T REV 1"],
  ],
  [
    "vmware-version",
    [
      ["Server version", "VMware ESXi 7.0.3"],
      ["Build", "20036589"],
    ],
    ["os=VMware ESXi 7.0.3 build 20036589"],
  ],
  [
    "http-hp-ilo-info",
    [
      ["ServerType", "ProLiant DL20 Gen10"],
      ["ProductID", "P06478-B21"],
      ["ILOType", "Integrated Lights-Out 5 (iLO 5)"],
      ["ILOFirmware", "2.44"],
      ["SerialNo", "ILOCZ12345678"],
    ],
    [
      "vendor=Hewlett Packard Enterprise?",
      "model=ProLiant DL20 Gen10",
      "orderNumber=P06478-B21",
      "serial=CZ12345678?",
      "description=Integrated Lights-Out 5 (iLO 5) 2.44",
    ],
  ],
  [
    "bjnp-discover",
    [
      ["Manufacturer", "Acme"],
      ["Model", "MG5200 series"],
      ["Description", "Acme MG5200 series"],
      ["Firmware version", "1.050"],
    ],
    ["vendor=Acme", "model=MG5200 series", "firmware=1.050", "description=Acme MG5200 series"],
  ],
  ["nbns-interfaces", [["hostname", "HMI-4"]], ["name=HMI-4"]],
  ["ms-sql-info", [["Windows server name", "HIST-1"]], ["name=HIST-1"]],
] as const)("%s gives the same from its table and from its printed text", async (id, rows, expected) => {
  const text = printed(...rows.map(([key, value]) => `  ${key}: ${value}`));
  expect(await facts(id, text)).toEqual(expected);
  expect(await facts(id, "", rows.map(([key, value]) => elem(key, value)).join(""))).toEqual(expected);
});

it("ubiquiti-discovery names the device, and the addresses of each of its cards", async () => {
  const card = '<table key="02:00:00:00:00:07"><elem>10.0.0.7</elem><elem>192.168.9.1</elem></table>';
  const inner = `${elem("hostname", "gate")}${elem("product", "ER-3")}${elem("firmware", "ER.v1.9.7")}<table key="interface_to_ip">${card}</table>`;
  const expected = ["vendor=Ubiquiti?", "name=gate", "model=ER-3", "firmware=ER.v1.9.7"];
  const found = await facts("ubiquiti-discovery", "", inner);
  expect(found.slice(0, 4)).toEqual(expected);
  expect(found.slice(4).sort()).toEqual(["02:00:00:00:00:07 10.0.0.7", "02:00:00:00:00:07 192.168.9.1"]);
  const text = printed(
    "  hostname: gate",
    "  product: ER-3",
    "  firmware: ER.v1.9.7",
    "  interface_to_ip: ",
    "    02:00:00:00:00:07: ",
    "      10.0.0.7",
    "      192.168.9.1",
  );
  expect(await facts("ubiquiti-discovery", text)).toEqual(found);
});

it("names the scripts that are not read, and how many answers the file holds", async () => {
  expect((await read("http-robots.txt", "1 disallowed entry")).warnings).toEqual([
    "Answers of these nmap scripts are not read here, with how many the file holds: http-robots.txt (1).",
  ]);
  expect((await read("upnp-info", "Name: gate")).warnings).toEqual([]);
  expect((await read("http-robots.txt", "ERROR: Script execution failed")).warnings).toEqual([]);
});
