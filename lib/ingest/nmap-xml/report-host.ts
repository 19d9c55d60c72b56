import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import type { LedgerOutcome } from "@/lib/domain/import/ledger";
import type { Subject, Transport } from "@/lib/domain/observation";
import type { DiscoveryDraft, Seen, Source } from "../collect/discovery-draft";
import type { ScanBindings } from "../collect/scan-bindings";
import { deviceTypeRole } from "./device-type-role";
import type { NmapHost, NmapPort, NmapService } from "./nmap-host";
import { readScript } from "./scripts/registry";
import type { ScriptFinding } from "./scripts/script-finding";
import { serviceName } from "./service-name";

const TRANSPORTS: ReadonlyMap<string, Transport> = new Map([
  ["tcp", "tcp"],
  ["udp", "udp"],
  ["sctp", "sctp"],
  ["ip", "ip"],
]);
/** OS guesses below this are noise. */
const MIN_OS_ACCURACY = 90;

type Fault = { readonly outcome: Exclude<LedgerOutcome, "parsed">; readonly reason: string } | null;

const nmap = (word: string): Source => ({ protocol: `nmap ${word}`, method: "active" });

/** Turns one scanned host into observations. The ledger's word about it is returned, null when it was read. */
export function reportHost(host: NmapHost, seen: Seen, draft: DiscoveryDraft, bindings: ScanBindings): Fault {
  if (host.state === "down") return { outcome: "ignored", reason: "the host is down" };
  const ips = host.addresses
    .flatMap((it) => (it.type === "mac" ? [] : (parseIp(it.address) ?? [])))
    .filter(isHostAddress);
  const mac = host.addresses.flatMap((it) => (it.type === "mac" ? (parseMac(it.address) ?? []) : []))[0] ?? null;
  const ip = ips[0] ?? null;
  if (ip === null && mac === null) return { outcome: "malformed", reason: "the host has no readable address" };
  const isOpen = host.ports.some((port) => port.state === "open");
  if (!isOpen && !hasAnswered(host)) {
    return { outcome: "ignored", reason: "the host never answered; it was only assumed to be up (-Pn)" };
  }

  const subject: Subject = { mac: ip === null ? mac : null, ip, child: null };
  // An answer to ARP may be a router's for an address behind it: whether it is, the end of the scan tells.
  const isOnlyNeighbour = mac !== null && host.reason === "arp-response" && !hasAnsweringPort(host);
  for (const address of ips) {
    if (mac !== null) bindings.add(mac, address, seen, "scan", isOnlyNeighbour);
    if (!isOnlyNeighbour) reportAlive(address, seen, draft);
  }
  if (ip === null) draft.sighting(nmap("scan"), seen, subject, { sent: 1, received: 1, conversed: true });
  reportMacVendor(host, seen, draft);
  for (const { name, type } of host.hostnames) {
    draft.identity(nmap("dns"), seen, subject, { field: "name", value: name, inferred: type === "user" });
  }
  const os = host.osMatches.find((match) => match.accuracy >= MIN_OS_ACCURACY);
  if (os) draft.identity(nmap("os"), seen, subject, { field: "os", value: os.name, inferred: true });

  const reporter = { subject, seen, draft, bindings };
  for (const port of host.ports) if (port.state === "open") reportPort(port, reporter);
  for (const script of host.scripts) reportFindings(script.id, readScript(script), reporter);
  return null;
}

export interface Reporter {
  readonly subject: Subject;
  readonly seen: Seen;
  readonly draft: DiscoveryDraft;
  readonly bindings: ScanBindings;
}

/** The host answered the scan. */
export function reportAlive(ip: string, seen: Seen, draft: DiscoveryDraft): void {
  draft.sighting(nmap("scan"), seen, { mac: null, ip, child: null }, { sent: 1, received: 1, conversed: true });
}

/** A refusal is an answer, too. */
function hasAnswered(host: NmapHost): boolean {
  const { state, reason } = host;
  return (state === "up" && reason !== "user-set" && reason !== "") || hasAnsweringPort(host);
}

function hasAnsweringPort({ ports }: NmapHost): boolean {
  return ports.some(
    ({ state, reason }) => state === "open" || (state === "closed" && reason !== "" && reason !== "no-response"),
  );
}

/** By nmap's own table of prefixes: about the card, not the device. */
function reportMacVendor(host: NmapHost, seen: Seen, draft: DiscoveryDraft): void {
  for (const { address, type, vendor } of host.addresses) {
    const mac = type === "mac" ? parseMac(address) : null;
    if (mac === null || !vendor) continue;
    const source: Source = { protocol: "oui", method: "active" };
    const value = vendor.replace(/,+$/, "");
    draft.identity(source, seen, { mac, ip: null, child: null }, { field: "vendor", value, inferred: true });
  }
}

function reportPort(port: NmapPort, reporter: Reporter): void {
  const { subject, seen, draft } = reporter;
  const transport = TRANSPORTS.get(port.protocol);
  if (!transport) return;
  const found = port.scripts.map((script) => ({ id: script.id, findings: readScript(script) }));
  const findings = found.flatMap((it) => it.findings);
  const services = findings.filter((it) => it.kind === "service");
  const spoken = services.find((it) => it.service !== undefined)?.service;
  const stated = services.find((it) => it.product);
  const { service } = port;
  const name =
    spoken ??
    serviceName(service?.name ?? "", service?.isProbed ?? false, service?.isTls ?? false, transport, port.port);
  const isSure = spoken !== undefined || ((service?.isProbed ?? false) && name !== "unknown");
  draft.service(nmap("port"), seen, subject, {
    transport,
    port: port.port,
    service: name,
    evidence: isSure ? "scan" : "port-only",
    product: service?.product ?? stated?.product ?? null,
    version: service?.product ? service.version : (stated?.version ?? service?.version ?? null),
    flags: services.flatMap((it) => it.flags ?? []),
  });
  if (service) reportServiceDetails(service, name, reporter);
  for (const { id, findings: its } of found)
    reportFindings(
      id,
      its.filter((it) => it.kind !== "service"),
      reporter,
    );
}

/** What a banner told nmap about the host: the host's own words at best, so conclusions all. */
function reportServiceDetails(service: NmapService, name: string, { subject, seen, draft }: Reporter): void {
  const { osType, hostname, deviceType, cpes, title } = service;
  if (title)
    draft.identity({ protocol: "http title", method: "active" }, seen, subject, { field: "description", value: title });
  if (osType) draft.identity(nmap("os"), seen, subject, { field: "os", value: osType, inferred: true });
  if (hostname) draft.identity(nmap(name), seen, subject, { field: "name", value: hostname, inferred: true });
  const role = deviceTypeRole(deviceType ?? "");
  if (role) draft.identity(nmap(`${name} device-type`), seen, subject, { field: "role", value: role, inferred: true });
  for (const cpe of cpes) {
    const [, part, vendor, product] = /^cpe:\/([aho]):([^:]+):([^:]+)/.exec(cpe) ?? [];
    if (part !== "h" || !vendor || !product) continue;
    draft.identity(nmap(`${name} cpe`), seen, subject, {
      field: "vendor",
      value: vendor.replaceAll("_", " "),
      inferred: true,
    });
    draft.identity(nmap(`${name} cpe`), seen, subject, {
      field: "model",
      value: product.replaceAll("_", " "),
      inferred: true,
    });
  }
}

/** Services of host scripts stand on no port: they are told by the port's own entry. */
export function reportFindings(id: string, findings: readonly ScriptFinding[], reporter: Reporter): void {
  const { subject, seen, draft, bindings } = reporter;
  for (const it of findings) {
    if (it.kind === "binding") {
      const ip = it.ip ?? subject.ip;
      if (ip !== null) bindings.add(it.mac, ip, seen, "stated");
    } else if (it.kind === "identity") {
      const isOwn = it.ip === undefined && it.mac === undefined;
      const about = {
        mac: it.mac ?? (isOwn ? subject.mac : null),
        ip: it.ip ?? (isOwn ? subject.ip : null),
        child: it.child ?? null,
      };
      draft.identity(nmap(it.as ?? id), seen, about, { field: it.field, value: it.value, inferred: it.inferred });
    }
  }
}
