/** What `inspect` and `import` read, for their help: the groups of docs/formats.md. */
export const FORMATS_READ = `  captures   pcap and pcapng; packets of tshark -T ek and -T json (best with -x)
  logs       Zeek (text or JSON), Suricata EVE, NetFlow and IPFIX records (JSON or CSV)
  scans      nmap (XML, text, -oG), masscan, naabu, httpx, tlsx, zgrab2, Nessus, OpenVAS
  lists      CSV, NetBox (JSON)`;
