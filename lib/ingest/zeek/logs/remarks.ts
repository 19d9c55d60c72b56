import { protocolOfPort } from "../../collect/protocol-of-port";
import { CONNECTION, defineLog, ignored, type RowFault } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/**
 * Zeek's remarks on connections: odd packets, notices, matched signatures and indicators. The connection stands; that
 * somebody answered does not, and senders of odd packets may be made up.
 */
function readRemark(row: ZeekRow, report: ZeekReport): RowFault {
  const ends = row.ends();
  if (!ends) return ignored("a remark about no connection");
  const proto = row.text("proto");
  const transport = proto === "udp" || proto === "icmp" ? proto : "tcp";
  report.exchange(row, ends, {
    transport,
    protocol: (proto === null ? null : protocolOfPort(transport, ends.respPort)) ?? "unknown",
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
  read: readRemark,
});
