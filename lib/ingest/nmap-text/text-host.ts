import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { emptyHost, type NmapHost, type NmapPort, type NmapService } from "../nmap-xml/nmap-host";
import type { ScriptResult } from "../nmap-xml/script-node";

/** nmap's normal output (`-oN`, or what it prints), host by host. */

const REPORT = /^(?:Nmap scan report for|Interesting ports on) (.+?):?$/;
const IS_UP = /^Host (?:is|appears to be) up(?:, received ([a-z-]+)(?: ttl \d+)?)?( \([\d.]+s latency\))?\.$/;
const PORT_TITLES = /^PORT +STATE +SERVICE(?: |$)/;
const PORT = /^(\d{1,5})\/(tcp|udp|sctp) +([a-z|]+) +(\S+)/;
const NOT_SHOWN = /^Not shown: .*\bclosed\b/;
const MAC = /^MAC Address: ([\dA-Fa-f:]{17})(?: \((.*)\))?$/;
/** Of a host that was asked for by another name. */
const REVERSE_NAME = /^rDNS record for \S+: (\S+)$/;
const OS_GUESS = /^(?:Aggressive OS guesses|OS details): (.+)$/;
const PERCENT = /^(.+?) \((\d{1,3})%\)/;
/** A script's name is the first word of its text; of a text's further lines, none begins with such a name. */
const SCRIPT = /^\|[ _]([a-z][a-z\d]*(?:-[a-z\d]+)*):(?: (.*))?$/;
/** Bounds per host: no scan of one host has more, and a hostile file must not fill the memory. */
const MAX = {
  ports: 131_072,
  addresses: 64,
  hostnames: 8,
  osMatches: 32,
  scripts: 5_000,
  lines: 20_000,
  scriptLetters: 16 * 1024 * 1024,
  serviceInfo: 16,
} as const;

export interface TextEvents {
  /** `line` is where its report begins. */
  host(host: NmapHost, line: number): void;
  /** Scripts that ran before or after the scan of hosts. */
  globalScript(result: ScriptResult, line: number): void;
}

/** Where the columns of the list of ports begin, which nmap aligns below their titles. */
interface PortColumns {
  readonly reason: number;
  readonly version: number;
}

/** Gathers lines into hosts. */
export class TextHosts {
  private host: NmapHost | null = null;
  private startLine = 0;
  private columns: PortColumns = { reason: -1, version: -1 };
  private port: NmapPort | null = null;
  private script: { id: string; lines: string[]; line: number } | null = null;
  private scripts = 0;
  private scriptLetters = 0;
  private hasClosedPort = false;

  constructor(private readonly events: TextEvents) {}

  read(line: string, number: number): void {
    if (line.startsWith("|")) {
      this.readScriptLine(line, number);
      return;
    }
    this.endScript();
    const report = REPORT.exec(line)?.[1];
    if (report !== undefined) {
      this.finish();
      this.begin(report, number);
      return;
    }
    if (/^(?:# Nmap|Nmap done|Nmap run completed|Starting Nmap|(?:Pre|Post)-scan script results)/i.test(line))
      this.finish();
    if (/^Host script results:/.test(line)) this.port = null;
    if (this.host) this.readHostLine(this.host, line);
  }

  /** The report of a host ends where the next begins. */
  finish(): void {
    this.endScript();
    const { host } = this;
    this.host = null;
    this.port = null;
    if (host) this.events.host(host, this.startLine);
    this.scriptLetters = 0;
  }

  /** "plc.example (10.0.0.5)", "10.0.0.5", "10.0.0.9 [host down, received no-response]" */
  private begin(report: string, number: number): void {
    const isDown = report.includes(" [host down");
    const who = report.replace(/ \[host down.*$/, "");
    const [, name, address] = /^(\S+) \(([^()]+)\)$/.exec(who) ?? [];
    this.host = emptyHost();
    this.host.state = isDown ? "down" : null;
    this.host.addresses.push({ address: address ?? who, type: "ip", vendor: null });
    // Either the name that the scan was asked for, or what DNS says: the text does not tell.
    if (name) this.host.hostnames.push({ name, type: "user" });
    this.startLine = number;
    this.columns = { reason: -1, version: -1 };
    this.scripts = 0;
    this.hasClosedPort = false;
  }

  private readHostLine(host: NmapHost, line: string): void {
    const up = IS_UP.exec(line);
    if (up) {
      host.state = "up";
      // Without a time of its own, the host was only assumed to be up.
      host.reason = up[1] ?? (up[2] === undefined ? "user-set" : "answer");
      return;
    }
    if (PORT_TITLES.test(line)) {
      this.columns = { reason: line.indexOf(" REASON") + 1 || -1, version: line.indexOf(" VERSION") + 1 || -1 };
      return;
    }
    const mac = MAC.exec(line);
    if (mac) {
      const vendor = mac[2] === undefined || mac[2] === "Unknown" ? null : mac[2];
      if (host.addresses.length >= MAX.addresses) return;
      host.addresses.push({ address: (mac[1] as string).toLowerCase(), type: "mac", vendor });
      // Neighbours are asked by ARP.
      if (host.reason === "answer") host.reason = "arp-response";
      return;
    }
    if (!this.hasClosedPort && NOT_SHOWN.test(line)) {
      this.hasClosedPort = true;
      host.ports.push(closedPort());
    }
    const reverseName = REVERSE_NAME.exec(line)?.[1];
    if (reverseName !== undefined && host.hostnames.length < MAX.hostnames) {
      host.hostnames.push({ name: reverseName, type: "PTR" });
    }
    this.readGuess(host, line);
    if (line.startsWith("Service Info: ")) readServiceInfo(host, line.slice("Service Info: ".length));
    this.readPort(host, line);
  }

  private readGuess(host: NmapHost, line: string): void {
    const text = OS_GUESS.exec(line)?.[1];
    if (text === undefined || host.osMatches.length >= MAX.osMatches) return;
    const guess = PERCENT.exec(text);
    host.osMatches.push({ name: guess?.[1] ?? text, accuracy: guess ? Number(guess[2]) : 100 });
  }

  private readPort(host: NmapHost, line: string): void {
    const [start = "", number, protocol, state, name] = PORT.exec(line) ?? [];
    if (number === undefined || protocol === undefined || name === undefined || host.ports.length >= MAX.ports) return;
    const port = Number(number);
    if (port > 65_535) return;
    const { reason, version } = this.columns;
    const words = version < 0 ? "" : line.slice(Math.max(version, start.length)).trim();
    const reasonText = reason < 0 ? "" : (line.slice(reason).split(" ", 1)[0] ?? "");
    this.port = {
      protocol,
      port,
      state: state ?? "",
      // A closed port that is listed refused, unless the reason says otherwise.
      reason: reasonText === "" && state === "closed" ? "reset" : reasonText,
      service: serviceOf(name, words, version >= 0),
      scripts: [],
    };
    host.ports.push(this.port);
  }

  private readScriptLine(line: string, number: number): void {
    const begun = SCRIPT.exec(line);
    if (begun) this.endScript();
    const hasRoom = this.scriptLetters + line.length <= MAX.scriptLetters;
    if (hasRoom) this.scriptLetters += line.length;
    if (begun) {
      this.script = { id: begun[1] as string, lines: [hasRoom ? (begun[2] ?? "") : ""], line: number };
    } else if (hasRoom && this.script && this.script.lines.length < MAX.lines) this.script.lines.push(line.slice(2));
    if (line.startsWith("|_")) this.endScript();
  }

  private endScript(): void {
    const { script, host } = this;
    this.script = null;
    if (!script) return;
    const root = { key: "", text: "", children: [] };
    const result = { id: script.id, output: script.lines.join("\n"), port: this.port?.port ?? null, root };
    this.scripts += 1;
    if (!host) {
      this.scriptLetters = 0;
      this.events.globalScript(result, script.line);
    } else if (this.scripts <= MAX.scripts) (this.port?.scripts ?? host.scripts).push(result);
  }
}

/** Stands for the ports that refused and are only counted. */
const closedPort = (): NmapPort => ({
  protocol: "tcp",
  port: 0,
  state: "closed",
  reason: "reset",
  service: null,
  scripts: [],
});

function serviceOf(name: string, words: string, isVersionScan: boolean): NmapService {
  const isTls = name.startsWith("ssl/");
  const isGuess = name.endsWith("?");
  const extra = /\s\(([^()]*)\)$/.exec(words);
  const product = words === "" ? null : splitProductVersion(extra ? words.slice(0, extra.index) : words);
  return {
    name: name.replace(/^ssl\//, "").replace(/\?$/, ""),
    product: product?.product ?? null,
    version: product?.version ?? null,
    extraInfo: extra?.[1] ?? null,
    osType: null,
    deviceType: null,
    hostname: null,
    isTls,
    isProbed: isVersionScan && !isGuess && (words !== "" || isTls),
    cpes: [],
  };
}

/** "Host: plc; OS: Windows; Device: firewall; CPE: cpe:/o:…": what the banners of a host told nmap, port by port. */
function readServiceInfo(host: NmapHost, text: string): void {
  const stated = new Map<string, string>();
  for (const part of text.split("; ", MAX.serviceInfo)) {
    const colon = part.indexOf(": ");
    if (colon > 0) stated.set(part.slice(0, colon), part.slice(colon + 2).trim());
  }
  const at = host.ports.findIndex(({ state, service }) => state === "open" && service !== null);
  const port = host.ports[at];
  if (!port?.service) return;
  port.service = {
    ...port.service,
    hostname: stated.get("Host") ?? null,
    osType: stated.get("OS") ?? null,
    deviceType: stated.get("Device") ?? null,
    cpes: (stated.get("CPE") ?? "").split(", ", MAX.serviceInfo).filter((cpe) => cpe !== ""),
  };
}
