import { type AddressSet, ANY_ADDRESS, addressSet, parseRange } from "../address/address-set";
import { ECHO_REQUEST, IP_PROTOCOL } from "../policy/service";
import { ANY_SERVICE } from "../rule-set/build-match";
import type { Rule, RuleProblem, RuleSet, ServiceMatch } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
import { parsePortRange } from "../text/port-names";
import { shellWords } from "../text/shell-words";
import { PAN_APPLICATIONS } from "./write-pan-os";

class Unreadable extends Error {}

interface OpenRule {
  readonly name: string;
  readonly line: number;
  readonly settings: Map<string, string[]>;
}

const APPLICATIONS: ReadonlyMap<string, ServiceMatch> = new Map([
  ["ping", { ...ANY_SERVICE, protocols: [IP_PROTOCOL.icmp], icmpTypes: [ECHO_REQUEST[4]] }],
  ["ping6", { ...ANY_SERVICE, protocols: [IP_PROTOCOL.icmpv6], icmpTypes: [ECHO_REQUEST[6]] }],
  ...[...PAN_APPLICATIONS].map(([number, name]) => [name, { ...ANY_SERVICE, protocols: [number] }] as const),
]);
/** Services that every device defines. */
const BUILT_IN: readonly (readonly [string, string])[] = [
  ["service-http", "80"],
  ["service-https", "443"],
];
const RULE_KEYS = new Set([
  "from",
  "to",
  "source",
  "destination",
  "application",
  "service",
  "action",
  "description",
  "log-end",
  "log-start",
  "category",
  "disabled",
  "tag",
  "profile-setting",
  "source-user",
  "negate-source",
  "negate-destination",
  "hip-profiles",
]);

/** Reads addresses, groups, services and security rules in PAN-OS set format. */
export function readPanOs(text: string): RuleSet {
  return new PanReader(text).read();
}

class PanReader {
  private readonly lines: readonly string[];
  private readonly problems: RuleProblem[] = [];
  private readonly addresses = new Map<string, AddressSet>();
  private readonly groups = new Map<string, string[]>();
  private readonly services = new Map<string, ServiceMatch>();
  private readonly serviceGroups = new Map<string, string[]>();
  private readonly open = new Map<string, OpenRule>();

  constructor(text: string) {
    this.lines = text.split(/\r?\n/);
    for (const [name, port] of BUILT_IN) this.services.set(name, portService("tcp", port));
  }

  read(): RuleSet {
    for (const [index, raw] of this.lines.entries()) {
      const plain = raw.trim();
      if (plain === "" || plain.startsWith("#")) continue;
      this.tried(index + 1, () => this.line(shellWords(plain), index + 1));
    }
    const rules: Rule[] = [];
    for (const rule of this.open.values()) this.tried(rule.line, () => rules.push(...this.finish(rule)));
    const chain = { name: "security rules", rules, otherwise: "deny", order: "first-match" } as const;
    return {
      dialect: "pan-os",
      chains: new Map([[chain.name, chain]]),
      hooks: { forward: [chain.name], input: [], output: [] },
      tracks: "all",
      bindings: [],
      problems: this.problems,
    };
  }

  private tried(line: number, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.problems.push({ line, text: lineText(this.lines, line), reason: error.message });
    }
  }

  private line(words: readonly string[], line: number): void {
    if (words[0] !== "set") throw new Unreadable("only set commands are read");
    const [, what, ...rest] = words;
    if (what === "address") {
      this.address(rest);
      return;
    }
    if (what === "address-group") {
      const [name = "", key, ...values] = rest;
      if (key === "static") this.groups.set(name, [...(this.groups.get(name) ?? []), ...membersOf(values)]);
      else if (key !== "description" && key !== "tag")
        throw new Unreadable(`groups that are ${key ?? "empty"} are not read`);
      return;
    }
    if (what === "service") {
      this.service(rest);
      return;
    }
    if (what === "service-group") {
      const [name = "", key, ...values] = rest;
      if (key === "members") this.serviceGroups.set(name, membersOf(values));
      return;
    }
    if (what === "rulebase" && rest[0] === "security" && rest[1] === "rules") {
      this.rule(rest.slice(2), line);
      return;
    }
    throw new Unreadable(`"set ${what ?? ""}" is not read`);
  }

  private address([name = "", kind, value = ""]: readonly string[]): void {
    if (kind === "description" || kind === "tag") return;
    const range = kind === "ip-netmask" || kind === "ip-range" ? parseRange(value) : null;
    if (!range) throw new Unreadable(`addresses of the kind ${kind ?? "none"} are not read`);
    this.addresses.set(name, [range]);
  }

  private service([name = "", key, kind = "", portKey, ports = ""]: readonly string[]): void {
    if (key === "description" || key === "tag") return;
    if (key !== "protocol" || (kind !== "tcp" && kind !== "udp") || portKey !== "port")
      throw new Unreadable("this setting of a service is not read");
    this.services.set(name, portService(kind, ports));
  }

  private rule([name = "", ...words]: readonly string[], line: number): void {
    const rule = this.open.get(name) ?? { name, line, settings: new Map<string, string[]>() };
    this.open.set(name, rule);
    for (let at = 0; at < words.length; ) {
      const key = words[at] as string;
      if (!RULE_KEYS.has(key)) throw new Unreadable(`"${key}" of a rule is not read`);
      const values: string[] = [];
      at += 1;
      if (words[at] === "[") {
        for (at += 1; at < words.length && words[at] !== "]"; at += 1) values.push(words[at] as string);
        at += 1;
      } else if (key === "profile-setting") {
        at = words.length;
      } else {
        values.push(words[at] ?? "");
        at += 1;
      }
      rule.settings.set(key, [...(rule.settings.get(key) ?? []), ...values]);
    }
  }

  private finish({ line, settings }: OpenRule): Rule[] {
    const first = (key: string) => settings.get(key)?.[0];
    if (first("disabled") === "yes") return [];
    if (first("negate-source") === "yes" || first("negate-destination") === "yes")
      throw new Unreadable("rules that exclude addresses are not read");
    const users = settings.get("source-user") ?? ["any"];
    if (users.some((it) => it !== "any")) throw new Unreadable("rules for users are not judged");
    const zone = (key: string) => {
      const names = settings.get(key) ?? ["any"];
      return names.includes("any") ? null : names.join(",");
    };
    return [
      {
        line,
        text: lineText(this.lines, line),
        match: {
          sources: this.addressesOf(settings.get("source") ?? [], 0),
          destinations: this.addressesOf(settings.get("destination") ?? [], 0),
          services: this.servicesOf(settings.get("application") ?? ["any"], settings.get("service") ?? ["any"]),
          states: null,
          inputInterface: zone("from"),
          outputInterface: zone("to"),
        },
        action: { kind: first("action") === "allow" ? "allow" : "deny" },
      },
    ];
  }

  private addressesOf(names: readonly string[], depth: number): AddressSet {
    if (depth > 8) throw new Unreadable("groups hold each other");
    return addressSet(
      names.flatMap((name) => {
        if (name === "any") return ANY_ADDRESS;
        const group = this.groups.get(name);
        const set = group ? this.addressesOf(group, depth + 1) : this.addresses.get(name);
        const range = set ? null : parseRange(name);
        if (set) return set;
        if (!range) throw new Unreadable(`the address ${name} is not defined`);
        return [range];
      }),
    );
  }

  private servicesOf(applications: readonly string[], services: readonly string[]): ServiceMatch[] {
    const ports = services.flatMap((name) => this.serviceGroups.get(name) ?? [name]);
    const isAnyPort = ports.some((it) => it === "any" || it === "application-default");
    if (!applications.includes("any")) {
      if (!isAnyPort) throw new Unreadable("applications on ports of their own are not judged");
      return applications.map((name) => {
        const known = APPLICATIONS.get(name);
        if (!known) throw new Unreadable(`the application ${name} is not known by its protocol`);
        return known;
      });
    }
    if (isAnyPort) return [ANY_SERVICE];
    return ports.map((name) => {
      const service = this.services.get(name);
      if (!service) throw new Unreadable(`the service ${name} is not defined`);
      return service;
    });
  }
}

function membersOf(words: readonly string[]): string[] {
  return words.filter((it) => it !== "[" && it !== "]");
}

function portService(kind: "tcp" | "udp", text: string): ServiceMatch {
  const ranges = text.split(",").map((part) => {
    const range = parsePortRange(part);
    if (!range) throw new Unreadable(`${part} is no port`);
    return range;
  });
  return { protocols: [IP_PROTOCOL[kind]], sourcePorts: null, destinationPorts: ranges, icmpTypes: null };
}
