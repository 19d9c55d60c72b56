import { type CsvField, guessMapping } from "./column-mapping";

/** Tables with addresses in them that no list of devices is: nobody vouches for what a scanner found, or for what passed on the wire. */

export type ResultsTable = "packets" | "traffic" | "scan";

/** Columns by which the CSV of a scanner is known, in its own spelling; it is read in JSON. */
const SCANNERS: readonly (readonly string[])[] = [
  ["url", "scheme", "webserver"],
  ["host", "ip", "port", "protocol", "tls"],
];

/** Fields of packets as tshark calls them (`-T fields -E header=y`), which no list of devices has. */
const PACKET_FIELD =
  /^(?:frame\.(?:number|time\w*|len)|(?:ip|ipv6|eth)\.(?:src|dst)|(?:tcp|udp)\.(?:src|dst)port|_ws\.col\.\w+)$/i;
/** Columns of Wireshark's list of packets, as it exports them. */
const PACKET_LIST = ["source", "destination", "protocol", "info"];

/** The two ends of what passed, as sensors, firewalls and indexers title them. */
const FROM =
  /^(?:src|source)$|^(?:s|src|source|client|initiator|orig(?:inator)?)[ _.-]?(?:ip|addr|address|host|h|a)(?:v[46])?$/;
const TO =
  /^(?:dst|dest|destination)$|^(?:d|dst|dest|destination|server|responder|resp(?:onder)?)[ _.-]?(?:ip|addr|address|host|h|a)(?:v[46])?$/;

/** What only the report of a vulnerability scanner has a column for. */
const FINDING = /^(?:plugin id|nvt (?:name|oid)|qid|vulnerability (?:id|name))$/;
const WEAKNESS = /^(?:cves?|cvss(?: .*)?|severity)$/;
const PORT = /\bport\b|^port/;
const TRANSPORT_CELL = /^(?:tcp|udp|sctp)$/i;
const SERVICE_CELL = /^\d{1,5}\/(?:tcp|udp|sctp)$/i;

/** What a person knows of a device and no scanner finds out. */
const OF_PEOPLE: readonly CsvField[] = ["mac", "serial", "role", "location", "owner", "zone", "criticality", "status"];

/** null for a list of devices. */
export function resultsTableOf(headers: readonly string[], rows: readonly (readonly string[])[]): ResultsTable | null {
  const titles = headers.map((it) => it.trim().toLowerCase());
  if (titles.some((it) => PACKET_FIELD.test(it)) || PACKET_LIST.every((it) => titles.includes(it))) return "packets";
  if (titles.some((it) => FROM.test(it)) && titles.some((it) => TO.test(it))) return "traffic";
  if (SCANNERS.some((columns) => columns.every((it) => titles.includes(it)))) return "scan";
  const hasPort = titles.some((it) => PORT.test(it));
  const isReport = titles.some((it) => FINDING.test(it)) || (hasPort && titles.some((it) => WEAKNESS.test(it)));
  if (isReport) return "scan";
  const mapping = guessMapping(headers);
  const isOfPeople = OF_PEOPLE.some((field) => mapping[field] !== undefined);
  return hasPort && !isOfPeople && titles.some((_, at) => isOfServices(rows, at)) ? "scan" : null;
}

/** A row for each service: one column holds nothing but transports. */
function isOfServices(rows: readonly (readonly string[])[], at: number): boolean {
  const cells = rows.map((row) => row[at]?.trim() ?? "").filter((it) => it !== "");
  return cells.length > 0 && cells.every((it) => TRANSPORT_CELL.test(it) || SERVICE_CELL.test(it));
}
