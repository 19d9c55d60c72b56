import { AppError } from "@/lib/domain/errors";
import type { Match } from "@/lib/protocols/define-decoder";
import { decodeList } from "../text/decode-list";
import { guessByValues, holdsAddress } from "./address-columns";
import { guessMapping, holdsValues, isHeaderRow } from "./column-mapping";
import { readTable, type Table } from "./read-table";

/** Columns by which the CSV of a scanner is known, in its own spelling; it is read in JSON. */
const SCANNERS: readonly (readonly [scanner: string, columns: readonly string[]])[] = [
  ["httpx", ["url", "scheme", "webserver"]],
  ["naabu", ["host", "ip", "port", "protocol", "tls"]],
];

/** The scanner whose results have these columns; null for a list of devices. */
export function scannerOf(headers: readonly string[]): string | null {
  const titles = new Set(headers.map((it) => it.trim().toLowerCase()));
  return SCANNERS.find(([, columns]) => columns.every((it) => titles.has(it)))?.[0] ?? null;
}

/** Fields of packets as tshark calls them (`-T fields -E header=y`), which no list of devices has. */
const PACKET_FIELD =
  /^(?:frame\.(?:number|time\w*|len)|(?:ip|ipv6|eth)\.(?:src|dst)|(?:tcp|udp)\.(?:src|dst)port|_ws\.col\.\w+)$/i;

/** Columns of Wireshark's list of packets, as it exports them. */
const PACKET_LIST = ["source", "destination", "protocol", "info"];

function isPacketList(headers: readonly string[]): boolean {
  const titles = headers.map((it) => it.trim().toLowerCase());
  return titles.some((it) => PACKET_FIELD.test(it)) || PACKET_LIST.every((it) => titles.includes(it));
}

/** As much of the beginning is taken apart. */
const MAX_CHARS = 16_384;
const MAX_ROWS = 24;
/** Titles are short: a longer cell is a line of a log. */
const MAX_TITLE_LENGTH = 40;

/**
 * Sure when a line of titles names columns of a device list; possible when every row has an address in the same column,
 * or when the columns have titles that a person may map. Text in which addresses only occur is no list.
 */
export function recogniseList(head: Uint8Array): Match {
  const text = decodeList(head);
  if (/^\s*[[{<]/.test(text)) return "no";
  const rows: (readonly string[])[] = [];
  let table: Table | null;
  try {
    table = readTable(wholeLines(text), { row: ({ cells }) => rows.push(cells), fault: () => undefined }, MAX_ROWS);
  } catch (error) {
    // Too many columns: reading it again says so.
    if (error instanceof AppError) return isBinary(text) ? "no" : "maybe";
    throw error;
  }
  if (table === null) return "no";
  const { headers, hasHeader } = table;
  // Nobody vouches for what a scanner found, or for what passed on the wire.
  if (hasHeader && (scannerOf(headers) !== null || isPacketList(headers))) return "no";
  const { ip, mac } = guessByValues(headers, rows);
  const hasAddresses = (ip ?? mac) !== undefined;
  if (hasHeader && isHeaderRow(headers) && (hasAddresses || fits(headers, rows))) return "certain";
  if (!hasHeader && isSaidAgain(rows.map((cells) => cells[headers.indexOf(ip ?? mac ?? "")] ?? ""))) return "no";
  // Binary content splits, too, at times.
  if (isBinary(text)) return "no";
  return hasAddresses || (hasHeader && isMappable(headers, rows)) ? "maybe" : "no";
}

/** A list names each device once; rows that come back to the same few addresses are packets, flows or lines of a log. */
const isSaidAgain = (cells: readonly string[]) => cells.length >= 4 && new Set(cells).size * 2 <= cells.length;

const isBinary = (text: string) => /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text.slice(0, 2_048));

/** Known words may stand in any line of a text: rows below titles are as wide as these, or have an address below one. */
function fits(headers: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const { ip, mac } = guessMapping(headers);
  const named = [ip, mac].flatMap((it) => (it === undefined ? [] : [headers.indexOf(it)]));
  const isEven = headers.length > 1 && rows.filter(({ length }) => length === headers.length).length * 2 >= rows.length;
  return rows.length === 0 || isEven || rows.some((cells) => holdsAddress(named.map((at) => cells[at] ?? "")));
}

/** Without the line at which the head ends. */
function wholeLines(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const start = text.slice(0, MAX_CHARS);
  const end = Math.max(start.lastIndexOf("\n"), start.lastIndexOf("\r"));
  return end > 0 ? start.slice(0, end) : start;
}

function isMappable(headers: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const width = headers.length;
  const areTitles = !holdsValues(headers) && headers.every((it) => it.length <= MAX_TITLE_LENGTH && /\p{L}/u.test(it));
  const even = rows.filter((cells) => cells.length === width);
  return width > 1 && areTitles && rows.length > 0 && even.length > rows.length * 0.8;
}
