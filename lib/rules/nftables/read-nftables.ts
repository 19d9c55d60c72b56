import {
  type AddressRange,
  type AddressSet,
  addressSet,
  complementOf,
  everyAddress,
  type Family,
  intersectAddresses,
  parseRange,
} from "../address/address-set";
import { IP_PROTOCOL, type PortRange } from "../policy/service";
import {
  closeMatch,
  narrowDestinations,
  narrowFamily,
  narrowProtocols,
  narrowSources,
  type OpenMatch,
  openMatch,
  otherPorts,
  otherProtocols,
  parseProtocol,
} from "../rule-set/build-match";
import { entryChain } from "../rule-set/entry-chain";
import type { Chain, ConnectionState, Hook, Rule, RuleAction, RuleProblem, RuleSet } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
import { parseIcmpType, parsePortRange } from "../text/port-names";
import { type NftToken, nftTokens } from "./nft-tokens";

class Unreadable extends Error {}

interface OpenChain {
  readonly name: string;
  readonly families: readonly Family[];
  readonly rules: Rule[];
  hook: string | null;
  isFilter: boolean;
  priority: number;
  otherwise: "allow" | "deny" | "return";
}

const FAMILIES: ReadonlyMap<string, readonly Family[]> = new Map([
  ["inet", [4, 6]],
  ["ip", [4]],
  ["ip6", [6]],
]);
const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ["raw", -300],
  ["mangle", -150],
  ["dstnat", -100],
  ["filter", 0],
  ["security", 50],
  ["srcnat", 100],
]);
/** Variables that hold variables could name more values than any memory holds. */
const MAX_VALUES = 50_000;
const STATES: readonly string[] = ["new", "established", "related", "invalid"];

/** Reads an nft file or the answer of `nft list ruleset`. Only filter chains on forward, input and output are judged. */
export function readNftables(text: string): RuleSet {
  return new NftReader(text).read();
}

class NftReader {
  private readonly tokens: readonly NftToken[];
  private readonly lines: readonly string[];
  private readonly problems: RuleProblem[] = [];
  private readonly chains = new Map<string, OpenChain>();
  private readonly sets = new Map<string, readonly string[]>();
  private readonly variables = new Map<string, readonly string[]>();
  private at = 0;

  constructor(text: string) {
    this.tokens = nftTokens(text);
    this.lines = text.split("\n");
  }

  read(): RuleSet {
    while (this.at < this.tokens.length) this.statement();
    const hooks: Record<Hook, string[]> = { forward: [], input: [], output: [] };
    const chains = new Map<string, Chain>();
    const based = [...this.chains.values()].sort((a, b) => a.priority - b.priority);
    for (const open of based) {
      chains.set(open.name, { name: open.name, rules: open.rules, otherwise: open.otherwise, order: "first-match" });
      if (open.hook !== "forward" && open.hook !== "input" && open.hook !== "output") continue;
      if (!open.isFilter) continue;
      const entry = entryChain(
        `${open.name} (${open.hook})`,
        open.families.map((family) => ({ family, chain: open.name })),
      );
      chains.set(entry.name, entry);
      hooks[open.hook].push(entry.name);
    }
    return { dialect: "nftables", chains, hooks, tracks: "nothing", bindings: [], problems: this.problems };
  }

  private statement(): void {
    const start = this.at;
    const word = this.next();
    try {
      switch (word?.text) {
        case undefined:
        case "\n":
        case ";":
          return;
        case "table":
          this.table();
          return;
        case "define": {
          const name = this.expectWord();
          this.expect("=");
          this.variables.set(name, this.values());
          this.endOfStatement();
          return;
        }
        case "add":
        case "create":
          this.command();
          return;
        case "flush":
        case "delete":
        case "destroy":
        case "reset":
          this.skipStatement();
          return;
        default:
          throw new Unreadable("this is no statement of an nft file that is known here");
      }
    } catch (error) {
      this.failed(error, start);
    }
  }

  private failed(error: unknown, start: number): void {
    if (!(error instanceof Unreadable)) throw error;
    const line = this.tokens[start]?.line ?? 1;
    this.problems.push({ line, text: lineText(this.lines, line), reason: error.message });
    this.at = Math.max(this.at, start + 1);
    this.skipStatement();
  }

  private command(): void {
    const what = this.expectWord();
    if (what === "table") {
      this.skipStatement();
      return;
    }
    const families = FAMILIES.get(this.expectWord());
    const table = this.expectWord();
    if (what === "chain") {
      const chain = this.chainOf(families ?? [], table, this.expectWord());
      if (this.peek()?.text === "{") this.chainBody(chain);
      this.endOfStatement();
      return;
    }
    if (what === "set") {
      const name = this.expectWord();
      if (this.peek()?.text === "{") this.setBody(`${table} ${name}`);
      this.endOfStatement();
      return;
    }
    if (what === "element") {
      const key = `${table} ${this.expectWord()}`;
      this.sets.set(key, [...(this.sets.get(key) ?? []), ...this.values()]);
      this.endOfStatement();
      return;
    }
    if (what === "rule") {
      this.rule(this.chainOf(families ?? [], table, this.expectWord()), table);
      return;
    }
    throw new Unreadable(`"add ${what}" is not read`);
  }

  private table(): void {
    const family = this.expectWord();
    const families = FAMILIES.get(family);
    // Without a family it is ip, and the word was the name.
    const isNamed = families !== undefined || (this.peek()?.text !== "{" && this.peek()?.text !== "\n");
    const name = isNamed ? this.expectWord() : family;
    const known = families ?? (isNamed ? undefined : FAMILIES.get("ip"));
    if (!known) {
      // Bridges and ARP are filtered below IP, netdev before it.
      this.problems.push({
        line: this.tokens[this.at - 1]?.line ?? 1,
        text: lineText(this.lines, this.tokens[this.at - 1]?.line ?? 1),
        reason: `tables of the family ${family} are not judged`,
      });
      this.skipStatement();
      return;
    }
    if (this.peek()?.text !== "{") {
      this.endOfStatement();
      return;
    }
    this.next();
    for (;;) {
      const start = this.at;
      const word = this.next();
      if (!word || word.text === "}") return;
      if (word.text === "\n" || word.text === ";") continue;
      try {
        if (word.text === "chain") this.chainBody(this.chainOf(known, name, this.expectWord()));
        else if (word.text === "set") this.setBody(`${name} ${this.expectWord()}`);
        else if (word.text === "comment" || word.text === "flags") this.skipStatement();
        else throw new Unreadable(`"${word.text}" in a table is not read`);
      } catch (error) {
        this.failed(error, start);
      }
    }
  }

  private chainOf(families: readonly Family[], table: string, name: string): OpenChain {
    const key = `${table} ${families.join("")} ${name}`;
    const known = this.chains.get(key);
    if (known) return known;
    const chain: OpenChain = {
      name: key,
      families,
      rules: [],
      hook: null,
      isFilter: false,
      priority: 0,
      otherwise: "return",
    };
    this.chains.set(key, chain);
    return chain;
  }

  private setBody(key: string): void {
    this.expect("{");
    let elements: readonly string[] = [];
    for (;;) {
      const word = this.next();
      if (!word || word.text === "}") break;
      if (word.text === "elements") {
        this.expect("=");
        elements = this.values();
      } else if (word.text !== "\n" && word.text !== ";") this.skipStatement();
    }
    this.sets.set(key, elements);
  }

  private chainBody(chain: OpenChain): void {
    const table = chain.name.split(" ")[0] as string;
    this.expect("{");
    for (;;) {
      const word = this.peek();
      if (!word || word.text === "}") {
        this.next();
        return;
      }
      if (word.text === "\n" || word.text === ";") this.next();
      else if (word.text === "type") this.hook(chain);
      else if (word.text === "policy") {
        this.next();
        chain.otherwise = this.expectWord() === "drop" ? "deny" : "allow";
      } else if (word.text === "comment" || word.text === "flags" || word.text === "devices") this.skipStatement();
      else this.rule(chain, table);
    }
  }

  private hook(chain: OpenChain): void {
    this.next();
    chain.isFilter = this.expectWord() === "filter";
    chain.otherwise = "allow";
    for (
      let word = this.peek();
      word && word.text !== ";" && word.text !== "\n" && word.text !== "}";
      word = this.peek()
    ) {
      this.next();
      if (word.text === "hook") chain.hook = this.expectWord();
      if (word.text === "priority") {
        const priority = this.expectWord();
        chain.priority = PRIORITIES.get(priority) ?? (Number(priority) || 0);
        const sign = this.peek()?.text;
        if (sign === "+" || sign === "-") {
          this.next();
          chain.priority += Number(this.expectWord()) * (sign === "-" ? -1 : 1);
        }
      }
    }
  }

  private rule(chain: OpenChain, table: string): void {
    const start = this.at;
    try {
      const line = this.tokens[start]?.line ?? 1;
      const match = openMatch();
      for (const family of [4, 6] as const)
        if (!chain.families.includes(family)) narrowFamily(match, family === 4 ? 6 : 4);
      let action: RuleAction = { kind: "continue" };
      for (let word = this.next(); word && word.text !== "\n" && word.text !== ";"; word = this.next()) {
        if (word.text === "}") {
          this.at -= 1;
          break;
        }
        action = this.part(word.text, match, action, chain, table);
      }
      chain.rules.push({ line, text: lineText(this.lines, line), match: closeMatch(match), action });
    } catch (error) {
      this.failed(error, start);
    }
  }

  private part(word: string, match: OpenMatch, action: RuleAction, chain: OpenChain, table: string): RuleAction {
    switch (word) {
      case "accept":
        return { kind: "allow" };
      case "drop":
        return { kind: "deny" };
      case "reject":
        this.skipWords();
        return { kind: "deny" };
      case "return":
        return { kind: "return" };
      case "continue":
        return action;
      case "jump":
      case "goto":
        return { kind: word, chain: `${table} ${chain.families.join("")} ${this.expectWord()}` };
      case "counter":
        if (this.peek()?.text === "packets") this.at += 4;
        else if (this.peek()?.text === "name") this.at += 2;
        return action;
      case "comment":
        this.next();
        return action;
      case "log":
        while (/^(?:prefix|level|group|snaplen|queue-threshold)$/.test(this.peek()?.text ?? "")) this.at += 2;
        if (this.peek()?.text === "flags") this.at += 2;
        return action;
      case "limit":
        // Only ever makes a rule match less often; beside a verdict, what passes then depends on the moment.
        this.expect("rate");
        if (this.peek()?.text === "over") this.next();
        this.next();
        if (/^(?:bytes|kbytes|mbytes)/.test(this.peek()?.text ?? "")) this.next();
        if (this.peek()?.text === "burst") this.at += 3;
        this.expectNoVerdict();
        return action;
      case "ct":
        return this.connection(match, action);
      case "iif":
      case "iifname":
      case "oif":
      case "oifname":
        this.interface(word, match);
        return action;
      case "meta":
        this.meta(match, table);
        return action;
      case "ip":
      case "ip6":
        this.header(word === "ip" ? 4 : 6, match, table);
        return action;
      case "tcp":
      case "udp":
      case "sctp":
      case "th":
        this.ports(word, match, table);
        return action;
      case "icmp":
      case "icmpv6":
        this.icmp(word === "icmp" ? 4 : 6, match, table);
        return action;
      default:
        throw new Unreadable(`"${word}" is not read`);
    }
  }

  private expectNoVerdict(): void {
    for (let at = this.at; at < this.tokens.length; at += 1) {
      const word = this.tokens[at]?.text;
      if (word === "\n" || word === ";" || word === "}") return;
      if (word === "accept" || word === "drop" || word === "reject" || word === "jump" || word === "goto")
        throw new Unreadable("what a limit lets through depends on the moment");
    }
  }

  private connection(match: OpenMatch, action: RuleAction): RuleAction {
    if (this.expectWord() !== "state") throw new Unreadable("of the connection only its state is read");
    const isOther = this.isNegated();
    const named = this.values();
    const unknown = named.find((it) => !STATES.includes(it) && it !== "untracked");
    if (unknown !== undefined) throw new Unreadable(`the state ${unknown} is not known`);
    const states = STATES.filter((it) => named.includes(it) !== isOther) as ConnectionState[];
    match.states = match.states ? match.states.filter((it) => states.includes(it)) : states;
    return action;
  }

  private interface(word: string, match: OpenMatch): void {
    const isOther = this.isNegated();
    const names = this.values().join(",");
    const text = isOther ? `not ${names}` : names;
    if (word.startsWith("i")) match.inputInterface = text;
    else match.outputInterface = text;
  }

  private meta(match: OpenMatch, table: string): void {
    const key = this.expectWord();
    if (key === "iif" || key === "iifname" || key === "oif" || key === "oifname") {
      this.interface(key, match);
      return;
    }
    if (key === "l4proto" || key === "protocol" || key === "nfproto") {
      const isOther = this.isNegated();
      const values = this.resolved(table);
      if (key === "l4proto") {
        this.protocols(values, isOther, match);
        return;
      }
      const families = ([4, 6] as const).filter(
        (it) =>
          values.some((value) => value.endsWith(it === 4 ? "ipv4" : "ipv6") || value === (it === 4 ? "ip" : "ip6")) !==
          isOther,
      );
      if (families.length === 1) narrowFamily(match, families[0] as Family);
      return;
    }
    throw new Unreadable(`"meta ${key}" is not read`);
  }

  private header(family: Family, match: OpenMatch, table: string): void {
    const key = this.expectWord();
    narrowFamily(match, family);
    const isOther = this.isNegated();
    const values = this.resolved(table);
    if (key === "protocol" || key === "nexthdr") {
      this.protocols(values, isOther, match);
      return;
    }
    if (key !== "saddr" && key !== "daddr") throw new Unreadable(`"${key}" of the address header is not read`);
    const ranges = addressSet(values.map(rangeOf));
    const set: AddressSet = isOther ? intersectAddresses(complementOf(ranges), [everyAddress(family)]) : ranges;
    if (key === "saddr") narrowSources(match, set);
    else narrowDestinations(match, set);
  }

  private protocols(values: readonly string[], isOther: boolean, match: OpenMatch): void {
    const numbers = values.map((value) => {
      const number = parseProtocol(value);
      if (number === null) throw new Unreadable(`the protocol ${value} is not known`);
      return number;
    });
    narrowProtocols(match, isOther ? otherProtocols(numbers) : numbers);
  }

  private ports(word: string, match: OpenMatch, table: string): void {
    const key = this.expectWord();
    if (key !== "sport" && key !== "dport") throw new Unreadable(`"${word} ${key}" is not read`);
    if (word === "th") narrowProtocols(match, [IP_PROTOCOL.tcp, IP_PROTOCOL.udp, IP_PROTOCOL.sctp]);
    else narrowProtocols(match, [IP_PROTOCOL[word as "tcp" | "udp" | "sctp"]]);
    const isOther = this.isNegated();
    const ranges: PortRange[] = this.resolved(table).map((value) => {
      const range = parsePortRange(value);
      if (!range) throw new Unreadable(`${value} is no port`);
      return range;
    });
    const ports = isOther ? otherPorts(ranges) : ranges;
    if (key === "sport") match.sourcePorts = ports;
    else match.destinationPorts = ports;
  }

  private icmp(family: Family, match: OpenMatch, table: string): void {
    if (this.expectWord() !== "type") throw new Unreadable("of ICMP only the type is read");
    narrowFamily(match, family);
    narrowProtocols(match, [family === 4 ? IP_PROTOCOL.icmp : IP_PROTOCOL.icmpv6]);
    if (this.isNegated()) throw new Unreadable("an ICMP type that is excluded is not read");
    match.icmpTypes = this.resolved(table).map((value) => {
      const type = parseIcmpType(value, family);
      if (type === null) throw new Unreadable(`the ICMP type ${value} is not known`);
      return type;
    });
  }

  private isNegated(): boolean {
    const word = this.peek()?.text;
    if (word === "!=" || word === "==") this.next();
    return word === "!=";
  }

  /** Values with named sets and variables put in. */
  private resolved(table: string): string[] {
    let named = 0;
    const resolve = (value: string, depth: number): readonly string[] => {
      named += 1;
      if (named > MAX_VALUES) throw new Unreadable("it names too many values");
      if (depth > 8) throw new Unreadable("variables refer to each other");
      const key = value.slice(1);
      const defined = value.startsWith("@")
        ? this.sets.get(`${table} ${key}`)
        : value.startsWith("$")
          ? this.variables.get(key)
          : null;
      if (defined === null) return [value];
      if (defined === undefined) throw new Unreadable(`${value} is not defined above`);
      return defined.flatMap((it) => resolve(it, depth + 1));
    };
    return this.values().flatMap((value) => resolve(value, 0));
  }

  /** One value, a list "a,b", or a set "{ a, b }"; timeouts, counters and comments of elements fall away. */
  private values(): string[] {
    const first = this.next();
    if (!first || first.text === "\n") throw new Unreadable("a value is missing");
    if (first.text !== "{") {
      const values = [first.text];
      while (this.peek()?.text === ",") {
        this.next();
        values.push(this.expectWord());
      }
      return values;
    }
    const values: string[] = [];
    let isNext = true;
    for (;;) {
      const word = this.next();
      if (!word) throw new Unreadable("a set is not closed");
      if (word.text === "}") return values;
      if (word.text === "{") throw new Unreadable("sets in sets are not read");
      if (word.text === ",") isNext = true;
      else if (word.text === ":") throw new Unreadable("maps are not read");
      else if (word.text !== "\n" && isNext) {
        values.push(word.text);
        isNext = false;
      }
    }
  }

  private peek(): NftToken | undefined {
    return this.tokens[this.at];
  }

  private next(): NftToken | undefined {
    return this.tokens[this.at++];
  }

  private expect(text: string): void {
    if (this.next()?.text !== text) throw new Unreadable(`"${text}" is missing`);
  }

  private expectWord(): string {
    const word = this.next();
    if (!word || word.text === "\n" || word.text === ";" || word.text === "{" || word.text === "}")
      throw new Unreadable("the line ends too early");
    return word.text;
  }

  private endOfStatement(): void {
    const word = this.next();
    if (word && word.text !== "\n" && word.text !== ";") {
      this.at -= 1;
      if (word.text !== "}") throw new Unreadable(`"${word.text}" is not expected here`);
    }
  }

  /** Words until the end of the line, its verdict's options. */
  private skipWords(): void {
    while (!/^(?:\n|;|\}|comment)$/.test(this.peek()?.text ?? "\n")) this.next();
  }

  /** To the end of the statement, over the blocks in it. */
  private skipStatement(): void {
    let depth = 0;
    for (let word = this.peek(); word; word = this.peek()) {
      if (word.text === "}" && depth === 0) return;
      if (word.text === "{") depth += 1;
      if (word.text === "}") depth -= 1;
      this.next();
      if (depth === 0 && (word.text === "\n" || word.text === ";")) return;
    }
  }
}

function rangeOf(value: string): AddressRange {
  const range = parseRange(value);
  if (!range) throw new Unreadable(`${value} is no address`);
  return range;
}
