import { flattenRecord, type JsonRecord } from "./json-row";
import { pathInFileName } from "./registry";

/**
 * A record of Zeek's as it stands in JSON: by itself, as the text of a log shipper's own record (`message`, with the
 * file that it was read from), or as a search engine hands it out (`_source`). null when it is no JSON object.
 */
export function zeekRecordOf(text: string): JsonRecord | null {
  const value = objectOf(text);
  if (value === null) return null;
  const source = objectIn(value._source) ?? value;
  const inner = typeof source.message === "string" && source.message.startsWith("{") ? objectOf(source.message) : null;
  if (inner === null) return flattenRecord(source);
  const record = flattenRecord(inner);
  const path = record && typeof record._path !== "string" ? pathOfFile(source) : null;
  return path === null ? record : { ...record, _path: path };
}

/** How far into a line of syslog the record begins. */
const MAX_PREFIX = 256;

/** The record of a line that came by syslog, whose own words stand before it; null for every other line. */
export function behindSyslog(line: string): string | null {
  const at = line.slice(0, MAX_PREFIX).indexOf('{"');
  return at > 0 && line.includes('"_path"', at) ? line.slice(at) : null;
}

/** Filebeat and its like name the file as `log.file.path`, nested or not. */
function pathOfFile(shipped: Readonly<Record<string, unknown>>): string | null {
  const file = shipped["log.file.path"] ?? objectIn(objectIn(shipped.log)?.file)?.path;
  return typeof file === "string" ? pathInFileName(file.slice(file.lastIndexOf("/") + 1)) : null;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return null;
  }
}
