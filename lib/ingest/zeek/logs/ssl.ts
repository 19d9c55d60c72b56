import { certificateFacts } from "../../collect/certificate-facts";
import { tlsPeerName } from "../../collect/tls-peer-name";
import { CONNECTION, defineConnectionLog } from "../define-log";
import { readSubject } from "../distinguished-name";

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ["SSLv2", "SSL 2.0"],
  ["SSLv3", "SSL 3.0"],
  ["TLSv10", "1.0"],
  ["TLSv11", "1.1"],
  ["TLSv12", "1.2"],
  ["TLSv13", "1.3"],
  ["DTLSv10", "1.0"],
  ["DTLSv12", "1.2"],
  ["DTLSv13", "1.3"],
]);
const OLD = ["SSLv2", "SSLv3", "TLSv10", "TLSv11", "DTLSv10"];

export const ssl = defineConnectionLog({
  path: "ssl",
  signature: ["cipher", "version"],
  columns: [
    ...CONNECTION,
    "version",
    "cipher",
    "curve",
    "server_name",
    "session_id",
    "resumed",
    "last_alert",
    "next_protocol",
    "established",
    "ssl_history",
    "cert_chain_fps",
    "client_cert_chain_fps",
    "cert_chain_fuids",
    "client_cert_chain_fuids",
    "sni_matches_cert",
    "subject",
    "issuer",
    "issuer_subject",
    "client_subject",
    "client_issuer",
    "client_issuer_subject",
    "not_valid_before",
    "not_valid_after",
    "cert_hash",
    "validation_status",
    "validation_code",
    "ja3",
    "ja3s",
    "ja4",
    "ja4s",
    "notary.first_seen",
    "notary.last_seen",
    "notary.times_seen",
    "notary.valid",
  ],
  read(row, report, ends) {
    const version = row.text("version");
    const subject = row.text("subject");
    report.exchange(row, ends, {
      transport: version?.startsWith("DTLS") ? "udp" : "tcp",
      protocol: "tls",
      fromOrig: 1,
      // The server's choices are known only from its answer.
      fromResp: version !== null || row.flag("established") === true ? 1 : 0,
      ...tlsPeerName(row.text("server_name"), subject === null ? null : readSubject(subject, null).commonName),
      version: version === null ? null : (VERSIONS.get(version) ?? version),
      flags: version !== null && OLD.includes(version) ? ["tls<1.2"] : [],
    });
    for (const [holder, held, issuer] of [
      [ends.resp, subject, row.text("issuer") ?? row.text("issuer_subject")],
      [ends.orig, row.text("client_subject"), row.text("client_issuer") ?? row.text("client_issuer_subject")],
    ] as const) {
      if (held === null) continue;
      for (const [field, value] of certificateFacts(readSubject(held, issuer))) {
        report.identity(holder, field, value, { as: "x509 certificate" });
      }
    }
    return null;
  },
});
