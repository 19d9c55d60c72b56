import { CONNECTION, defineLog, malformed } from "../define-log";
import { subjectOf } from "../zeek-report";

/** Zeek 2.6 and later write one record per exchange; before, one per acknowledged lease with the usual connection. */
export const dhcp = defineLog({
  path: "dhcp",
  signature: ["mac", "msg_types"],
  otherSignature: ["mac", "assigned_ip", "trans_id"],
  columns: [
    ...CONNECTION,
    "uids",
    "client_addr",
    "server_addr",
    "client_port",
    "server_port",
    "mac",
    "host_name",
    "client_fqdn",
    "domain",
    "requested_addr",
    "assigned_addr",
    "assigned_ip",
    "lease_time",
    "trans_id",
    "client_message",
    "server_message",
    "msg_types",
    "msg_orig",
    "duration",
    "client_chaddr",
    "client_software",
    "server_software",
    "circuit_id",
    "agent_remote_id",
    "subscriber_id",
    "last_message_ts",
  ],
  read(row, report) {
    const mac = row.mac("mac");
    const types = row.texts("msg_types");
    const isOldLease = row.text("assigned_ip") !== null;
    const isAcknowledged = types.includes("ACK") || isOldLease;
    const assigned = row.ip("assigned_addr") ?? row.ip("assigned_ip");
    const client = row.ip("client_addr") ?? (isOldLease ? row.ip("id.orig_h") : null);
    const address = isAcknowledged ? (assigned ?? client) : client;
    if (mac === null && address === null) return malformed("neither a MAC nor an address of the client is readable");

    const isOwn = address !== null && row.isHost(address);
    if (mac && isOwn && isAcknowledged) report.binding(mac, address, assigned ? "dhcp" : "stated");
    const subject = { mac, ip: isOwn ? address : null, child: null };
    report.alive(subject);
    report.identity(subject, "name", row.text("host_name"));
    report.identity(subject, "name", row.text("client_fqdn"), { as: "dhcp fqdn" });
    report.identity(subject, "description", row.text("client_software"), { as: "dhcp vendor-class" });

    const server = row.ip("server_addr") ?? (isOldLease ? row.ip("id.resp_h") : null);
    if (server && row.isHost(server) && (isAcknowledged || types.includes("OFFER"))) {
      report.alive(subjectOf(server));
      report.service(server, { transport: "udp", port: 67, service: "dhcp", evidence: "payload" });
      // Old records name the relay as responder.
      report.identity(server, "role", "dhcp-server", { inferred: isOldLease });
    }
    return null;
  },
});
