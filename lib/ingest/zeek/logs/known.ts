import { certificateFacts } from "../../collect/certificate-facts";
import { protocolOfPort } from "../../collect/protocol-of-port";
import { defineLog, ignored, malformed, type ZeekLog } from "../define-log";
import { readSubject } from "../distinguished-name";
import { protocolOfService } from "../protocol-name";
import { subjectOf } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/** Zeek's own lists of what it saw for the first time that day, and those that sensors of Corelight keep instead. */

/** Columns that Corelight's lists have besides: how long, how often, in which network. */
const OBSERVED = [
  "duration",
  "kuid",
  "host_ip",
  "host_vlan",
  "host_inner_vlan",
  "conns_opened",
  "conns_closed",
  "conns_pending",
  "long_conns",
  "num_conns",
  "annotations",
  "last_active_session",
  "last_active_interval",
];

const hostOf = (row: ZeekRow) => row.ip("host") ?? row.ip("host_ip");

const NO_HOST = malformed("the host's address is missing or unreadable");

const knownHosts = defineLog({
  path: "known_hosts",
  signature: [],
  columns: ["ts", "host", ...OBSERVED],
  read(row, report) {
    const host = hostOf(row);
    if (host === null) return NO_HOST;
    // Only hosts that completed a TCP handshake are listed.
    report.alive(subjectOf(host));
    return null;
  },
});

const knownServices = defineLog({
  path: "known_services",
  signature: ["host", "port_num", "port_proto"],
  columns: ["ts", "host", "port_num", "port_proto", "protocol", "service", ...OBSERVED],
  read(row, report) {
    const host = hostOf(row);
    if (host === null) return NO_HOST;
    const port = row.port("port_num");
    const transport = (row.text("port_proto") ?? row.text("protocol"))?.toLowerCase();
    if (port === null || (transport !== "tcp" && transport !== "udp"))
      return malformed("the port is missing or unreadable");
    const names = row.texts("service").map((name) => protocolOfService(name, port));
    const named = names.find((name) => name !== null) ?? null;
    report.alive(subjectOf(host));
    report.service(host, {
      transport,
      port,
      service: named ?? protocolOfPort(transport, port) ?? "unknown",
      evidence: named ? "payload" : "handshake",
    });
    return null;
  },
});

const knownDevices = defineLog({
  path: "known_devices",
  signature: ["mac", "dhcp_host_name"],
  columns: ["ts", "mac", "dhcp_host_name", "vendor_mac", "protocols", ...OBSERVED],
  read(row, report) {
    const mac = row.mac("mac");
    if (mac === null) return malformed("the MAC is missing or unreadable");
    const ip = hostOf(row);
    const subject = { mac, ip, child: null };
    report.alive(subject);
    // Frames of a host behind a router come from the router's card: only these protocols speak of the host's own.
    const isOwn = row.texts("protocols").some((protocol) => /^(?:dhcp|arp)$/i.test(protocol));
    if (ip !== null && isOwn) report.binding(mac, ip, "stated");
    report.identity(subject, "name", row.text("dhcp_host_name"), { as: "dhcp known_devices" });
    return null;
  },
});

const knownCerts = defineLog({
  path: "known_certs",
  signature: ["host", "port_num", "issuer_subject"],
  columns: ["ts", "host", "port_num", "subject", "issuer_subject", "serial", ...OBSERVED],
  read(row, report) {
    const host = hostOf(row);
    if (host === null) return NO_HOST;
    const port = row.port("port_num");
    report.alive(subjectOf(host));
    if (port !== null) report.service(host, { transport: "tcp", port, service: "tls", evidence: "payload" });
    const subject = row.text("subject");
    if (subject === null) return null;
    for (const [field, value] of certificateFacts(readSubject(subject, row.text("issuer_subject")))) {
      report.identity(host, field, value, { as: "x509 certificate" });
    }
    return null;
  },
});

const knownModbus = defineLog({
  path: "known_modbus",
  signature: ["host", "device_type"],
  columns: ["ts", "host", "device_type"],
  read(row, report) {
    const host = hostOf(row);
    if (host === null) return NO_HOST;
    report.alive(subjectOf(host));
    // The list has no port; Zeek's analyzer works on the protocol's own.
    if (/SLAVE|SERVER/i.test(row.text("device_type") ?? "")) {
      report.service(host, { transport: "tcp", port: 502, service: "modbus", evidence: "port-only" });
    }
    return null;
  },
});

const knownNames = defineLog({
  path: "known_names",
  signature: ["host_ip", "hostname", "kuid"],
  columns: ["ts", "hostname", "protocols", ...OBSERVED],
  read(row, report) {
    const host = hostOf(row);
    if (host === null) return NO_HOST;
    report.alive(subjectOf(host));
    // Names that others use for the host stand beside those it uses itself.
    const isOwn = row.texts("protocols").some((protocol) => /^(?:dhcp|ntlm|netbios)$/i.test(protocol));
    report.identity(host, "name", row.text("hostname"), { inferred: !isOwn });
    return null;
  },
});

/** Other lists ("known_routers", "known_domains"): what they have in common is the host that was seen. */
export const knownList = (path: string): ZeekLog =>
  defineLog({
    path,
    signature: [],
    columns: ["ts", "host", ...OBSERVED],
    read(row, report) {
      const host = hostOf(row);
      if (host === null) return ignored(`${path} lists no hosts`);
      report.alive(subjectOf(host));
      return null;
    },
  });

export const KNOWN_LOGS: readonly ZeekLog[] = [
  knownHosts,
  knownServices,
  knownDevices,
  knownCerts,
  knownModbus,
  knownNames,
];
