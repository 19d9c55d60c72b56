import { defineLog, ignored } from "../define-log";
import { protocolOfService } from "../protocol-name";
import { subjectOf } from "../zeek-report";

/** Files that passed: who sent them to whom, and since Zeek 5.1 in which connection. Names and hashes are content. */
export const files = defineLog({
  path: "files",
  signature: ["fuid", "mime_type", "analyzers"],
  columns: [
    "ts",
    "fuid",
    "uid",
    "id.orig_h",
    "id.orig_p",
    "id.resp_h",
    "id.resp_p",
    "tx_hosts",
    "rx_hosts",
    "conn_uids",
    "source",
    "depth",
    "analyzers",
    "mime_type",
    "filename",
    "duration",
    "local_orig",
    "is_orig",
    "seen_bytes",
    "total_bytes",
    "missing_bytes",
    "overflow_bytes",
    "timedout",
    "parent_fuid",
    "md5",
    "sha1",
    "sha256",
    "extracted",
    "extracted_cutoff",
    "extracted_size",
    "entropy",
  ],
  read(row, report) {
    const ends = row.ends();
    if (ends) {
      const isOrig = row.flag("is_orig") === true;
      report.exchange(row, ends, {
        transport: "tcp",
        protocol: protocolOfService(row.text("source"), ends.respPort) ?? "unknown",
        fromOrig: isOrig ? 1 : 0,
        fromResp: isOrig ? 0 : 1,
        isService: false,
      });
      return null;
    }
    const hosts = [...row.ips("tx_hosts"), ...row.ips("rx_hosts")];
    if (hosts.length === 0) return ignored("a file without its hosts; files inside of others have none");
    for (const host of hosts) if (row.isHost(host)) report.alive(subjectOf(host));
    return null;
  },
});
