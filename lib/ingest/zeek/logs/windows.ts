import { parseIp } from "@/lib/domain/address";
import { CONNECTION, defineConnectionLog } from "../define-log";

/** What Windows hosts say of themselves in logins, shares and remote calls. User names are nobody's identity. */

const SMB_PORTS = [139, 445];

export const ntlm = defineConnectionLog({
  path: "ntlm",
  signature: ["hostname", "domainname", "username"],
  columns: [
    ...CONNECTION,
    "username",
    "hostname",
    "domainname",
    "server_nb_computer_name",
    "server_dns_computer_name",
    "server_tree_name",
    "success",
    "status",
  ],
  read(row, report, ends) {
    const netbios = row.text("server_nb_computer_name");
    const dns = row.text("server_dns_computer_name");
    const isAnswered = netbios !== null || dns !== null || row.text("success") !== null;
    // NTLM travels inside SMB, RPC or HTTP: the port's own log names the service.
    const isSmb = ends.respPort !== null && SMB_PORTS.includes(ends.respPort);
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: isSmb ? "smb" : "unknown",
      evidence: isSmb ? "payload" : "handshake",
      fromOrig: 1,
      fromResp: isAnswered ? 1 : 0,
      isService: isSmb && isAnswered,
    });
    report.identity(ends.orig, "name", row.text("hostname"));
    report.identity(ends.resp, "name", netbios);
    report.identity(ends.resp, "name", dns);
    return null;
  },
});

/** "\\SERVER\share" → "SERVER": what the client calls the host, so only a conclusion about its name. */
function serverOfShare(path: string | null): string | null {
  const name = /^\\{2}([^\\]{1,255})/.exec(path ?? "")?.[1] ?? null;
  return name === null || parseIp(name) ? null : name;
}

export const smbMapping = defineConnectionLog({
  path: "smb_mapping",
  signature: ["path", "share_type"],
  columns: [...CONNECTION, "path", "service", "native_file_system", "share_type"],
  read(row, report, ends) {
    report.exchange(row, ends, { transport: "tcp", protocol: "smb", fromOrig: 1, fromResp: 1 });
    report.identity(ends.resp, "name", serverOfShare(row.text("path")), { inferred: true });
    return null;
  },
});

export const smbFiles = defineConnectionLog({
  path: "smb_files",
  signature: ["action", "path", "name"],
  columns: [
    ...CONNECTION,
    "fuid",
    "action",
    "path",
    "name",
    "size",
    "prev_name",
    "times.modified",
    "times.accessed",
    "times.created",
    "times.changed",
    "data_offset_req",
    "data_len_req",
    "data_len_rsp",
  ],
  read(row, report, ends) {
    report.exchange(row, ends, { transport: "tcp", protocol: "smb", fromOrig: 1, fromResp: 1 });
    report.identity(ends.resp, "name", serverOfShare(row.text("path")), { inferred: true });
    return null;
  },
});

export const dceRpc = defineConnectionLog({
  path: "dce_rpc",
  signature: ["endpoint", "operation"],
  columns: [...CONNECTION, "rtt", "named_pipe", "endpoint", "operation"],
  read(row, report, ends) {
    const isPipe = ends.respPort !== null && SMB_PORTS.includes(ends.respPort);
    report.exchange(row, ends, { transport: "tcp", protocol: isPipe ? "smb" : "dce-rpc", fromOrig: 1, fromResp: 1 });
    return null;
  },
});

export const kerberos = defineConnectionLog({
  path: "kerberos",
  signature: ["request_type", "client", "service"],
  columns: [
    ...CONNECTION,
    "request_type",
    "client",
    "service",
    "success",
    "error_code",
    "error_msg",
    "from",
    "till",
    "cipher",
    "forwardable",
    "renewable",
    "client_cert_subject",
    "client_cert_fuid",
    "server_cert_subject",
    "server_cert_fuid",
    "auth_ticket",
    "new_ticket",
  ],
  read(row, report, ends) {
    const isKdc = ends.respPort === 88;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: isKdc ? "kerberos" : "unknown",
      evidence: isKdc ? "payload" : "handshake",
      fromOrig: 1,
      fromResp: row.text("success") === null && row.text("error_msg") === null ? 0 : 1,
      isService: isKdc,
    });
    // "PLC-HMI$/DOMAIN": a computer logs in as itself. Other principals are people and are not kept.
    const account = row.text("client")?.split("/", 1)[0] ?? "";
    if (account.endsWith("$") && account.length > 1)
      report.identity(ends.orig, "name", account.slice(0, -1), { inferred: true });
    return null;
  },
});
