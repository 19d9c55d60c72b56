import type { Match } from "@/lib/protocols/define-decoder";
import type { Importer } from "../define-importer";
import { BEGINS_OBJECTS, firstObjectOf } from "../text/object-splitter";
import { looksLikeTime } from "./headerless";
import type { JsonRecord } from "./json-row";
import { logOfColumns } from "./registry";
import { behindSyslog, type ZeekLine, zeekLineOf } from "./shipped-record";
import { titlesOf } from "./title-line";
import { ZeekParser } from "./zeek-parser";

const MAX_HEADER_LINES = 20;

function matchTsv(lines: readonly string[]): Match {
  if (lines[0]?.startsWith("#separator ") || lines.some((line) => line.startsWith("#fields\t"))) return "certain";
  if (titlesOf(lines[0] ?? "")) return "certain";
  // Comments may be all that is left of a header.
  const cells = lines.find((line) => !line.startsWith("#"))?.split("\t") ?? [];
  return cells.length > 6 && looksLikeTime(cells[0] ?? "") ? "maybe" : "no";
}

function matchLine(line: ZeekLine | null): Match {
  if (line === null) return "no";
  return line.record === null ? matchTsv([line.row]) : matchRecord(line.record);
}

function matchRecord(record: JsonRecord): Match {
  if (typeof record._path === "string" && "ts" in record) return "certain";
  if (!("ts" in record)) return "no";
  const isConnection = "id.orig_h" in record || ["uid", "uids", "fuid"].some((key) => key in record);
  if (isConnection || logOfColumns(new Set(Object.keys(record)))) return "certain";
  return "name" in record && "peer" in record ? "maybe" : "no";
}

/** Logs of Zeek and of the ICSNPP parsers, tab-separated or JSON lines. */
export const zeekImporter: Importer = {
  name: "zeek",
  title: "Zeek log",
  recognise(head) {
    const text = new TextDecoder().decode(head);
    const lines = text.split(/\r?\n/, MAX_HEADER_LINES).filter((line) => line !== "");
    const first = lines[0];
    if (first === undefined) return "no";
    if (BEGINS_OBJECTS.test(text)) return matchLine(zeekLineOf(firstObjectOf(text) ?? ""));
    if (first.startsWith("{")) return matchLine(zeekLineOf(first));
    const shipped = behindSyslog(first);
    return shipped === null ? matchTsv(lines) : matchLine(shipped);
  },
  open: (options) => new ZeekParser(options),
};
