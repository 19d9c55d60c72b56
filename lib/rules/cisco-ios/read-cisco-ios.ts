import {
  type AddressSet,
  addressSet,
  bitsOfMask,
  blockOf,
  type Family,
  parseAddress,
  parseRange,
} from "../address/address-set";
import { IP_PROTOCOL } from "../policy/service";
import { closeMatch, narrowFamily, openMatch } from "../rule-set/build-match";
import type { Chain, ListBinding, Rule, RuleAction, RuleProblem, RuleSet, ServiceMatch } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
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
} from "./cisco-entries";

/** What the indented lines below a head belong to. */
type Block =
  | { readonly kind: "list"; readonly name: string; readonly family: Family; readonly isStandard: boolean }
  | { readonly kind: "network" | "service"; readonly name: string }
  | { readonly kind: "interface"; addresses: AddressSet; readonly bound: { list: string; direction: "in" | "out" }[] }
  | { readonly kind: "other" };

/** Reads extended and standard, named and numbered lists, object groups and interfaces of an IOS configuration. */
export function readCiscoIos(text: string): RuleSet {
  return new IosReader(text).read();
}

class IosReader {
  private readonly lines: readonly string[];
  private readonly problems: RuleProblem[] = [];
  private readonly groups: CiscoGroups = emptyGroups();
  private readonly lists = new Map<string, Rule[]>();
  private readonly interfaces: Extract<Block, { kind: "interface" }>[] = [];
  private block: Block = { kind: "other" };

  constructor(text: string) {
    this.lines = text.split(/\r?\n/);
  }

  read(): RuleSet {
    for (const [index, raw] of this.lines.entries()) {
      const plain = raw.trim();
      if (plain === "" || plain.startsWith("!")) continue;
      try {
        const words = plain.split(/\s+/);
        if (/^\s/.test(raw)) this.inside(words, index + 1);
        else if (!this.head(words, index + 1)) this.inside(words, index + 1);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        this.problems.push({ line: index + 1, text: lineText(this.lines, index + 1), reason: error.message });
      }
    }
    const chains = new Map<string, Chain>(
      [...this.lists].map(([name, rules]) => [name, { name, rules, otherwise: "deny", order: "first-match" }]),
    );
    const bindings: ListBinding[] = this.interfaces.flatMap(({ addresses, bound }) =>
      bound.map((it) => ({ ...it, addresses })),
    );
    const hooks = { forward: [...chains.keys()], input: [], output: [] };
    return { dialect: "cisco-ios", chains, hooks, tracks: "nothing", bindings, problems: this.problems };
  }

  /** A line at the margin. False when it belongs to the block above, as pasted text without indentation does. */
  private head(words: readonly string[], line: number): boolean {
    const text = words.join(" ");
    const list = /^(ip|ipv6) access-list (?:(extended|standard) )?(\S+)$/.exec(text);
    if (list && list[3] !== "resequence") {
      this.block = {
        kind: "list",
        name: list[3] as string,
        family: list[1] === "ip" ? 4 : 6,
        isStandard: list[2] === "standard",
      };
      if (!this.lists.has(list[3] as string)) this.lists.set(list[3] as string, []);
      return true;
    }
    const numbered = /^access-list (\d+) (.+)$/.exec(text);
    if (numbered) {
      const name = numbered[1] as string;
      const number = Number(name);
      const isStandard = number < 100 || (number >= 1300 && number < 2000);
      this.entry({ kind: "list", name, family: 4, isStandard }, (numbered[2] as string).split(" "), line);
      return true;
    }
    const group = /^object-group (network|service) (\S+)$/.exec(text);
    if (group) {
      this.block = { kind: group[1] as "network" | "service", name: group[2] as string };
      if (this.block.kind === "network") this.groups.networks.set(this.block.name, []);
      else this.groups.services.set(this.block.name, []);
      return true;
    }
    if (words[0] === "interface") {
      this.block = { kind: "interface", addresses: [], bound: [] };
      this.interfaces.push(this.block);
      return true;
    }
    if (/^(?:permit|deny|remark|evaluate|host|description|\d+)$/.test(words[0] ?? "") && this.block.kind !== "other")
      return false;
    this.block = { kind: "other" };
    return true;
  }

  private inside(words: readonly string[], line: number): void {
    const { block } = this;
    switch (block.kind) {
      case "list":
        this.entry(block, words, line);
        return;
      case "network":
        this.networkMember(block.name, words);
        return;
      case "service":
        this.serviceMember(block.name, words);
        return;
      case "interface":
        this.interfaceLine(block, words);
        return;
      default:
    }
  }

  private networkMember(name: string, words: readonly string[]): void {
    if (words[0] === "description") return;
    const known = this.groups.networks.get(name) ?? [];
    const [first = "", second = ""] = words;
    let added: AddressSet;
    if (first === "host") added = hostOf(second);
    else if (first === "any") added = [blockOf({ family: 4, value: 0n }, 0)];
    else if (first === "group-object") added = groupOf(this.groups.networks, second);
    else if (first === "range") {
      const range = parseRange(`${second}-${words[2] ?? ""}`);
      if (!range) throw new Unreadable("this is no range of addresses");
      added = [range];
    } else if (first.startsWith("/") || second.startsWith("/")) {
      const range = parseRange(`${first}${second}`);
      if (!range) throw new Unreadable("this is no block of addresses");
      added = [range];
    } else {
      const address = parseAddress(first);
      const bits = bitsOfMask(second);
      if (!address || bits === null) throw new Unreadable("this is no member of a network group");
      added = [blockOf(address, bits)];
    }
    this.groups.networks.set(name, addressSet([...known, ...added]));
  }

  private serviceMember(name: string, words: readonly string[]): void {
    if (words[0] === "description") return;
    const known = this.groups.services.get(name) ?? [];
    const added: readonly ServiceMatch[] =
      words[0] === "group-object" ? groupOf(this.groups.services, words[1] ?? "") : readServiceLine(new Words(words));
    this.groups.services.set(name, joinServices(known, added));
  }

  private interfaceLine(block: Extract<Block, { kind: "interface" }>, words: readonly string[]): void {
    const [first, second, third = "", fourth = ""] = words;
    if (first === "ip" && second === "address" && third !== "dhcp") {
      const address = parseAddress(third);
      const bits = bitsOfMask(fourth);
      if (address && bits !== null) block.addresses = addressSet([...block.addresses, blockOf(address, bits)]);
    } else if (first === "ipv6" && second === "address") {
      const range = parseRange(third);
      if (range) block.addresses = addressSet([...block.addresses, range]);
    } else if ((first === "ip" && second === "access-group") || (first === "ipv6" && second === "traffic-filter")) {
      if (fourth === "in" || fourth === "out") block.bound.push({ list: third, direction: fourth });
    }
  }

  private entry(block: Extract<Block, { kind: "list" }>, entry: readonly string[], line: number): void {
    const numbered = /^\d+$/.test(entry[0] ?? "") ? entry.slice(1) : entry;
    const words = new Words(numbered[0] === "sequence" ? numbered.slice(2) : numbered);
    const rules = this.lists.get(block.name) ?? [];
    this.lists.set(block.name, rules);
    const verb = words.next();
    if (verb === "remark" || verb === "description") return;
    const add = (match: ReturnType<typeof openMatch>, action: RuleAction, services?: readonly ServiceMatch[]) => {
      const closed = closeMatch(match);
      rules.push({
        line,
        text: lineText(this.lines, line),
        match: services ? { ...closed, services } : closed,
        action,
      });
    };
    const match = openMatch();
    narrowFamily(match, block.family);
    if (verb === "evaluate") {
      add(match, { kind: "evaluate", list: words.next() });
      return;
    }
    if (verb !== "permit" && verb !== "deny") throw new Unreadable(`"${verb}" is not read`);
    const action: RuleAction = { kind: verb === "permit" ? "allow" : "deny" };
    if (block.isStandard) {
      const bare = parseAddress(words.peek() ?? "");
      // A standard entry may leave the mask of a host away.
      match.sources =
        bare && words.peek(1) === undefined ? hostOf(words.next()) : readEnd(words, this.groups, block.family, true);
      add(match, action);
      return;
    }
    let services: readonly ServiceMatch[] | undefined;
    if (words.take("object-group")) services = groupOf(this.groups.services, words.next());
    else readProtocol(this.protocolWord(words.next(), block.family), match);
    match.sources = readEnd(words, this.groups, block.family, true);
    match.sourcePorts = readPorts(words);
    match.destinations = readEnd(words, this.groups, block.family, true);
    match.destinationPorts = readPorts(words);
    const isIcmp = match.protocols?.some((it) => it === IP_PROTOCOL.icmp || it === IP_PROTOCOL.icmpv6);
    if (isIcmp) readIcmp(words, match, block.family);
    let reflects: string | null = null;
    for (let word = words.peek(); word !== undefined; word = words.peek()) {
      words.next();
      if (word === "established") match.isReplyOnly = true;
      else if (word === "reflect") reflects = words.next();
      else if (word === "timeout") words.next();
      else if (word !== "log" && word !== "log-input") throw new Unreadable(`"${word}" is not read`);
    }
    add(match, reflects !== null && action.kind === "allow" ? { kind: "allow", reflects } : action, services);
  }

  /** In a list for IPv6, "icmp" is its ICMP. */
  private protocolWord(word: string, family: Family): string {
    return family === 6 && word === "icmp" ? "icmpv6" : word;
  }
}
