import { type AddressSet, addressSet, bitsOfMask, blockOf, parseAddress, parseRange } from "../address/address-set";
import {
  type CiscoGroups,
  emptyGroups,
  groupOf,
  hostOf,
  joinServices,
  readEnd,
  readIcmp,
  readPorts,
  readProtocol,
  readServiceLine,
  Unreadable,
  Words,
} from "../cisco-ios/cisco-entries";
import { IP_PROTOCOL } from "../policy/service";
import { ANY_SERVICE, closeMatch, openMatch, parseProtocol } from "../rule-set/build-match";
import type { Chain, ListBinding, Rule, RuleProblem, RuleSet, ServiceMatch } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";

type Block =
  | { readonly kind: "network" | "protocol" | "icmp"; readonly name: string }
  /** `protocols`: of a group whose members are ports alone. */
  | { readonly kind: "service"; readonly name: string; readonly protocols: readonly number[] | null }
  | { readonly kind: "other" };

/** Reads access lists, objects, groups and bindings of an ASA configuration. */
export function readCiscoAsa(text: string): RuleSet {
  return new AsaReader(text).read();
}

class AsaReader {
  private readonly lines: readonly string[];
  private readonly problems: RuleProblem[] = [];
  private readonly groups: CiscoGroups = emptyGroups();
  private readonly lists = new Map<string, Rule[]>();
  private readonly interfaceAddresses = new Map<string, AddressSet>();
  private readonly bound: { list: string; direction: "in" | "out" | "global"; nameif: string }[] = [];
  private nameif = "";
  private block: Block = { kind: "other" };
  private inspectsIcmp = false;

  constructor(text: string) {
    this.lines = text.split(/\r?\n/);
  }

  read(): RuleSet {
    for (const [index, raw] of this.lines.entries()) {
      const plain = raw.trim();
      if (plain === "" || plain.startsWith("!") || plain.startsWith(":")) continue;
      try {
        this.line(plain.split(/\s+/), index + 1);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.problems.push({ line: index + 1, text: lineText(this.lines, index + 1), reason: error.message });
      }
    }
    return this.assemble();
  }

  private assemble(): RuleSet {
    const chains = new Map<string, Chain>(
      [...this.lists].map(([name, rules]) => [name, { name, rules, otherwise: "deny", order: "first-match" }]),
    );
    const globals = this.bound.filter((it) => it.direction === "global").map((it) => it.list);
    const named = this.bound.filter((it) => it.direction !== "global");
    // A global list holds where no list of the interface decides; where interfaces are known by their networks, both are judged.
    const bindings: ListBinding[] =
      globals.length > 0 && named.length === 0
        ? []
        : named.flatMap(({ list, direction, nameif }) => {
            const addresses = this.interfaceAddresses.get(nameif);
            return addresses && direction !== "global" ? [{ list, direction, addresses }] : [];
          });
    const forward = globals.length > 0 && bindings.length === 0 ? globals : [...chains.keys()];
    const tracks = this.inspectsIcmp ? "all" : "all-but-icmp";
    return {
      dialect: "cisco-asa",
      chains,
      hooks: { forward, input: [], output: [] },
      tracks,
      bindings,
      problems: this.problems,
    };
  }

  private line(words: readonly string[], line: number): void {
    const [first, second = "", third = "", fourth = ""] = words;
    switch (first) {
      case "access-list":
        this.block = { kind: "other" };
        this.entry(second, words.slice(2), line);
        return;
      case "access-group":
        this.block = { kind: "other" };
        if (third === "global") this.bound.push({ list: second, direction: "global", nameif: "" });
        else if ((third === "in" || third === "out") && fourth === "interface")
          this.bound.push({ list: second, direction: third, nameif: words[4] ?? "" });
        return;
      case "object-group":
        if (second === "network" || second === "protocol" || second === "icmp-type")
          this.block = { kind: second === "icmp-type" ? "icmp" : second, name: third };
        else if (second === "service") {
          this.block = { kind: "service", name: third, protocols: this.portProtocols(fourth) };
          this.groups.services.set(third, []);
        } else this.block = { kind: "other" };
        if (this.block.kind === "network") this.groups.networks.set(third, []);
        return;
      case "object":
        this.block =
          second === "network"
            ? { kind: "network", name: third }
            : second === "service"
              ? { kind: "service", name: third, protocols: null }
              : { kind: "other" };
        return;
      case "interface":
      case "policy-map":
      case "class":
        this.block = { kind: "other" };
        return;
      case "nameif":
        this.nameif = second;
        return;
      case "ip": {
        const address = parseAddress(third);
        const bits = bitsOfMask(fourth);
        if (second === "address" && address && bits !== null)
          this.interfaceAddresses.set(this.nameif, [blockOf(address, bits)]);
        return;
      }
      case "inspect":
        if (second === "icmp") this.inspectsIcmp = true;
        return;
      case "fixup":
        if (second === "protocol" && third === "icmp") this.inspectsIcmp = true;
        return;
      default:
        this.member(words);
        return;
    }
  }

  private portProtocols(text: string): readonly number[] | null {
    if (text === "tcp-udp") return [IP_PROTOCOL.tcp, IP_PROTOCOL.udp];
    const number = text ? parseProtocol(text) : null;
    return number === null ? null : [number];
  }

  private member(words: readonly string[]): void {
    const { block } = this;
    if (words[0] === "description" || block.kind === "other") return;
    if (block.kind === "network") {
      this.networkMember(block.name, words);
      return;
    }
    if (block.kind === "protocol") {
      const number = parseProtocol(words[1] ?? "");
      if (words[0] !== "protocol-object" || number === null) throw new Unreadable("this is no protocol");
      this.groups.protocols.set(block.name, [...(this.groups.protocols.get(block.name) ?? []), number]);
      return;
    }
    if (block.kind === "icmp") {
      const match = openMatch();
      readIcmp(new Words(words.slice(1)), match, 4);
      const types = match.icmpTypes;
      this.groups.services.set(block.name, [
        ...(this.groups.services.get(block.name) ?? []),
        { ...ANY_SERVICE, icmpTypes: types },
      ]);
      return;
    }
    if (block.kind === "service") this.serviceMember(block.name, block.protocols, words);
  }

  private networkMember(name: string, words: readonly string[]): void {
    const rest = words[0] === "network-object" ? words.slice(1) : words;
    const known = this.groups.networks.get(name) ?? [];
    const [first = "", second = "", third = ""] = rest;
    let added: AddressSet;
    if (first === "host") added = hostOf(second);
    else if (first === "object" || first === "group-object") added = groupOf(this.groups.networks, second);
    else if (first === "range") {
      const range = parseRange(`${second}-${third}`);
      if (!range) throw new Unreadable("this is no range of addresses");
      added = [range];
    } else if (first === "nat") return;
    else if (first === "fqdn") throw new Unreadable("names that are looked up are not judged");
    else {
      const [base = "", mask = ""] = first === "subnet" ? [second, third] : [first, second];
      const range = base.includes("/") ? parseRange(base) : null;
      const address = parseAddress(base);
      const bits = bitsOfMask(mask);
      if (range) added = [range];
      else if (address && bits !== null) added = [blockOf(address, bits)];
      else throw new Unreadable("this is no member of a network group");
    }
    this.groups.networks.set(name, addressSet([...known, ...added]));
  }

  private serviceMember(name: string, protocols: readonly number[] | null, words: readonly string[]): void {
    const known = this.groups.services.get(name) ?? [];
    const rest = new Words(words.slice(1));
    let added: readonly ServiceMatch[];
    if (words[0] === "port-object") {
      added = [{ protocols, sourcePorts: null, destinationPorts: readPorts(rest), icmpTypes: null }];
    } else if (words[0] === "group-object") added = groupOf(this.groups.services, words[1] ?? "");
    else if (words[0] === "service-object" && words[1] === "object")
      added = groupOf(this.groups.services, words[2] ?? "");
    else if (words[0] === "service-object" || words[0] === "service") added = readServiceLine(rest);
    else throw new Unreadable("this is no member of a service group");
    this.groups.services.set(name, joinServices(known, added));
  }

  private entry(name: string, entry: readonly string[], line: number): void {
    const words = new Words(entry[0] === "line" ? entry.slice(2) : entry);
    const rules = this.lists.get(name) ?? [];
    this.lists.set(name, rules);
    const kind = words.next();
    if (kind === "remark") return;
    if (kind !== "extended" && kind !== "standard") throw new Unreadable(`lists of the kind ${kind} are not judged`);
    const verb = words.next();
    if (verb !== "permit" && verb !== "deny") throw new Unreadable(`"${verb}" is not read`);
    const match = openMatch();
    const text = lineText(this.lines, line);
    const action = { kind: verb === "permit" ? "allow" : "deny" } as const;
    if (kind === "standard") {
      match.destinations = readEnd(words, this.groups, 4, false);
      rules.push({ line, text, match: closeMatch(match), action });
      return;
    }
    let services: readonly ServiceMatch[] | null = null;
    const isGroup = words.peek() === "object-group" || words.peek() === "object";
    if (isGroup) {
      words.next();
      const group = words.next();
      const protocols = this.groups.protocols.get(group);
      if (protocols) match.protocols = protocols;
      else services = groupOf(this.groups.services, group);
    } else readProtocol(words.next(), match);
    match.sources = readEnd(words, this.groups, null, false);
    match.sourcePorts = readPorts(words) ?? this.groupPorts(words);
    match.destinations = readEnd(words, this.groups, null, false);
    match.destinationPorts = readPorts(words);
    if (words.peek() === "object-group") {
      words.next();
      const group = groupOf(this.groups.services, words.next());
      services = group.map((it) => ({
        ...it,
        protocols: match.protocols ?? it.protocols,
        sourcePorts: match.sourcePorts,
      }));
    }
    this.icmpFamily(match, words);
    let isInactive = false;
    for (let word = words.peek(); word !== undefined; word = words.peek()) {
      words.next();
      if (word === "inactive") isInactive = true;
      else if (word === "time-range") throw new Unreadable("rules that hold at certain times only are not judged");
      else if (
        !/^(?:log|disable|default|interval|\d+|alerts|critical|debugging|emergencies|errors|informational|notifications|warnings)$/.test(
          word,
        )
      )
        throw new Unreadable(`"${word}" is not read`);
    }
    if (isInactive) return;
    const closed = closeMatch(match);
    rules.push({ line, text, match: services ? { ...closed, services } : closed, action });
  }

  /** A group of ports behind the source; the group behind the destination is followed by nothing or by "log". */
  private groupPorts(words: Words): null {
    if (
      words.peek() === "object-group" &&
      this.groups.services.has(words.peek(1) ?? "") &&
      !this.groups.networks.has(words.peek(1) ?? "")
    )
      throw new Unreadable("groups of source ports are not read");
    return null;
  }

  private icmpFamily(match: ReturnType<typeof openMatch>, words: Words): void {
    const protocol = match.protocols?.[0];
    if (protocol === IP_PROTOCOL.icmp) readIcmp(words, match, 4);
    else if (protocol === IP_PROTOCOL.icmpv6) readIcmp(words, match, 6);
  }
}
