/** How shippers and search engines hand on a line of another's log: within a record of their own. */

export type JsonObject = Readonly<Record<string, unknown>>;

export interface ShippedRecord {
  /** The line as it was written; null when only the object that it held is there. */
  readonly text: string | null;
  /** null when the line was no JSON. */
  readonly object: JsonObject | null;
  /** Base name of the file that the line was read from; null when the shipper does not say it. */
  readonly fileName: string | null;
}

/** Where a record of the shipper's stands in what a search engine or an indexer hands out. */
const ENVELOPES = ["_source", "result"];
/** The line: Filebeat, Logstash and Vector; Docker and Fluent Bit; journald; Splunk; Loki. */
const TEXTS = ["message", "log", "MESSAGE", "_raw", "line"];
/** The object: Splunk's HTTP event collector, whose `event` may be the line, too. */
const OBJECT = "event";
/** The file: Vector and rsyslog, Logstash, Promtail, Splunk. */
const FILES = ["file", "path", "filename", "source"];

/** The shipper's own record, without what stands around it. */
export const withoutEnvelope = (json: JsonObject): JsonObject =>
  ENVELOPES.map((name) => objectIn(json[name])).find((it) => it !== null) ?? json;

/** null when the record holds no other's line. */
export function shippedIn(record: JsonObject): ShippedRecord | null {
  const event = objectIn(record[OBJECT]);
  const texts = [record["event.original"], event?.original, ...TEXTS.map((name) => record[name]), record[OBJECT]];
  const text = texts.find((it): it is string => typeof it === "string" && it !== "")?.replace(/\r?\n$/, "");
  const fileName = fileOf(record);
  if (text !== undefined) return { text, object: text.startsWith("{") ? objectOf(text) : null, fileName };
  // Elastic's `event` describes the shipper's record; a collector's is the other's record and has a source type beside it.
  return event !== null && "sourcetype" in record ? { text: null, object: event, fileName } : null;
}

function fileOf(record: JsonObject): string | null {
  const nested = objectIn(objectIn(record.log)?.file)?.path;
  const paths = [record["log.file.path"], nested, ...FILES.map((name) => record[name])];
  const path = paths.find((it): it is string => typeof it === "string" && it !== "");
  return path === undefined ? null : path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

export function objectIn(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** null for what is no JSON object. */
export function objectOf(text: string): JsonObject | null {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return null;
  }
}
