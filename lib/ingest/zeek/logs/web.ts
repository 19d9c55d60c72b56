import { parseIp } from "@/lib/domain/address";
import { CONNECTION, defineConnectionLog, type ZeekLog } from "../define-log";

/** Logs of what HTTP has become: they name the peer that is asked for. */

const nameOf = (host: string | null) => {
  const name = host?.replace(/:\d+$/, "") ?? "";
  return name === "" || name.startsWith("[") || parseIp(name) !== null ? null : name;
};

const quic = defineConnectionLog({
  path: "quic",
  signature: ["client_initial_dcid", "server_scid"],
  columns: [
    ...CONNECTION,
    "version",
    "client_initial_dcid",
    "client_scid",
    "server_scid",
    "server_name",
    "client_protocol",
    "history",
  ],
  read(row, report, ends) {
    // In the history, the server's packets have small letters.
    const isAnswered = row.text("server_scid") !== null || /[a-z]/.test(row.text("history") ?? "");
    report.exchange(row, ends, {
      transport: "udp",
      protocol: "quic",
      fromOrig: 1,
      fromResp: isAnswered ? 1 : 0,
      peerName: nameOf(row.text("server_name")),
      peerNameFrom: "sni",
    });
    return null;
  },
});

const websocket = defineConnectionLog({
  path: "websocket",
  signature: ["host", "uri", "subprotocol"],
  columns: [
    ...CONNECTION,
    "host",
    "uri",
    "user_agent",
    "subprotocol",
    "client_protocols",
    "server_extensions",
    "client_extensions",
  ],
  read(row, report, ends) {
    // It is logged when the server has agreed to it.
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "http",
      fromOrig: 1,
      fromResp: 1,
      peerName: nameOf(row.text("host")),
      peerNameFrom: "http-host",
    });
    report.identity(ends.orig, "description", row.text("user_agent"), { as: "http user-agent" });
    return null;
  },
});

export const WEB_LOGS: readonly ZeekLog[] = [quic, websocket];
