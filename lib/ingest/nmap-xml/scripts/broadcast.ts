import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import { addressed, addressOf, findNode, type ScriptNode, structured, textOf } from "../script-node";
import { rootDevice } from "./discovery";
import { type ScriptFinding, type ScriptReader, say, speaks } from "./script-finding";

/** Scripts that ask a whole segment at once, and say which host told what. */

const bindingOf = (mac: string | null, ip: string | null): readonly ScriptFinding[] =>
  mac !== null && ip !== null && isHostAddress(ip) ? [{ kind: "binding", mac, ip }] : [];

/** Each device that described itself, below its address. */
const broadcastUpnp: ScriptReader = (result) =>
  addressed(structured(result)).flatMap(([ip, node]) => rootDevice(node, { ip }));

/** Windows' map of the network; the maker behind the MAC is nmap's own guess. */
const lltd: ScriptReader = (result) =>
  addressed(structured(result)).flatMap(([ip, node]) => [
    ...say("name", textOf(node, "Hostname"), { ip }),
    ...bindingOf(parseMac((textOf(node, "Mac") ?? "").split(" ", 1)[0] ?? ""), ip),
  ]);

/** "  IP: 10.0.0.5  MAC: 02:00:00:00:00:05  IFACE: eth0" of broadcast-ping and its relatives for IPv6. */
const answeringCards: ScriptReader = ({ output }) =>
  [...output.matchAll(/\bIP: ([\da-fA-F.:]{2,45})\s{1,64}MAC: ([\da-fA-F:]{17})/g)].flatMap(([, ip = "", mac = ""]) =>
    bindingOf(parseMac(mac), parseIp(ip)),
  );

/** "MAC: 00:06:8E:…; Name: North door; IP Address: 10.0.0.5; Model: EH400; Version: 2.3.1.603 (04/23/2012)" */
const hidDiscovery: ScriptReader = ({ output }) =>
  output.split("\n", 2_000).flatMap((line): readonly ScriptFinding[] => {
    const part = (name: string) => new RegExp(`(?:^|; |\\s)${name}: ([^;]{1,128})`).exec(line)?.[1]?.trim() ?? null;
    const [ip, mac] = [parseIp(part("IP Address") ?? ""), parseMac(part("MAC") ?? "")];
    if (ip === null || mac === null || !isHostAddress(ip)) return [];
    return [
      ...bindingOf(mac, ip),
      ...say("vendor", "HID Global", { ip, inferred: true }),
      ...say("name", part("Name"), { ip }),
      ...say("model", part("Model"), { ip }),
      ...say("firmware", part("Version")?.replace(/ \([\d/]+\)$/, "") ?? null, { ip }),
      ...say("role", "door-controller", { ip, inferred: true }),
    ];
  });

/** SonicWall numbers its firewalls by their MAC. Older versions print the address as a field. */
const sonicwall: ScriptReader = (result) => {
  const node = structured(result);
  const stated = parseIp(textOf(node, "IP Address") ?? "");
  const found = addressed(node);
  const firewalls = found.length > 0 || stated === null || !isHostAddress(stated) ? found : [[stated, node] as const];
  return firewalls.flatMap(([ip, it]) => {
    const serial = textOf(it, "MAC/Serial");
    return [
      ...say("vendor", "SonicWall", { ip, inferred: true }),
      ...say("serial", serial, { ip }),
      ...say("firmware", textOf(it, "Firmware"), { ip }),
      ...say("role", "firewall", { ip, inferred: true }),
      ...bindingOf(parseMac((serial ?? "").replace(/^[\dA-Fa-f]{12}$/, (all) => all.replace(/..(?!$)/g, "$&:"))), ip),
    ];
  });
};

/** Columns "ip  server  domain". */
const masterBrowser: ScriptReader = ({ output }) =>
  output.split("\n", 2_000).flatMap((line) => {
    const [, address = "", name = ""] = /^\|?_? *([\d.]{7,15}) {1,64}(\S{1,15})(?: |$)/.exec(line) ?? [];
    const ip = parseIp(address);
    return ip === null || !isHostAddress(ip) ? [] : say("name", name, { ip });
  });

/** Types of devices that say what they are (WS-Discovery's own words, and those of printers). */
const WSD_ROLES: readonly (readonly [RegExp, string])[] = [
  [/PrintDeviceType/, "printer"],
  [/ScanDeviceType/, "scanner"],
  [/NetworkVideoTransmitter/, "camera"],
];

/** Whoever announces itself by multicast stands below the group's address: then its own is in its URL. */
function wsdDevice(node: ScriptNode, under: string | null): readonly ScriptFinding[] {
  const host = /^https?:\/\/(?:\[([\da-fA-F:]+)\]|([\d.]+))[:/]/.exec(textOf(node, "Address") ?? "");
  const ip = under ?? parseIp(host?.[1] ?? host?.[2] ?? "");
  const role = WSD_ROLES.find(([type]) => type.test(textOf(node, "Type") ?? ""))?.[1] ?? null;
  return ip === null || !isHostAddress(ip) ? [] : say("role", role, { ip, inferred: true });
}

const broadcastWsd: ScriptReader = (result) =>
  (findNode(structured(result), "Devices") ?? childOfText(structured(result), "Devices"))?.children.flatMap((child) => {
    const ip = addressOf(child);
    return ip === null ? [] : wsdDevice(child, isHostAddress(ip) ? ip : null);
  }) ?? [];

const childOfText = (node: ScriptNode, text: string): ScriptNode | null =>
  node.children.find((child) => child.text.trim() === text) ?? null;

const wsdDiscover: ScriptReader = (result) => {
  const role = WSD_ROLES.find(([type]) => type.test(result.output))?.[1] ?? null;
  return [speaks("ws-discovery"), ...say("role", role, { inferred: true })];
};

/** A service, its TXT record as "key=value", and the addresses of the host that offers it, which may be another one. */
function offeredBy(service: ScriptNode, under: string | null): readonly ScriptFinding[] {
  const record = service.children.map(({ key, text }) => (key === "" ? text : `${key}: ${text}`).trim());
  const value = (name: string) => record.find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  const stated = parseIp((value("Address") ?? "").split(" ", 1)[0] ?? "");
  const ip = stated ?? under;
  if (ip === null || !isHostAddress(ip)) return [];
  const mac = parseMac(value("deviceid") ?? "");
  return [
    ...say("model", value("model") ?? value("am") ?? value("md"), { ip, as: "mdns txt" }),
    ...say("vendor", value("usb_MFG") ?? value("manufacturer"), { ip, as: "mdns txt" }),
    ...say("model", value("usb_MDL") ?? value("ty"), { ip, as: "mdns txt" }),
    // AirPlay names the card that the service speaks from.
    ...bindingOf(mac, mac === null ? null : ip),
  ];
}

const dnsServiceDiscovery: ScriptReader = (result) => [
  speaks("mdns"),
  ...structured(result).children.flatMap((service) => offeredBy(service, null)),
];

const broadcastDnsServices: ScriptReader = (result) =>
  structured(result).children.flatMap((group) => {
    const ip = addressOf(group);
    return ip === null ? [] : group.children.flatMap((it) => offeredBy(it, isHostAddress(ip) ? ip : null));
  });

/** The server that answered, and the router that it names to everybody (RFC 2132 §3.5 and §9.7). */
function dhcpAnswer(node: ScriptNode): readonly ScriptFinding[] {
  const server = parseIp(textOf(node, "Server Identifier") ?? "");
  const router = parseIp((textOf(node, "Router") ?? "").split(",", 1)[0] ?? "");
  return [
    ...(server !== null && isHostAddress(server) ? say("role", "dhcp-server", { ip: server }) : []),
    ...(router !== null && isHostAddress(router) ? say("role", "router", { ip: router, inferred: true }) : []),
  ];
}

const dhcpDiscover: ScriptReader = (result) => [speaks("dhcp"), ...dhcpAnswer(structured(result))];

const broadcastDhcp: ScriptReader = (result) => {
  const node = structured(result);
  const answers = node.children.filter((child) => child.children.length > 0);
  return (answers.length > 0 ? answers : [node]).flatMap(dhcpAnswer);
};

export const BROADCAST_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "broadcast-upnp-info": broadcastUpnp,
  "lltd-discovery": lltd,
  "broadcast-ping": answeringCards,
  "targets-ipv6-multicast-echo": answeringCards,
  "targets-ipv6-multicast-invalid-dst": answeringCards,
  "targets-ipv6-multicast-mld": answeringCards,
  "targets-ipv6-multicast-slaac": answeringCards,
  "broadcast-hid-discoveryd": hidDiscovery,
  "broadcast-sonicwall-discover": sonicwall,
  "broadcast-netbios-master-browser": masterBrowser,
  "broadcast-wsdd-discover": broadcastWsd,
  "wsdd-discover": wsdDiscover,
  "broadcast-dns-service-discovery": broadcastDnsServices,
  "dns-service-discovery": dnsServiceDiscovery,
  "broadcast-dhcp-discover": broadcastDhcp,
  "dhcp-discover": dhcpDiscover,
};
