import type { Transport } from "@/lib/domain/observation";
import { protocolOfPort } from "../../collect/protocol-of-port";
import { CONNECTION, defineLog, ignored, type RowFault } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/**
 * Zeek's remarks on connections: odd packets, notices, matched signatures and indicators. The connection stands; that
 * somebody answered does not, and senders of odd packets may be made up.
 */
function readRemark(row: ZeekRow, report: ZeekReport): RowFault {
  const proto = row.text("proto");
  const transport = proto === "udp" || proto === "icmp" ? proto : "tcp";
  const protocol = proto === null ? null : protocolOfPort(transport, row.ends()?.respPort ?? null);
  return remarkOn(row, report, row.ends(), { transport, protocol });
}

function remarkOn(
  row: ZeekRow,
  report: ZeekReport,
  ends: Ends | null,
  { transport, protocol }: { readonly transport: Transport; readonly protocol: string | null },
): RowFault {
  if (!ends) return ignored("a remark about no connection");
  report.exchange(row, ends, {
    transport,
    protocol: protocol ?? "unknown",
    evidence: "port-only",
    fromOrig: 0,
    fromResp: 0,
    isService: false,
  });
  return null;
}

export const weird = defineLog({
  path: "weird",
  signature: ["name", "peer"],
  columns: [...CONNECTION, "name", "addl", "notice", "peer", "source"],
  read: readRemark,
});

export const notice = defineLog({
  path: "notice",
  signature: ["note", "msg"],
  columns: [
    ...CONNECTION,
    "fuid",
    "file_mime_type",
    "file_desc",
    "proto",
    "note",
    "msg",
    "sub",
    "src",
    "dst",
    "p",
    "n",
    "peer_descr",
    "actions",
    "email_dest",
    "suppress_for",
    "dropped",
    "remote_location.country_code",
    "remote_location.region",
    "remote_location.city",
    "remote_location.latitude",
    "remote_location.longitude",
  ],
  read: readRemark,
});

/** Notices that somebody is woken for. */
export const noticeAlarm = defineLog({ ...notice, path: "notice_alarm", signature: [] });

export const signatures = defineLog({
  path: "signatures",
  signature: ["sig_id", "event_msg"],
  columns: [
    "ts",
    "uid",
    "src_addr",
    "src_port",
    "dst_addr",
    "dst_port",
    "note",
    "sig_id",
    "event_msg",
    "sub_msg",
    "sig_count",
    "host_count",
  ],
  read(row, report) {
    const [orig, resp] = [row.ip("src_addr"), row.ip("dst_addr")];
    const ends = orig === null || resp === null ? null : { orig, origPort: row.port("src_port"), resp };
    return remarkOn(row, report, ends && { ...ends, respPort: row.port("dst_port") }, {
      transport: "tcp",
      protocol: null,
    });
  },
});

export const intel = defineLog({
  path: "intel",
  signature: ["seen.indicator", "seen.indicator_type"],
  columns: [
    ...CONNECTION,
    "fuid",
    "file_mime_type",
    "file_desc",
    "seen.indicator",
    "seen.indicator_type",
    "seen.where",
    "seen.node",
    "matched",
    "sources",
  ],
  read: readRemark,
});

export const tunnel = defineLog({
  path: "tunnel",
  signature: ["tunnel_type", "action"],
  columns: [...CONNECTION, "tunnel_type", "action"],
  read: (row, report) =>
    remarkOn(row, report, row.ends(), { transport: carrierOf(row.text("tunnel_type")), protocol: null }),
});

/** What the tunnel's packets go in. */
function carrierOf(type: string | null): Transport {
  const word = /^(?:Tunnel::)?(\w+)$/.exec(type ?? "")?.[1]?.toUpperCase() ?? "";
  if (/^(?:TEREDO|AYIYA|GTPV1|VXLAN|GENEVE)$/.test(word)) return "udp";
  return word === "IP" || word === "GRE" ? "ip" : "tcp";
}
