import { type JsonObject, objectIn, objectOf, shippedIn, withoutEnvelope } from "../text/shipped-record";
import { flattenRecord, type JsonRecord } from "./json-row";
import { logOfPath, pathInFileName } from "./registry";

/** A line of a log, out of whatever a shipper put around it. */
export interface ZeekLine {
  /** The record when the line is JSON. */
  readonly record: JsonRecord | null;
  /** The line of a table when it is not. */
  readonly row: string;
  /** Who sent it from where: lines of several tables may come in turn. "" for a line of the file's own. */
  readonly stream: string;
  /** The kind that the name of its file or of its sender states; null when neither does. */
  readonly path: string | null;
}

const OWN = { record: null, row: "", stream: "", path: null };

/** The record that a JSON text is or holds; null when it is no JSON object. */
export function zeekLineOf(text: string): ZeekLine | null {
  const value = objectOf(text);
  if (value === null) return null;
  const source = withoutEnvelope(value);
  const isOwn = "ts" in source && !(typeof source.message === "string" && source.message.startsWith("{"));
  const shipped = isOwn ? null : shippedIn(source);
  if (shipped === null) return { ...OWN, record: flattenRecord(source) };
  const path = pathOfFile(shipped.fileName) ?? pathOfDataset(source);
  if (shipped.object) return { ...OWN, record: named(flattenRecord(shipped.object), path), path };
  const row = shipped.text ?? "";
  return TABLE_LINE.test(row)
    ? { record: null, row, stream: shipped.fileName ?? "", path }
    : { ...OWN, record: flattenRecord(source) };
}

const pathOfFile = (fileName: string | null) => (fileName === null ? null : pathInFileName(fileName));

/** What shippers and indexers call the data ("zeek.connection", "bro:conn:json"), where they do not name its file. */
function pathOfDataset(source: JsonObject): string | null {
  const dataset = source["event.dataset"] ?? objectIn(source.event)?.dataset ?? source.sourcetype;
  const name = typeof dataset === "string" ? /^(?:zeek|bro|corelight)[.:_](\w{2,40})/i.exec(dataset)?.[1] : undefined;
  return name === undefined ? null : name === "connection" ? "conn" : name.toLowerCase();
}

function named(record: JsonRecord | null, path: string | null): JsonRecord | null {
  return record === null || path === null || typeof record._path === "string" ? record : { ...record, _path: path };
}

/** How far into a line of syslog the record begins. */
const MAX_PREFIX = 256;
/** A line of syslog begins with its priority or its time (RFC 3164, RFC 5424, and as daemons write it to files). */
const SYSLOG =
  /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) /;
/** Daemons write a tab that came by the wire as its octal number. */
const ESCAPED_TAB = "#011";
/** How a line of a table begins: a header's, or a row's with its time. */
const TABLE_LINE =
  /^(?:#(?:separator |(?:set_separator|empty_field|unset_field|path|open|fields|types|close)\t)|(?:\d{9,10}\.\d{1,6}|\d{4}-\d\d-\d\dT[\d:.]+Z?)\t)/;
/** The same behind a sender's words. */
const TABLE_LINE_BEHIND = new RegExp(TABLE_LINE.source.replace("^", "(?<=^|[ :])"));

/** The line that came by syslog, whose own words stand before it; null for every other line. */
export function behindSyslog(line: string): ZeekLine | null {
  const at = line.slice(0, MAX_PREFIX).indexOf('{"');
  if (at > 0) {
    const isNamed = line.includes('"_path"', at);
    if (!isNamed && !SYSLOG.test(line)) return null;
    const inner = zeekLineOf(line.slice(at));
    const path = pathOfSender(line.slice(0, at));
    return inner && { ...inner, record: named(inner.record, path), path };
  }
  const time = SYSLOG.exec(line)?.[0];
  if (time === undefined) return null;
  const rest = line.slice(time.length);
  const text = rest.includes("\t") ? rest : rest.replaceAll(ESCAPED_TAB, "\t");
  const begins = TABLE_LINE_BEHIND.exec(text.slice(0, MAX_PREFIX))?.index;
  if (begins === undefined) return null;
  const sender = text.slice(0, begins);
  return { record: null, row: text.slice(begins), stream: sender.replace(/\[\d+\]/, ""), path: pathOfSender(sender) };
}

/** Relays name each log's lines after it: "zeek_conn:", "bro-http[77]:". */
function pathOfSender(words: string): string | null {
  const name = /\b(?:zeek|bro|corelight)[-_.:]([a-z][a-z0-9_]{1,40})\b/i.exec(words)?.[1]?.toLowerCase();
  return name !== undefined && logOfPath(name) !== null ? name : null;
}
