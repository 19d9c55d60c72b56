import { OPERATIONS, type Operation } from "../flow/flow";
import { protocolTitle } from "../service/protocol-titles";

/** The path of a virtual patch in addresses. */
export interface RulePath {
  /** Of the protected devices. */
  readonly devices: readonly string[];
  readonly direction: "in" | "out";
  /** Networks or addresses of the other end; empty = anybody. */
  readonly peers: readonly string[];
  /** Addresses that may go on. */
  readonly allowed: readonly string[];
  readonly protocol: string | null;
  readonly operations: readonly Operation[];
  /** Ports on which the devices were seen to answer it; empty when none was. */
  readonly ports: readonly { readonly transport: "tcp" | "udp"; readonly port: number }[];
  /** Names the mitigation in the rule's message. Hostile text. */
  readonly title: string;
  /** Local range of both rule languages: 1,000,000 and more. */
  readonly sid: number;
}

export interface SuggestedRules {
  readonly suricata: string;
  readonly snort: string;
  readonly nftables: string;
  /** What the rules cannot do, in sentences. */
  readonly notes: readonly string[];
}

interface Matcher {
  readonly options: string;
  /** What one rule of it catches, for its message. */
  readonly what: string;
}

interface ProtocolMatch {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  /** Suricata's application layer, when it parses the protocol. */
  readonly app: string | null;
  readonly suricata: (operation: Operation) => readonly Matcher[];
  readonly snort: (operation: Operation) => readonly Matcher[];
}

/** Modbus application protocol 1.1b3: function codes; the code is the eighth byte behind the MBAP header. */
const MODBUS_CODES: Readonly<Record<Operation, readonly number[]>> = {
  read: [1, 2, 3, 4, 20, 24],
  write: [5, 6, 15, 16, 21, 22, 23],
  control: [],
  program: [90],
  firmware: [],
  diagnose: [7, 8, 11, 12, 17, 43],
};

/** S7comm jobs: function code behind the ten bytes of the S7 header, which follows TPKT (4) and COTP (3). */
const S7_CODES: Readonly<Record<Operation, readonly number[]>> = {
  read: [0x04],
  write: [0x05],
  control: [0x28, 0x29],
  program: [0x1a, 0x1b, 0x1c],
  firmware: [],
  diagnose: [],
};

/** IEEE 1815: function codes of requests. */
const DNP3_CODES: Readonly<Record<Operation, readonly string[]>> = {
  read: ["read"],
  write: ["write"],
  control: ["select", "operate", "direct_operate", "direct_operate_nr", "cold_restart", "warm_restart"],
  program: ["initialize_appl", "start_appl", "stop_appl", "save_config"],
  firmware: ["open_file", "delete_file"],
  diagnose: [],
};

const hex = (code: number) => code.toString(16).padStart(2, "0").toUpperCase();

const s7Matchers = (operation: Operation): Matcher[] =>
  S7_CODES[operation].map((code) => ({
    options: `content:"|03 00|"; depth:2; content:"|32 01|"; offset:7; depth:2; content:"|${hex(code)}|"; offset:17; depth:1;`,
    what: `S7 function 0x${hex(code)}`,
  }));

const MATCHES: Readonly<Record<string, ProtocolMatch>> = {
  modbus: {
    transport: "tcp",
    port: 502,
    app: "modbus",
    suricata: (operation) =>
      MODBUS_CODES[operation].map((code) => ({ options: `modbus: function ${code};`, what: `function ${code}` })),
    snort: (operation) =>
      MODBUS_CODES[operation].map((code) => ({ options: `modbus_func:${code};`, what: `function ${code}` })),
  },
  s7comm: { transport: "tcp", port: 102, app: null, suricata: s7Matchers, snort: s7Matchers },
  dnp3: {
    transport: "tcp",
    port: 20000,
    app: "dnp3",
    suricata: (operation) => DNP3_CODES[operation].map((name) => ({ options: `dnp3_func:${name};`, what: name })),
    snort: (operation) => DNP3_CODES[operation].map((name) => ({ options: `dnp3_func:${name};`, what: name })),
  },
};

/** Ports that are the protocol's own, where no device was seen to answer it. */
const KNOWN_PORTS: Readonly<Record<string, readonly { transport: "tcp" | "udp"; port: number }[]>> = {
  enip: [
    { transport: "tcp", port: 44818 },
    { transport: "udp", port: 44818 },
  ],
  bacnet: [{ transport: "udp", port: 47808 }],
  telnet: [{ transport: "tcp", port: 23 }],
  ftp: [{ transport: "tcp", port: 21 }],
  http: [{ transport: "tcp", port: 80 }],
  vnc: [{ transport: "tcp", port: 5900 }],
  opcua: [{ transport: "tcp", port: 4840 }],
  iec104: [{ transport: "tcp", port: 2404 }],
};

/**
 * Rules that would enforce the path, to be read, tested and put in by whoever keeps the IPS or firewall. Where the rule
 * language can see the operation, it is matched; else the whole protocol, and the notes say so.
 */
export function suggestRules(path: RulePath): SuggestedRules {
  const { devices, peers, allowed, protocol, operations, title, sid } = path;
  const match = protocol === null ? undefined : MATCHES[protocol];
  const notes: string[] = [];
  if (devices.length === 0) notes.push("No address of the devices is known: the rules cannot name them.");
  const ports =
    path.ports.length > 0
      ? path.ports
      : match
        ? [{ transport: match.transport, port: match.port }]
        : (KNOWN_PORTS[protocol ?? ""] ?? []);
  if (protocol !== null && ports.length === 0) {
    notes.push(`No port of ${protocolTitle(protocol)} is known: the rules hold for every port.`);
  }
  const canMatch = match !== undefined && operations.length > 0;
  const unseen = canMatch ? operations.filter((it) => match.suricata(it).length === 0) : operations;
  if (unseen.length > 0) {
    notes.push(
      `The IPS rules cannot tell ${listed(unseen)} of ${protocol === null ? "an unnamed protocol" : protocolTitle(protocol)} from the rest${canMatch ? "; no rule is written for it" : ", so they match all of it"}.`,
    );
  }
  if (operations.length > 0)
    notes.push("A firewall without protocol inspection cuts the whole protocol, reads included.");
  notes.push('Try them in alert mode first; "drop" needs the IPS in line.');

  const ends = { own: group(devices), other: others(peers, allowed) };
  const [from, to] = path.direction === "in" ? [ends.other, ends.own] : [ends.own, ends.other];
  const message = `Sightglass: ${plain(title)}`;
  const write = (language: "suricata" | "snort") => {
    const matchers: readonly Matcher[] = canMatch
      ? OPERATIONS.filter((it) => operations.includes(it)).flatMap((it) => match[language](it))
      : [{ options: "", what: protocol === null ? "any" : protocolTitle(protocol) }];
    let next = sid;
    const lines = matchers.flatMap(({ options, what }) =>
      portGroups(ports).map(({ transport, text }) => {
        const app = language === "suricata" && canMatch && match.app !== null && options !== "" ? match.app : transport;
        const flow = transport === "udp" ? "" : "flow:to_server,established; ";
        const body = `msg:"${message} (${what})"; ${flow}${options === "" ? "" : `${options} `}`;
        return `drop ${app} ${from} any -> ${to} ${text} (${body}sid:${next++}; rev:1;)`;
      }),
    );
    return lines.join("\n");
  };
  return { suricata: write("suricata"), snort: write("snort"), nftables: nftables(path, ports), notes };
}

function portGroups(ports: RulePath["ports"]): { transport: string; text: string }[] {
  if (ports.length === 0) return [{ transport: "ip", text: "any" }];
  return (["tcp", "udp"] as const).flatMap((transport) => {
    const own = [...new Set(ports.filter((it) => it.transport === transport).map(({ port }) => port))].sort(
      (a, b) => a - b,
    );
    return own.length === 0 ? [] : [{ transport, text: own.length === 1 ? `${own[0]}` : `[${own.join(",")}]` }];
  });
}

const group = (addresses: readonly string[]) =>
  addresses.length === 0 ? "any" : addresses.length === 1 ? (addresses[0] as string) : `[${addresses.join(",")}]`;

function others(peers: readonly string[], allowed: readonly string[]): string {
  if (allowed.length === 0) return group(peers);
  const except = allowed.map((it) => `!${it}`);
  return peers.length === 0
    ? allowed.length === 1
      ? `!${allowed[0]}`
      : `[${except.join(",")}]`
    : `[${[...peers, ...except].join(",")}]`;
}

function nftables({ devices, direction, peers, allowed, title }: RulePath, ports: RulePath["ports"]): string {
  const set = (addresses: readonly string[]) => `{ ${addresses.join(", ")} }`;
  const family = (ip: string) => (ip.includes(":") ? "ip6" : "ip");
  const lines: string[] = [`# ${plain(title)}`];
  for (const version of ["ip", "ip6"] as const) {
    const of = (addresses: readonly string[]) => addresses.filter((it) => family(it) === version);
    if (of(devices).length === 0) continue;
    // Other ends of the other family only: nothing of this family is meant.
    if (peers.length > 0 && of(peers).length === 0) continue;
    const own = `${version} ${direction === "in" ? "daddr" : "saddr"} ${set(of(devices))}`;
    const side = `${version} ${direction === "in" ? "saddr" : "daddr"}`;
    const peer = of(peers).length > 0 ? `${side} ${set(of(peers))} ` : "";
    const except = of(allowed).length > 0 ? `${side} != ${set(of(allowed))} ` : "";
    const tails =
      ports.length === 0
        ? [""]
        : portGroups(ports).map(
            ({ transport, text }) =>
              `${transport} dport ${text.replace("[", "{ ").replace("]", " }").replaceAll(",", ", ")} `,
          );
    for (const tail of tails) lines.push(`add rule inet filter forward ${own} ${peer}${except}${tail}counter drop`);
  }
  return lines.join("\n");
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** What may stand in a message and in a comment of every rule language: no quotes, semicolons, backslashes, line ends. */
function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,:()/_+-]/gu, " ")
    .replace(/[\r\n]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}
