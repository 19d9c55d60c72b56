import { defineLog, malformed, type ZeekLog } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/** ICSNPP and DINA parsers of IEC 61850 on Ethernet: publishers have no addresses but those of their cards. */

/** Both parsers have called the columns of the MACs differently. */
const SOURCE = ["src_mac", "src", "srcmac"];
const DESTINATION = ["dst_mac", "dst", "dstmac"];

const macOf = (row: ZeekRow, columns: readonly string[]) =>
  columns.map((column) => row.mac(column)).find((mac) => mac !== null) ?? null;

/** The publisher's card, once its frame is counted; null when a MAC is missing. */
function readPublisher(row: ZeekRow, report: ZeekReport, protocol: string) {
  const [from, to] = [macOf(row, SOURCE), macOf(row, DESTINATION)];
  if (from === null || to === null) return null;
  report.frames(from, to, protocol);
  return { mac: from, ip: null, child: null };
}

const NO_MAC = malformed("a MAC of the frame is missing or unreadable");

const goose = defineLog({
  path: "goose",
  signature: ["gocb_ref", "st_num"],
  columns: [
    "ts",
    ...SOURCE,
    ...DESTINATION,
    "vlan",
    "eth_type",
    "appid",
    "length",
    "gocb_ref",
    "time_allowed_to_live",
    "dataset",
    "go_id",
    "timestamp",
    "st_num",
    "sq_num",
    "simulation",
    "conf_rev",
    "nds_com",
    "num_dat_set_entries",
  ],
  read(row, report) {
    const publisher = readPublisher(row, report, "goose");
    if (!publisher) return NO_MAC;
    const [block, id] = [row.text("gocb_ref"), row.text("go_id")];
    if (id !== null) report.identity(publisher, "description", `publishes GOOSE ${id}`, { as: "goose id" });
    report.identity(publisher, "role", "ied", { inferred: true });
    if (block === null) return null;
    report.identity(publisher, "description", `control block ${block}`, { as: "goose control-block" });
    // "IED7LD0/LLN0$GO$gcb1": before the slash stand the device's name and its logical device, without a mark between.
    const slash = block.indexOf("/");
    if (slash > 0) {
      report.identity(publisher, "name", block.slice(0, slash), { inferred: true, as: "goose control-block" });
    }
    return null;
  },
});

const sampledValues = defineLog({
  path: "sv",
  signature: ["sv_id", "smpCnt"],
  columns: ["ts", ...SOURCE, ...DESTINATION, "vlan", "appid", "length", "smpCnt", "sv_id"],
  read(row, report) {
    const publisher = readPublisher(row, report, "sv");
    if (!publisher) return NO_MAC;
    const id = row.text("sv_id");
    if (id !== null) report.identity(publisher, "description", `publishes sampled values ${id}`, { as: "sv id" });
    report.identity(publisher, "role", "merging unit", { inferred: true });
    return null;
  },
});

export const IEC61850_LOGS: readonly ZeekLog[] = [goose, sampledValues];
