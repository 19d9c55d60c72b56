import { isHostAddress, parseIp } from "@/lib/domain/address";
import type { TimeUs, Transport } from "@/lib/domain/observation";

/** What a line of a scanner's printed result says of a host. */
export interface ScanLine {
  readonly tool: "nmap" | "masscan" | "rustscan";
  readonly ip: string;
  readonly hostname: string | null;
  readonly timeUs: TimeUs | null;
  /** "Up" or "Down", as it stands there; null on lines that list ports. */
  readonly status: string | null;
  readonly os: string | null;
  readonly ports: readonly LinePort[];
}

export interface LinePort {
  readonly transport: Transport;
  readonly port: number;
  /** The scanner's name of the port or of what it recognised. */
  readonly service: string;
  readonly isTls: boolean;
  /** The service answered and was recognised; else the name is the port's. */
  readonly isProbed: boolean;
  /** Its own words. */
  readonly banner: string | null;
}

export type LineFault = "no-address" | "closed" | "unknown";

const MAX_PORTS = 65_536;
/** `port/state/protocol/owner/service/rpc/version/`, in which a slash of the words is written "|". */
const ITEM = { port: 0, state: 1, protocol: 2, service: 4, version: 6 } as const;

/** A version may hold commas of its own. */
const NEXT_ITEM = /, (?=\d{1,5}\/)/;

/** "Discovered open port 502/tcp on 10.0.0.5", as masscan prints what it finds. */
const DISCOVERED = /^Discovered open port (\d{1,5})\/(tcp|udp|sctp) on (\S{2,45}) *$/;
/** "10.0.0.5 -> [22,502]", and before that "Open 10.0.0.5:502" for each: RustScan speaks TCP. */
const PORTS_OF_HOST = /^(\S{2,45}) -> \[([\d, ]{0,500000})\]$/;
const OPEN_PLACE = /^Open \[?([^\s[\]]{2,45}?)\]?:(\d{1,5})$/;

/**
 * nmap's and masscan's greppable lines ("Host: …"), masscan's list ("open tcp 502 …", "banner tcp 80 …"), and what masscan
 * and RustScan print.
 */
export function readScanLine(line: string): ScanLine | LineFault {
  const discovered = DISCOVERED.exec(line);
  if (discovered) return readOpen("masscan", discovered[3], [discovered[1]], discovered[2]);
  const listed = PORTS_OF_HOST.exec(line);
  if (listed) return readOpen("rustscan", listed[1], listed[2]?.split(",", MAX_PORTS) ?? []);
  const open = OPEN_PLACE.exec(line);
  if (open) return readOpen("rustscan", open[1], [open[2]]);
  const word = line.slice(0, line.indexOf(" "));
  if (word === "Host:" || word === "Timestamp:") return readGreppable(line);
  if (word === "open" || word === "banner") return readListed(line);
  return word === "closed" ? "closed" : "unknown";
}

/** Ports of which nothing is known but that they are open. */
function readOpen(
  tool: ScanLine["tool"],
  address = "",
  numbers: readonly (string | undefined)[],
  protocol = "tcp",
): ScanLine | LineFault {
  const ip = hostIp(address);
  if (ip === null) return "no-address";
  const transport = transportOf(protocol) ?? "tcp";
  const ports = numbers.flatMap((it) => portNumber(it?.trim() ?? "") ?? []);
  const nameless = { service: "", isTls: false, isProbed: false, banner: null };
  const found = ports.map((port) => ({ ...nameless, transport, port }));
  return { tool, ip, hostname: null, timeUs: null, status: null, os: null, ports: found };
}

function readGreppable(line: string): ScanLine | LineFault {
  const fields = new Map<string, string>();
  for (const part of line.split("\t", 16)) {
    const colon = part.indexOf(": ");
    if (colon > 0) fields.set(part.slice(0, colon).trim(), part.slice(colon + 2).trim());
  }
  const host = fields.get("Host");
  if (host === undefined) return "unknown";
  const blank = host.indexOf(" ");
  const ip = hostIp(blank < 0 ? host : host.slice(0, blank));
  if (ip === null) return "no-address";
  const stated = blank < 0 ? "" : host.slice(blank + 1);
  const name = stated.startsWith("(") && stated.endsWith(")") ? stated.slice(1, -1) : "";
  const listed = fields.get("Ports");
  const answered = portNumber(fields.get("Port") ?? "");
  return {
    tool: fields.has("Timestamp") ? "masscan" : "nmap",
    ip,
    hostname: name === "" ? null : name,
    timeUs: secondsUs(fields.get("Timestamp")),
    status: fields.get("Status") ?? null,
    os: fields.get("OS") ?? null,
    ports:
      answered === null
        ? (listed ?? "").split(NEXT_ITEM, MAX_PORTS).flatMap((item) => readItem(item) ?? [])
        : [banneredPort(answered, fields.get("Service") ?? "", fields.get("Banner") ?? null)],
  };
}

/** masscan writes what a port said on a line of its own, for TCP only. */
function banneredPort(port: number, service: string, banner: string | null): LinePort {
  return { transport: "tcp", port, service, isTls: false, isProbed: service !== "", banner };
}

function readItem(item: string): LinePort | null {
  const parts = item.trim().split("/");
  const port = portNumber(parts[ITEM.port] ?? "");
  const transport = transportOf(parts[ITEM.protocol] ?? "");
  if (port === null || transport === null || parts[ITEM.state] !== "open") return null;
  const stated = parts[ITEM.service] ?? "";
  const isTls = stated.startsWith("ssl|");
  const service = isTls ? stated.slice("ssl|".length) : stated;
  const version = parts.slice(ITEM.version).join("/").replace(/\/$/, "").replaceAll("|", "/").trim();
  // A question mark: it answered, and in no way that nmap knows.
  const isGuess = service.endsWith("?");
  return {
    transport,
    port,
    service: isGuess ? service.slice(0, -1) : service,
    isTls,
    isProbed: (version !== "" || isTls) && !isGuess,
    banner: version === "" ? null : version,
  };
}

/** `open tcp 502 10.0.0.5 1700000000`, `banner tcp 80 10.0.0.5 1700000001 http.server Boa/0.94` */
function readListed(line: string): ScanLine | LineFault {
  const [word, protocol = "", number = "", address = "", time, name = ""] = line.split(" ", 6);
  const transport = transportOf(protocol);
  const port = portNumber(number);
  if (transport === null || port === null) return "unknown";
  const ip = hostIp(address);
  if (ip === null) return "no-address";
  const head = `${word} ${protocol} ${number} ${address} ${time} ${name} `;
  const banner = word === "banner" && line.startsWith(head) ? line.slice(head.length).trim() : "";
  return {
    tool: "masscan",
    ip,
    hostname: null,
    timeUs: secondsUs(time),
    status: null,
    os: null,
    ports: [{ transport, port, service: name, isTls: false, isProbed: name !== "", banner: banner || null }],
  };
}

const transportOf = (word: string): Transport | null =>
  word === "tcp" || word === "udp" || word === "sctp" ? word : null;

function hostIp(text: string): string | null {
  const ip = parseIp(text);
  return ip !== null && isHostAddress(ip) ? ip : null;
}

function portNumber(text: string): number | null {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return number > 0 && number < 65_536 ? number : null;
}

function secondsUs(text: string | undefined): TimeUs | null {
  return text !== undefined && /^\d{9,10}$/.test(text) ? Number(text) * 1_000_000 : null;
}
