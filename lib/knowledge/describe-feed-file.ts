import { gunzipSync } from "node:zlib";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { at, type Json, member } from "./json-document";
import { isCycloneDxVex } from "./vex/read-cyclonedx-vex";
import { isOpenVex } from "./vex/read-openvex";

/** Which feed a file is of, what its document is called, and when its publisher says it was made. */
export interface FeedFileDescription {
  readonly feed: FeedKind;
  /** Of characters that a bundle's manifest takes: letters, digits, ". + ( ) - _" and single blanks. */
  readonly name: string;
  /** ISO 8601, UTC; null when the file does not say. */
  readonly datedAt: string | null;
  /** The file itself; unpacked when it came as gzip. */
  readonly bytes: Buffer;
}

/** What a feed file may unpack to. */
const MAX_UNPACKED_BYTES = 512 * 1024 ** 2;
const MAX_NAME_LENGTH = 200;

/**
 * Recognises a feed's file by its content; `fileName` serves only as a name where the document has none. Gzip is taken
 * off. Throws AppError "unsupported-format".
 */
export function describeFeedFile(fileName: string, content: Buffer): FeedFileDescription {
  const bytes = unpack(fileName, content);
  const start = bytes
    .subarray(0, 4096)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  const found = start.startsWith("{") || start.startsWith("[") ? describeJson(bytes) : describeText(start, bytes);
  if (!found && isYamlOsv(start)) {
    throw new AppError(
      "unsupported-format",
      `${cleanText(fileName, MAX_NAME_LENGTH)} is an OSV record in YAML. Sightglass takes OSV as JSON: ask its publisher for the JSON form, which osv.dev gives of every record, or convert the file.`,
    );
  }
  if (!found) {
    throw new AppError(
      "unsupported-format",
      `${cleanText(fileName, MAX_NAME_LENGTH)} is of no feed that Sightglass knows. It takes CSAF and VEX documents, KEV, EPSS, CVE records (JSON 5), OSV records, ATT&CK for ICS, IEEE OUI lists, remote-tool fingerprints and lifecycle dates.`,
    );
  }
  return {
    feed: found.feed,
    name: nameOf(found.name ?? fileName.replace(/\.gz$/i, "")),
    datedAt: isoOf(found.datedAt),
    bytes,
  };
}

interface Found {
  readonly feed: FeedKind;
  readonly name?: string | undefined;
  readonly datedAt?: unknown;
}

function unpack(fileName: string, content: Buffer): Buffer {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content;
  try {
    return gunzipSync(content, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    throw new AppError(
      "unsupported-format",
      `${cleanText(fileName, MAX_NAME_LENGTH)} does not unpack, or unpacks to more than 512 MB.`,
      { cause },
    );
  }
}

/** Whole documents, or one JSON record per line. */
function describeJson(bytes: Buffer): Found | null {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const whole = parse(text);
  if (whole !== undefined) return describeDocument(whole);
  const firstLine = parse(text.slice(0, text.indexOf("\n")));
  return member(firstLine, "dataType") === "CVE_RECORD" ? { feed: "cve" } : null;
}

function describeDocument(json: Json): Found | null {
  if (Array.isArray(json)) {
    if (isOsv(json[0])) return { feed: "osv" };
    if (isLifecycleList(json)) return { feed: "lifecycle", name: "lifecycle.json" };
    return member(json[0], "dataType") === "CVE_RECORD" ? { feed: "cve" } : null;
  }
  if (isOsv(json)) return { feed: "osv", name: jsonName(member(json, "id")), datedAt: member(json, "modified") };
  if (typeof at(json, "document", "category") === "string") return describeCsaf(member(json, "document"));
  if (member(json, "dataType") === "CVE_RECORD") {
    const metadata = member(json, "cveMetadata");
    return { feed: "cve", name: jsonName(member(metadata, "cveId")), datedAt: member(metadata, "dateUpdated") };
  }
  const vulnerabilities = member(json, "vulnerabilities");
  if (typeof member(json, "catalogVersion") === "string" && Array.isArray(vulnerabilities)) {
    return { feed: "kev", name: "known_exploited_vulnerabilities.json", datedAt: member(json, "dateReleased") };
  }
  const objects = member(json, "objects");
  if (member(json, "type") === "bundle" && Array.isArray(objects)) {
    return { feed: "attack", name: "ics-attack.json", datedAt: newestOf(objects) };
  }
  if (isOpenVex(member(json, "@context"))) {
    return {
      feed: "vex",
      name: revisionName(member(json, "@id"), member(json, "version")),
      datedAt: member(json, "last_updated") ?? member(json, "timestamp"),
    };
  }
  if (isCycloneDxVex(json)) {
    return {
      feed: "vex",
      name: revisionName(member(json, "serialNumber"), member(json, "version")),
      datedAt: at(json, "metadata", "timestamp"),
    };
  }
  if (isLifecycleList(member(json, "lifecycle"))) {
    return { feed: "lifecycle", name: "lifecycle.json", datedAt: member(json, "datedAt") };
  }
  if (Array.isArray(member(json, "remoteTools"))) return { feed: "remote-tools", datedAt: member(json, "datedAt") };
  return null;
}

/** A list whose first entry has an end date, under any of its usual names. */
function isLifecycleList(json: Json): boolean {
  const first: unknown = Array.isArray(json) ? json[0] : null;
  if (typeof first !== "object" || first === null || Array.isArray(first)) return false;
  return Object.keys(first).some((name) => /^end.?of.?(?:sales?|support|life)/i.test(name));
}

/** The schema has no mark of its own: an id, a date of change, and what is affected. */
function isOsv(json: Json): boolean {
  return (
    typeof member(json, "id") === "string" &&
    typeof member(json, "modified") === "string" &&
    Array.isArray(member(json, "affected"))
  );
}

/** Some publishers keep their records in YAML; the names of the schema's fields then begin lines. */
function isYamlOsv(start: string): boolean {
  return /^id:\s*\S/m.test(start) && /^(?:modified|affected|published|schema_version):/m.test(start);
}

function describeCsaf(document: Json): Found {
  const tracking = member(document, "tracking");
  const isVex = member(document, "category") === "csaf_vex";
  return {
    feed: isVex ? "vex" : "csaf",
    name: isVex ? revisionName(member(tracking, "id"), member(tracking, "version")) : jsonName(member(tracking, "id")),
    datedAt: member(tracking, "current_release_date"),
  };
}

function describeText(start: string, bytes: Buffer): Found | null {
  const lines = start.split(/\r?\n/, 3);
  const header = lines.find((line) => !line.startsWith("#")) ?? "";
  if (/^cve,epss,percentile\b/i.test(header)) {
    return { feed: "epss", name: "epss_scores.csv", datedAt: lines[0]?.match(/date:([\d:TZ+-]+)/)?.[1] };
  }
  if (/^registry,assignment,organization name/i.test(header)) return { feed: "oui", name: "oui.csv" };
  if (/\b(?:vendor|manufacturer|maker)\b/i.test(header) && /end.?of.?(?:sales?|support|life)/i.test(header)) {
    return { feed: "lifecycle", name: "lifecycle.csv" };
  }
  return bytes.length > 0 && header.startsWith('{"dataType":"CVE_RECORD"') ? { feed: "cve" } : null;
}

function newestOf(objects: readonly unknown[]): string | null {
  let newest: string | null = null;
  for (const object of objects) {
    const modified = member(object, "modified");
    if (typeof modified === "string" && (newest === null || modified > newest)) newest = modified;
  }
  return newest;
}

function jsonName(id: unknown): string | undefined {
  return typeof id === "string" && id.trim() !== "" ? `${id}.json` : undefined;
}

/** Revisions of a statement stay side by side, so that an older one that comes later takes no newer one's place. */
function revisionName(id: unknown, version: unknown): string | undefined {
  const revision = typeof version === "number" || typeof version === "string" ? ` (${version})` : "";
  return typeof id === "string" && id.trim() !== "" ? `${id.replace(/[\\/]+/g, "_")}${revision}.json` : undefined;
}

function nameOf(text: string): string {
  const plain = text
    .replace(/^.*[\\/]/, "")
    .replace(/[^\w.+() -]+/g, "_")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .trim();
  return plain === "" ? "unnamed" : plain;
}

/** ISO 8601 in UTC, or null for what is no date. Dates before the web or beyond a century are mistakes. */
function isoOf(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const time = Date.parse(value);
  if (Number.isNaN(time)) return null;
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2100 ? date.toISOString() : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
