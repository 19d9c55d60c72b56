import type { TimeUs } from "@/lib/domain/observation";
import type { PlantDevice, ScanService } from "./plant";
import type { AnsweredService, ServiceLog } from "./service-log";

/** nmap's own names of services, where they differ from ours (nmap-services). */
const NMAP_NAMES: Readonly<Record<string, string>> = {
  "dce-rpc": "msrpc",
  smb: "microsoft-ds",
  modbus: "mbap",
  s7comm: "iso-tsap",
  enip: "EtherNet-IP-2",
  opcua: "opcua-tcp",
  tls: "https",
  rdp: "ms-wbt-server",
  dns: "domain",
  dnp3: "dnp",
};

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const seconds = (timeUs: TimeUs) => Math.floor(timeUs / 1e6);
/** "Fri Nov 20 09:00:00 2026", as nmap writes it. */
const nmapTime = (timeUs: TimeUs) => {
  const [day, date, month, year, time] = new Date(timeUs / 1000).toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${date} ${time} ${year}`;
};

/**
 * The operations team scanned from its own segment: neighbours show their card, everybody else only an address behind
 * the router.
 */
export function nmapFile(
  scanner: PlantDevice,
  targets: readonly PlantDevice[],
  services: ServiceLog,
  startUs: TimeUs,
): string {
  const args =
    "nmap -sS -sU -sV -T2 --scan-delay 200ms --script s7-info,snmp-sysdescr,http-title -oX operations-scan.xml";
  let atUs = startUs;
  const hosts = targets.map((device) => {
    atUs += 4_000_000;
    const found = scanned(device, services);
    for (const { transport, port, protocol } of found)
      if (device.scan) services.add(device, { transport, port, protocol });
    return hostElement(device, found, device.segment === scanner.segment, atUs);
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<!DOCTYPE nmaprun>",
    `<nmaprun scanner="nmap" args="${escapeXml(args)}" start="${seconds(startUs)}" startstr="${nmapTime(startUs)}" version="7.93" xmloutputversion="1.05">`,
    '<scaninfo type="syn" protocol="tcp" numservices="1000" services="1-1000"/>',
    ...hosts,
    `<runstats><finished time="${seconds(atUs)}" timestr="${nmapTime(atUs)}" elapsed="${seconds(atUs - startUs)}" exit="success"/>` +
      `<hosts up="${hosts.length}" down="0" total="${hosts.length}"/></runstats>`,
    "</nmaprun>",
    "",
  ].join("\n");
}

type Found = ScanService & { readonly protocol: string };

/** What the plan says, or else what the device answers on anyway. */
function scanned(device: PlantDevice, services: ServiceLog): Found[] {
  if (device.scan) return device.scan.map((service) => ({ ...service, protocol: protocolOf(service.name) }));
  return services.of(device).map(({ transport, port, protocol }: AnsweredService) => ({
    transport,
    port,
    protocol,
    name: NMAP_NAMES[protocol] ?? protocol,
  }));
}

function protocolOf(nmapName: string): string {
  return Object.entries(NMAP_NAMES).find(([, name]) => name === nmapName)?.[0] ?? nmapName;
}

function hostElement(device: PlantDevice, found: readonly Found[], isNeighbour: boolean, atUs: TimeUs): string {
  const time = seconds(atUs);
  const reason = isNeighbour
    ? 'reason="arp-response" reason_ttl="0"'
    : `reason="echo-reply" reason_ttl="${device.ttl - 1}"`;
  return [
    `<host starttime="${time}" endtime="${time + 3}"><status state="up" ${reason}/>`,
    `<address addr="${device.ip}" addrtype="ipv4"/>`,
    ...(isNeighbour ? [`<address addr="${device.mac.toUpperCase()}" addrtype="mac"/>`] : []),
    "<hostnames>\n</hostnames>",
    `<ports><extraports state="closed" count="${1000 - found.length}"><extrareasons reason="reset" count="${1000 - found.length}"/></extraports>`,
    ...found.map((service) => portElement(service, device.ttl - (isNeighbour ? 0 : 1))),
    "</ports>",
    "</host>",
  ].join("\n");
}

function portElement({ transport, port, name, product, version, scripts }: Found, ttl: number): string {
  const details = [
    product ? ` product="${escapeXml(product)}"` : "",
    version ? ` version="${escapeXml(version)}"` : "",
  ].join("");
  const known = product ? 'method="probed" conf="10"' : 'method="table" conf="3"';
  const reason = transport === "tcp" ? "syn-ack" : "udp-response";
  return (
    `<port protocol="${transport}" portid="${port}"><state state="open" reason="${reason}" reason_ttl="${ttl}"/>` +
    `<service name="${escapeXml(name)}"${details} ${known}/>${scriptElements(scripts ?? {})}</port>`
  );
}

function scriptElements(scripts: NonNullable<ScanService["scripts"]>): string {
  return Object.entries(scripts)
    .map(([id, elements]) => {
      const rows = Object.entries(elements);
      const output = rows.map(([key, value]) => (key === "" ? value : `\n  ${key}: ${value}`)).join("");
      const table = rows
        .filter(([key]) => key !== "")
        .map(([key, value]) => `<elem key="${escapeXml(key)}">${escapeXml(value)}</elem>`);
      return `<script id="${id}" output="${escapeXml(output).replaceAll("\n", "&#xa;")}">${table.join("\n")}</script>`;
    })
    .join("");
}
