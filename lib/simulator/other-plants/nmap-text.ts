import type { TimeUs } from "@/lib/domain/observation";

/** One host of a scan: its addresses and the `<port>` elements that answered. */
export interface ScannedHost {
  readonly ip: string;
  /** Of a scanner on the same network. */
  readonly mac?: string;
  readonly reason?: string;
  readonly ports?: string;
  /** What the name server calls the address. */
  readonly name?: string;
}

/** What nmap's s7-info script prints of a controller. */
export const s7InfoPort = (serial: string) =>
  `<port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/><service name="iso-tsap" method="table" conf="3"/>` +
  `<script id="s7-info" output="&#xa;  Module: 6ES7 315-2EH14-0AB0&#xa;  Version: 3.2.17&#xa;  Serial Number: ${serial}">` +
  `<elem key="Module">6ES7 315-2EH14-0AB0</elem>\n<elem key="Version">3.2.17</elem>\n<elem key="Serial Number">${serial}</elem></script></port>`;

export const openPort = (port: number, name: string) =>
  `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack"/><service name="${name}" method="table" conf="3"/></port>`;

/** An SSH server with what nmap's ssh-hostkey script prints of its key. */
export const sshPort = (fingerprint: string) =>
  `<port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/><service name="ssh" method="probed" conf="10"/>` +
  `<script id="ssh-hostkey" output="&#xa;  256 ${fingerprint.replace(/..(?=.)/g, "$&:")} (ED25519)"><table>` +
  `<elem key="type">ssh-ed25519</elem>\n<elem key="fingerprint">${fingerprint}</elem>\n<elem key="bits">256</elem></table></script></port>`;

/** A report of nmap (its XML output, nmap.dtd). */
export function nmapReport(atUs: TimeUs, hosts: readonly ScannedHost[], args = "-sT"): string {
  const start = Math.floor(atUs / 1e6);
  const elements = hosts.map(
    ({ ip, mac, reason = "syn-ack", ports = "", name }) =>
      `<host starttime="${start}" endtime="${start + 4}"><status state="up" reason="${reason}"/><address addr="${ip}" addrtype="ipv4"/>` +
      `${mac ? `<address addr="${mac.toUpperCase()}" addrtype="mac"/>` : ""}` +
      `${name ? `<hostnames><hostname name="${name}" type="PTR"/></hostnames>` : ""}<ports>${ports}</ports></host>`,
  );
  return (
    `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap ${args} -oX - ${hosts[0]?.ip}" start="${start}" version="7.95" xmloutputversion="1.05">\n` +
    `${elements.join("\n")}\n<runstats><finished time="${start + 5}"/><hosts up="${hosts.length}" down="0" total="${hosts.length}"/></runstats>\n</nmaprun>\n`
  );
}
