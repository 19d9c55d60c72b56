import type { Transport } from "@/lib/domain/observation";
import { protocolOfPort } from "../../collect/protocol-of-port";
import { CONNECTION, defineConnectionLog, malformed, type RowFault, type ZeekLog } from "../define-log";
import { protocolOfService } from "../protocol-name";
import type { ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";
import { hasServerFirst } from "./message-direction";

const TRANSPORTS: ReadonlyMap<string, Transport> = new Map([
  ["tcp", "tcp"],
  ["udp", "udp"],
  ["icmp", "icmp"],
  ["sctp", "sctp"],
  ["unknown_transport", "ip"],
]);

/** States in which the responder accepted the connection (Zeek manual, conn_state). */
const ACCEPTED = new Set(["S1", "S2", "S3", "SF", "RSTO", "RSTR"]);
/** States in which it sent something, if only a refusal. */
const ANSWERED = new Set([...ACCEPTED, "REJ", "RSTRH", "SHR"]);

interface Counts {
  readonly fromOrig: number;
  readonly fromResp: number;
}

/** Packets as counted; older logs without counts tell from state and history who sent at all. */
function packetsOf(row: ZeekRow): Counts {
  const orig = row.number("orig_pkts");
  const resp = row.number("resp_pkts");
  if (orig !== null && resp !== null) return { fromOrig: row.count("orig_pkts"), fromResp: row.count("resp_pkts") };
  const history = row.text("history") ?? "";
  const answered = row.count("resp_bytes") > 0 || ANSWERED.has(row.text("conn_state") ?? "") || /[a-z]/.test(history);
  const asked = history === "" || history.includes("^") || /[A-Z]/.test(history);
  return { fromOrig: asked ? 1 : 0, fromResp: answered ? 1 : 0 };
}

const bytesOf = (row: ZeekRow, side: "orig" | "resp") =>
  row.number(`${side}_ip_bytes`) === null ? row.count(`${side}_bytes`) : row.count(`${side}_ip_bytes`);

function readConnection(row: ZeekRow, report: ZeekReport, ends: Ends, isCounted: boolean): RowFault {
  const transport = TRANSPORTS.get(row.text("proto") ?? "");
  if (!transport) return malformed("the transport protocol is missing or unknown");
  const packets = packetsOf(row);
  const fromOrig = isCounted ? packets.fromOrig : Math.min(packets.fromOrig, 1);
  const fromResp = isCounted ? packets.fromResp : Math.min(packets.fromResp, 1);
  const state = row.text("conn_state") ?? "";
  const named = protocolOfService(row.text("service"), ends.respPort);
  const guess = protocolOfPort(transport, ends.respPort);
  const isAccepted = transport === "tcp" && (ACCEPTED.has(state) || (row.text("history") ?? "").includes("h"));
  report.exchange(row, ends, {
    transport,
    isCounted,
    protocol: named ?? guess ?? "unknown",
    evidence: named ? "payload" : isAccepted ? "handshake" : "port-only",
    fromOrig,
    fromResp,
    bytesFromOrig: isCounted ? bytesOf(row, "orig") : 0,
    bytesFromResp: isCounted ? bytesOf(row, "resp") : 0,
    // A group may be where a service listens, but is nobody's service; unnamed UDP answers prove none, and neither
    // does a client's own port, which answers of a server that changed its port make look like one.
    isService:
      fromResp > 0 &&
      !hasServerFirst(ends, transport) &&
      (transport === "tcp" || transport === "udp") &&
      (named !== null || isAccepted || guess !== null) &&
      state !== "REJ",
    origMac: row.mac("orig_l2_addr"),
    respMac: row.mac("resp_l2_addr"),
    vlan: row.number("vlan"),
  });
  return null;
}

export const conn = defineConnectionLog({
  path: "conn",
  signature: ["conn_state", "proto"],
  columns: [
    ...CONNECTION,
    "proto",
    "service",
    "duration",
    "orig_bytes",
    "resp_bytes",
    "conn_state",
    "local_orig",
    "local_resp",
    "missed_bytes",
    "history",
    "orig_pkts",
    "orig_ip_bytes",
    "resp_pkts",
    "resp_ip_bytes",
    "tunnel_parents",
    "vlan",
    "inner_vlan",
    "orig_l2_addr",
    "resp_l2_addr",
    "community_id",
    "ip_proto",
    "orig_cc",
    "resp_cc",
    "suri_ids",
  ],
  read: (row, report, ends) => readConnection(row, report, ends, true),
});

/**
 * Connections that are still open, as packages log them from time to time; when they end, conn.log counts all of their
 * packets. Polls of a controller may stay open for months, and stand only here.
 */
const openConnections = (path: string) =>
  defineConnectionLog({
    path,
    signature: [],
    columns: [...conn.columns, "long", "done"],
    read: (row, report, ends) => readConnection(row, report, ends, false),
  });

export const OPEN_CONNECTION_LOGS: readonly ZeekLog[] = ["conn_long", "open_conn"].map(openConnections);
