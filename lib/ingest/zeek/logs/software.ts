import { defineLog, malformed } from "../define-log";
import { subjectOf } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/** "HTTP::SERVER" → protocol whose server it is. */
const SERVERS: ReadonlyMap<string, string> = new Map([
  ["HTTP::SERVER", "http"],
  ["HTTP::APPSERVER", "http"],
  ["HTTP::WEB_APPLICATION", "http"],
  ["SSH::SERVER", "ssh"],
  ["FTP::SERVER", "ftp"],
  ["SMTP::MAIL_SERVER", "smtp"],
  ["MySQL::SERVER", "mysql"],
  ["DHCP::SERVER", "dhcp"],
]);

function versionOf(row: ZeekRow): string | null {
  const parts = ["version.major", "version.minor", "version.minor2", "version.minor3"].map((column) =>
    row.text(column),
  );
  const numbers = parts.filter((part) => part !== null);
  if (numbers.length === 0) return null;
  const added = row.text("version.addl");
  return `${numbers.join(".")}${added ? `-${added}` : ""}`;
}

export const software = defineLog({
  path: "software",
  signature: ["host", "software_type", "unparsed_version"],
  columns: [
    "ts",
    "host",
    "host_p",
    "software_type",
    "name",
    "version.major",
    "version.minor",
    "version.minor2",
    "version.minor3",
    "version.addl",
    "unparsed_version",
    "url",
  ],
  read(row, report) {
    const host = row.ip("host");
    if (host === null) return malformed("the host's address is missing or unreadable");
    const type = row.text("software_type") ?? "";
    const port = row.port("host_p");
    const service = SERVERS.get(type);
    report.alive(subjectOf(host));
    if (service && port !== null) {
      const transport = service === "dhcp" ? "udp" : "tcp";
      report.service(host, {
        transport,
        port,
        service,
        evidence: "payload",
        product: row.text("name"),
        version: versionOf(row),
      });
    } else if (type.startsWith("OS::")) {
      report.identity(host, "os", [row.text("name"), versionOf(row)].filter((part) => part !== null).join(" "), {
        inferred: true,
      });
    } else {
      report.identity(host, "description", row.text("unparsed_version") ?? row.text("name"), {
        as: type.startsWith("HTTP::") ? "http user-agent" : "software",
      });
    }
    return null;
  },
});
