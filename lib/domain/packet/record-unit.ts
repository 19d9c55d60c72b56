/** By format; whatever is not named counts lines. */
const UNITS: Readonly<Record<string, string>> = {
  pcap: "frame",
  pcapng: "frame",
  "tshark ek": "packet",
  "tshark json": "packet",
  "nmap-xml": "host",
  nessus: "host",
  openvas: "host",
  netbox: "object",
};

/** What a file of the format counts: "frame", "packet", "host", "line". */
export function recordUnit(format: string): string {
  return UNITS[format] ?? "line";
}
