import { parseIp } from "@/lib/domain/address";
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
/** What a scan says of a port, which no word of people for a device is. */
const PORT_STATE_CELL = /^(?:open|closed|filtered|unfiltered|open\|filtered|closed\|filtered|syn-?ack)$/i;
/** zmap's word for the address that answered: it writes no list of devices. */
const ANSWERED = "saddr";
const TRANSPORT_CELL = /^(?:tcp|udp|sctp)$/i;
const SERVICE_CELL = /^\d{1,5}\/(?:tcp|udp|sctp)$/i;

/** What a person knows of a device and no scanner finds out. */
const OF_PEOPLE: readonly CsvField[] = ["mac", "serial", "role", "location", "owner", "zone", "criticality", "status"];

type Rows = readonly (readonly string[])[];

/** null for a list of devices. */
export function resultsTableOf(headers: readonly string[], rows: Rows): ResultsTable | null {
  const titles = headers.map((it) => it.trim().toLowerCase());
  if (titles.some((it) => PACKET_FIELD.test(it)) || PACKET_LIST.every((it) => titles.includes(it))) return "packets";
  if (titles.some((it) => FROM.test(it)) && titles.some((it) => TO.test(it))) return "traffic";
  if (titles.includes(ANSWERED) || SCANNERS.some((columns) => columns.every((it) => titles.includes(it))))
    return "scan";
  const port = titles.findIndex((it) => PORT.test(it));
  const hasPort = port >= 0;
  const isReport = titles.some((it) => FINDING.test(it)) || (hasPort && titles.some((it) => WEAKNESS.test(it)));
  if (isReport) return "scan";
  if (!hasPort) return null;
  if (columnOf(rows, PORT_STATE_CELL) >= 0) return "scan";
  const mapped = Object.keys(guessMapping(headers)) as CsvField[];
  if (columnOf(rows, SERVICE_CELL, TRANSPORT_CELL) >= 0 && !mapped.some((it) => OF_PEOPLE.includes(it))) return "scan";
  // A number of a port is all that is said of an address.
  return mapped.every((it) => it === "ip") && areAll(rows, port, isPortNumber) ? "scan" : null;
}

/** A row for each service, without titles: an address and a port, and beside them its state or its transport. */
export function isUntitledScan(rows: Rows): boolean {
  // Two addresses in a row are who talked with whom.
  if (columnsOf(rows, (cell) => parseIp(cell) !== null).length > 1) return false;
  const hasPort = columnsOf(rows, isPortNumber).length > 0;
  return hasPort ? columnOf(rows, PORT_STATE_CELL, TRANSPORT_CELL) >= 0 : columnOf(rows, SERVICE_CELL) >= 0;
}

const isPortNumber = (cell: string) => /^\d{1,5}$/.test(cell) && Number(cell) > 0 && Number(cell) < 65_536;

/** The first column that holds nothing but what fits one of the patterns; -1 when there is none. */
const columnOf = (rows: Rows, ...patterns: readonly RegExp[]): number =>
  columnsOf(rows, (cell) => patterns.some((it) => it.test(cell)))[0] ?? -1;

function columnsOf(rows: Rows, fits: (cell: string) => boolean): readonly number[] {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: width }, (_, at) => at).filter((at) => areAll(rows, at, fits));
}

function areAll(rows: Rows, at: number, fits: (cell: string) => boolean): boolean {
  const cells = rows.map((row) => row[at]?.trim() ?? "").filter((it) => it !== "");
  return cells.length > 0 && cells.every(fits);
}
