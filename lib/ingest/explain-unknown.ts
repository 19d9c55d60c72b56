import { AppError } from "@/lib/domain/errors";
import { binaryKindOf } from "./binary-kind";
import { resultsIn } from "./csv/recognise-list";
import type { ResultsTable } from "./csv/results-table";
import { NETBOX_GRAPHQL } from "./netbox/netbox-importer";

/** Says what an unreadable file is and what to do instead: nobody should have to guess why an upload was refused. */

const READABLE =
  "Sightglass reads packet captures (pcap, pcapng), logs of Zeek and Suricata, NetFlow and IPFIX records, tshark's packets (-T ek, -T json), results of nmap and other scanners, and lists in CSV or from NetBox, each also packed with gzip or Zstandard.";

/** What says nothing of a network, but is read elsewhere. */
const BILL = "It says what a product is made of: bring it under Vulnerabilities › SBOM.";
const KNOWLEDGE = "It says nothing of your network: bring it under Vulnerabilities › Knowledge.";

/** Tables in which addresses stand, and whose devices nobody has approved. */
const RESULTS: Readonly<Record<ResultsTable, string>> = {
  packets: "This is a table of packets, not a list of devices. Import the capture itself.",
  traffic:
    "This is a table of who talked with whom, not a list of devices, and its columns are not those of flow records that are read here. Import the capture, the sensor's own logs, or flow records (nfdump -o csv).",
  scan: "This is a table of what a scanner found, not a list of devices that somebody vouches for. Let the scanner write XML or JSON (nmap -oX, Nessus, OpenVAS XML, -json) and import that.",
};

const TEXT_KINDS: readonly { readonly pattern: RegExp; readonly says: string }[] = [
  {
    pattern: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    says: "This is a Git LFS pointer, not the file itself. Fetch the content (git lfs pull) and import that.",
  },
  {
    pattern: /^\/annex\/objects\//,
    says: "This is a git-annex pointer, not the file itself. Fetch the content (git annex get) and import that.",
  },
  {
    pattern: /^(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i,
    says: "This is a web page. A download link may have led to a sign-in or error page: open it in a browser to see.",
  },
  {
    pattern: /"bomFormat"\s*:\s*"CycloneDX"|cyclonedx\.org\/schema/,
    says: `This is a software bill of materials (CycloneDX). ${BILL}`,
  },
  { pattern: /"spdxVersion"\s*:|^SPDXVersion:/, says: `This is a software bill of materials (SPDX). ${BILL}` },
  { pattern: /"csaf_version"\s*:/, says: `This is a security advisory (CSAF). ${KNOWLEDGE}` },
  { pattern: /openvex\.dev\/ns/, says: `This is a statement of exploitability (OpenVEX). ${KNOWLEDGE}` },
  { pattern: /"CVE_RECORD"/, says: `This is a CVE record. ${KNOWLEDGE}` },
  { pattern: /^SIGHTGLASS-BUNDLE\//, says: `This is a bundle of knowledge. ${KNOWLEDGE}` },
  { pattern: /^-----BEGIN [A-Z ]+-----/, says: "This is a key or certificate (PEM)." },
  {
    pattern: /^[\s\S]{0,400}<(?:pdml|psml)\b/,
    says: "This is tshark's XML (PDML or PSML). Write it with -T ek -x, or better, import the capture itself.",
  },
  {
    pattern:
      /^[^\n]{0,1000}\b(?:frame\.number|frame\.time|(?:ip|ipv6|eth)\.(?:src|dst)|(?:tcp|udp)\.(?:src|dst)port)\b/,
    says: "These are fields of packets as tshark lists them (-T fields), not a list of devices. Write them with -T ek -x, or better, import the capture itself.",
  },
  {
    pattern: /^(?=[^\n]*"?Source"?[,;\t])(?=[^\n]*"?Destination"?[,;\t])(?=[^\n]*"?Protocol"?[,;\t])[^\n]*"?Info"?/,
    says: "This is Wireshark's list of packets as CSV, not a list of devices. Import the capture itself.",
  },
  {
    pattern: /^\s*(?:<\?xml|<!DOCTYPE|<!--|<[a-z])/i,
    says: "This is an XML file, but not the result of a scanner that is read here (nmap -oX, Nessus, OpenVAS).",
  },
  {
    pattern: NETBOX_GRAPHQL,
    says: "This is an answer of NetBox's GraphQL. Import what its REST API answers (/api/dcim/devices/?limit=0 and /api/dcim/interfaces/?limit=0), or export the list of devices as CSV.",
  },
  {
    pattern: /^\s*\{(?=[\s\S]*"hits"\s*:\s*\{)(?=[\s\S]*"_source"\s*:)/,
    says: "This is a search engine's answer, all in one object. Write its records one to a line (jq -c '.hits.hits[]') and import that.",
  },
  {
    pattern: /"suricata"\s*:\s*\{\s*"eve"\s*:|"suricata\.eve\./,
    says: "These are Suricata's records as Elastic has rearranged them, without what they were (event.original). Import Suricata's own eve.json, or let Filebeat keep the original (preserve_original_event).",
  },
  {
    pattern: /"zeek"\s*:\s*\{\s*"\w+"\s*:|"zeek\.\w+|"dataset"\s*:\s*"zeek\./,
    says: "These are Zeek's records as Elastic has rearranged them, without what they were (event.original). Import Zeek's own logs, or let Filebeat keep the original (preserve_original_event).",
  },
  {
    pattern: /^\s*[[{]/,
    says: "This is JSON, but neither a log of Zeek or Suricata, nor flow records, the result of masscan, naabu, httpx, tlsx or zgrab2, nor a list from NetBox.",
  },
  {
    pattern: /^(?=[^\n]*\burl,)(?=[^\n]*\bscheme,)(?=[^\n]*\bwebserver,)|^host,ip,port,protocol,tls\b/,
    says: "This is a scanner's CSV (httpx or naabu), which leaves out what it found. Let it write JSON (-json) and import that.",
  },
  {
    pattern:
      /^Date (?:first seen|flow start)\s.*\bIP Addr:Port\b|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} +(?:[\d.:]+|INVALID) +(?:\S+ +){1,3}<?->|^Event time +Event\b.*\bIP Addr:Port\b|^Top \d+ .* ordered by /,
    says: "This is nfdump's table for people, which shortens addresses and rounds counts. Write it with -o csv or -o json and import that.",
  },
  {
    pattern: /^ *StartTime +Flgs +Proto +SrcAddr\b/,
    says: "This is argus' table for people, which cuts addresses to the width of its columns. Write it as CSV (ra -n -c ,) and import that.",
  },
  {
    pattern: /^\d{1,2}\|\d{9,13}\|(?:\d+\|){16,}\d+\s*$/m,
    says: "These look like nfdump's lines for machines (-o pipe), which do not name their columns. Write them with -o csv or -o json and import that.",
  },
  {
    pattern: /^(?:# Nmap|Starting Nmap)/,
    says: "This is nmap's text output without a report of any host.",
  },
];

/** The error for content that no importer recognises; `head` is its beginning, unpacked. */
export function explainUnknown(head: Uint8Array): AppError {
  return new AppError("unsupported-format", `${describe(head)} ${READABLE}`);
}

function describe(head: Uint8Array): string {
  if (head.length === 0) return "The file is empty.";
  if (head.every((byte) => byte === 0))
    return "The file holds only zeros, as if its disk had been full when it was written.";
  const binary = binaryKindOf(head);
  if (binary !== null) return binary;
  const text = new TextDecoder().decode(head.subarray(0, 4_096)).replace(/^\ufeff/, "");
  const known = TEXT_KINDS.find((kind) => kind.pattern.test(text));
  if (known) return known.says;
  const results = resultsIn(head);
  if (results !== null) return RESULTS[results];
  return /[\u0000\ufffd]/.test(text.slice(0, 1_024))
    ? "The file's content is in no format that is known here; its name alone does not say what it holds."
    : "This is text, but no list of devices: a list has a line of titles (such as Name, IP, MAC), or rows of equally many columns with an address in the same column of each.";
}
