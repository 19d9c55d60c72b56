import type { Match } from "@/lib/protocols/define-decoder";
import type { Importer } from "../define-importer";
import { firstObjectOf } from "../text/object-splitter";
import { looksLikeTime } from "./headerless";
import { logOfColumns } from "./registry";
import { behindSyslog, zeekRecordOf } from "./shipped-record";
import { titlesOf } from "./title-line";
import { ZeekParser } from "./zeek-parser";

const MAX_HEADER_LINES = 20;

function matchTsv(lines: readonly string[]): Match {
  if (lines[0]?.startsWith("#separator ") || lines.some((line) => line.startsWith("#fields\t"))) return "certain";
  if (titlesOf(lines[0] ?? "")) return "certain";
  const cells = lines[0]?.split("\t") ?? [];
  return cells.length > 6 && looksLikeTime(cells[0] ?? "") ? "maybe" : "no";
}

function matchJson(text: string): Match {
  const record = zeekRecordOf(text);
  if (!record) return "no";
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
    if (/^\s*\[/.test(first)) return matchJson(firstObjectOf(text) ?? "");
    if (first.startsWith("{")) return matchJson(first);
    const shipped = behindSyslog(first);
    return shipped !== null && matchJson(shipped) === "certain" ? "certain" : matchTsv(lines);
  },
  open: (options) => new ZeekParser(options),
};
