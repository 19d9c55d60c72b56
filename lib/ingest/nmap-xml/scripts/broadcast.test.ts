import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

/** Scripts that ask a whole segment: each answer belongs to the host that gave it, never to the group or the asker. */

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("\n", "&#xa;");
const indented = (lines: readonly string[]) => lines.map((line) => `\n${line}`).join("");

/** As nmap's XML has it before the hosts, with the printed text alone. */
const inXml = (id: string, lines: readonly string[]) =>
  `<?xml version="1.0"?><nmaprun scanner="nmap" start="1700000000"><prescript><script id="${id}" output="${escaped(indented(lines))}"/></prescript></nmaprun>`;

/** As nmap prints it. */
const inText = (id: string, lines: readonly string[]) =>
  [
    "# Nmap 7.94 scan initiated Mon Nov 20 10:00:00 2023 as: nmap --script broadcast 10.0.0.99",
    "Pre-scan script results:",
    `| ${id}: `,
    ...lines.map((line, at) => `${at === lines.length - 1 ? "|_" : "| "}${line}`),
    "Nmap scan report for 10.0.0.99",
    "Host is up (0.0010s latency).",
    "",
    "# Nmap done at Mon Nov 20 10:00:10 2023 -- 1 IP address (1 host up) scanned in 10.00 seconds",
    "",
  ].join("\n");

async function told(content: string): Promise<string[]> {
  const { result } = await readContent(content);
  expect(result.warnings.filter((it) => it.includes("scripts are not read"))).toEqual([]);
  return result.observations.flatMap((it) => {
    const who = it.subject.ip ?? it.subject.mac;
    if (it.kind === "identity") return [`${who} ${it.field}=${it.value}${it.inferred ? "?" : ""}`];
    return it.kind === "binding" ? [`${it.subject.mac} ${it.subject.ip}`] : [];
  });
}

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "broadcast-upnp-info",
    [
      "  10.0.0.50",
      "      Server: Linux/3.10 UPnP/1.0 Panel/2.0",
      "      Location: http://10.0.0.50:8200/rootDesc.xml",
      "        Name: Hall display",
      "        Manufacturer: Acme",
      "        Model Name: HD-7",
      "  10.0.0.51",
      "      Server: Custom/1.0",
    ],
    ["10.0.0.50 vendor=Acme?", "10.0.0.50 model=HD-7?", "10.0.0.50 name=Hall display?"],
  ],
  [
    "lltd-discovery",
    [
      "  10.0.0.64",
      "    Hostname: hmi-4",
      "    Mac: 02:00:00:00:00:64 (Unknown)",
      "  Use the newtargets script-arg to add the results as targets",
    ],
    ["10.0.0.64 name=hmi-4", "02:00:00:00:00:64 10.0.0.64"],
  ],
  [
    "broadcast-ping",
    ["  IP: 10.0.0.1  MAC: 02:00:00:00:00:01", "  Use --script-args=newtargets to add the results as targets"],
    ["02:00:00:00:00:01 10.0.0.1"],
  ],
  [
    "targets-ipv6-multicast-echo",
    ["  IP: fd00::7  MAC: 02:00:00:00:00:07  IFACE: eth0"],
    ["02:00:00:00:00:07 fd00::7"],
  ],
  [
    "broadcast-hid-discoveryd",
    ["  MAC: 02:00:00:00:00:8e; Name: North door; IP Address: 10.0.0.8; Model: EH400; Version: 2.3.1.603 (04/23/2012)"],
    [
      "10.0.0.8 vendor=HID Global?",
      "10.0.0.8 name=North door",
      "10.0.0.8 model=EH400",
      "10.0.0.8 firmware=2.3.1.603",
      "10.0.0.8 role=door-controller?",
      "02:00:00:00:00:8e 10.0.0.8",
    ],
  ],
  [
    "broadcast-sonicwall-discover",
    [
      "  10.0.0.254",
      "    MAC/Serial: 020000001122",
      "    Subnetmask: 255.255.255.0",
      "    Firmware: 3.9.1.2",
      "    ROM: 14.0.1.1",
    ],
    [
      "10.0.0.254 vendor=SonicWall?",
      "10.0.0.254 serial=020000001122",
      "10.0.0.254 firmware=3.9.1.2",
      "10.0.0.254 role=firewall?",
      "02:00:00:00:11:22 10.0.0.254",
    ],
  ],
  [
    "broadcast-netbios-master-browser",
    ["ip          server   domain", "10.0.0.15  HISTORIAN  PLANT"],
    ["10.0.0.15 name=HISTORIAN"],
  ],
  [
    "broadcast-wsdd-discover",
    [
      "  Devices",
      "    239.255.255.250",
      "        Message id: 7bf3161d-c6ad-4e47-a60c-0aca85d99853",
      "        Address: http://10.0.0.16:5357/56131d4d/",
      "        Type: Device wprt:PrintDeviceType",
      "    10.0.0.17",
      "        Address: http://10.0.0.17:80/onvif/device_service",
      "        Type: dn:NetworkVideoTransmitter",
    ],
    ["10.0.0.16 role=printer?", "10.0.0.17 role=camera?"],
  ],
  [
    "broadcast-dns-service-discovery",
    [
      "  224.0.0.251",
      "    7000/tcp airplay",
      "      deviceid=02:00:00:00:00:73",
      "      model=Box4,1",
      "      Address=10.0.0.73 fe80::bcd0:74ff:fe92:8464",
      "  10.0.0.74",
      "    631/tcp ipp",
      "      ty=Acme LaserFast 9",
      "      usb_MFG=Acme",
    ],
    [
      "10.0.0.73 model=Box4,1",
      "10.0.0.74 vendor=Acme",
      "10.0.0.74 model=Acme LaserFast 9",
      "02:00:00:00:00:73 10.0.0.73",
    ],
  ],
  [
    "broadcast-dhcp-discover",
    [
      "  Response 1 of 1: ",
      "    IP Offered: 10.0.0.114",
      "    DHCP Message Type: DHCPOFFER",
      "    Server Identifier: 10.0.0.2",
      "    Router: 10.0.0.1",
    ],
    ["10.0.0.2 role=dhcp-server", "10.0.0.1 role=router?"],
  ],
];

describe.each([
  ["printed in XML", inXml],
  ["in nmap's text", inText],
] as const)("an answer to a question to all, %s", (_, form) => {
  it.each(CASES)("%s: is its sender's", async (id, lines, expected) => {
    expect([...(await told(form(id, lines)))].sort()).toEqual([...expected].sort());
  });
});

it("a table of the XML says the same as the printed text", async () => {
  const table =
    '<table key="Response 1 of 1"><elem key="Server Identifier">10.0.0.2</elem><elem key="Router">10.0.0.1</elem></table>';
  const xml = `<?xml version="1.0"?><nmaprun scanner="nmap" start="1700000000"><prescript><script id="broadcast-dhcp-discover" output="x">${table}</script></prescript></nmaprun>`;
  expect(await told(xml)).toEqual(["10.0.0.2 role=dhcp-server", "10.0.0.1 role=router?"]);
});

it("groups, everybody's address and what is no address are nobody", async () => {
  const lines = [
    "  IP: 224.0.0.1  MAC: 02:00:00:00:00:01",
    "  IP: 255.255.255.255  MAC: 02:00:00:00:00:02",
    "  IP: ...  MAC: zz",
  ];
  expect(await told(inXml("broadcast-ping", lines))).toEqual([]);
});
