import {
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
import { shellWords } from "../text/shell-words";

class Unreadable extends Error {}

interface OpenChain {
  readonly name: string;
  rules: Rule[];
  otherwise: "allow" | "deny" | "return";
}

const HOOKS: Readonly<Record<string, Hook>> = { FORWARD: "forward", INPUT: "input", OUTPUT: "output" };

/**
 * Reads the answers of iptables-save and ip6tables-save (one after the other, if both are given), files for
 * iptables-restore, and scripts of `iptables -A …` lines. Of the tables, the filter table is judged.
 */
export function readIptables(text: string): RuleSet {
  const lines = text.split(/\r?\n/);
  const problems: RuleProblem[] = [];
  const chains = new Map<string, OpenChain>();
  const seen = new Set<Family>();
  const chainOf = (family: Family, name: string): OpenChain => {
    const key = `${family} ${name}`;
    const known = chains.get(key);
    if (known) return known;
    const chain: OpenChain = { name: key, rules: [], otherwise: Object.hasOwn(HOOKS, name) ? "allow" : "return" };
    chains.set(key, chain);
    return chain;
  };

  let family: Family = familyAhead(lines, 0);
  let table = "filter";
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const plain = raw.trim();
    const fail = (reason: string) => problems.push({ line, text: lineText(lines, line), reason });
    if (plain === "" || plain.startsWith("#") || plain === "COMMIT") continue;
    if (plain.startsWith("*")) {
      table = plain.slice(1).trim();
      family = familyAhead(lines, index);
      if (table !== "filter") fail(`the table ${table} is not judged`);
      continue;
    }
    if (table !== "filter") continue;
    try {
      const words = shellWords(plain);
      const command = words[0] ?? "";
      const called = /(?:^|\/)(ip6?tables)$/.exec(command);
      if (called) words.shift();
      const ruleFamily: Family = called ? (called[1] === "ip6tables" ? 6 : 4) : family;
      seen.add(ruleFamily);
      if (plain.startsWith(":")) {
        const [name = "", policy] = plain.slice(1).split(/\s+/);
        const chain = chainOf(ruleFamily, name);
        if (policy === "DROP" || policy === "REJECT") chain.otherwise = "deny";
      } else if (words[0] === "-P" || words[0] === "--policy") {
        chainOf(ruleFamily, words[1] ?? "").otherwise = words[2] === "DROP" ? "deny" : "allow";
      } else if (words[0] === "-N" || words[0] === "--new-chain") chainOf(ruleFamily, words[1] ?? "");
      else if (words[0] === "-F" || words[0] === "--flush") {
        if (words[1]) chainOf(ruleFamily, words[1]).rules = [];
        else for (const chain of chains.values()) chain.rules = [];
      } else addRule(words, { line, text: lineText(lines, line), family: ruleFamily, chainOf });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      fail(error.message);
    }
  }
  return assemble(chains, seen, problems);
}

function assemble(open: ReadonlyMap<string, OpenChain>, seen: ReadonlySet<Family>, problems: RuleProblem[]): RuleSet {
  const hooks: Record<Hook, string[]> = { forward: [], input: [], output: [] };
  const chains = new Map<string, Chain>();
  for (const { name, rules, otherwise } of open.values())
    chains.set(name, { name, rules, otherwise, order: "first-match" });
  for (const [name, hook] of Object.entries(HOOKS)) {
    const ways = ([4, 6] as const).filter((it) => seen.has(it) && chains.has(`${it} ${name}`));
    if (ways.length === 0) continue;
    const entry = entryChain(
      `${name} (${hook})`,
      ways.map((family) => ({ family, chain: `${family} ${name}` })),
    );
    chains.set(entry.name, entry);
    hooks[hook].push(entry.name);
  }
  return { dialect: "iptables", chains, hooks, tracks: "nothing", bindings: [], problems };
}

/** A saved file names its family in the comment above it, or by its addresses. */
function familyAhead(lines: readonly string[], from: number): Family {
  for (const line of lines.slice(Math.max(0, from - 3), from + 1)) {
    if (/^#.*\bip6tables/.test(line)) return 6;
    if (/^#.*\biptables/.test(line)) return 4;
  }
  for (const line of lines.slice(from + 1)) {
    if (line.trim() === "COMMIT") break;
    if (/\s-[sd]\s+\S*:/.test(line) || /icmpv6|ipv6-icmp/.test(line)) return 6;
  }
  return 4;
}

interface RuleContext {
  readonly line: number;
  readonly text: string;
  readonly family: Family;
  chainOf(family: Family, name: string): OpenChain;
}

function addRule(words: string[], { line, text, family, chainOf }: RuleContext): void {
  const [command, name, ...rest] = words;
  if (!name || !/^(?:-A|--append|-I|--insert)$/.test(command ?? ""))
    throw new Unreadable("this is no rule that is read");
  const isInserted = command === "-I" || command === "--insert";
  const position = isInserted && /^\d+$/.test(rest[0] ?? "") ? Number(rest.shift()) : 1;
  const match = openMatch();
  narrowFamily(match, family);
  const reader = new OptionReader(rest, match, family);
  const action = reader.read();
  const chain = chainOf(family, name);
  const resolved: RuleAction =
    action.kind === "jump" || action.kind === "goto"
      ? { kind: action.kind, chain: chainOf(family, action.chain).name }
      : action;
  const rule: Rule = { line, text, match: closeMatch(match), action: resolved };
  if (isInserted) chain.rules.splice(position - 1, 0, rule);
  else chain.rules.push(rule);
}

class OptionReader {
  private at = 0;
  private isNot = false;

  constructor(
    private readonly words: readonly string[],
    private readonly match: OpenMatch,
    private readonly family: Family,
  ) {}

  read(): RuleAction {
    let action: RuleAction = { kind: "continue" };
    while (this.at < this.words.length) {
      const word = this.words[this.at++] as string;
      if (word === "!") {
        this.isNot = true;
        continue;
      }
      action = this.option(word) ?? action;
      this.isNot = false;
    }
    return action;
  }

  private option(word: string): RuleAction | null {
    switch (word) {
      case "-s":
      case "--source":
      case "--src":
        narrowSources(this.match, this.addresses());
        return null;
      case "-d":
      case "--destination":
      case "--dst":
        narrowDestinations(this.match, this.addresses());
        return null;
      case "--src-range":
        narrowSources(this.match, this.addresses());
        return null;
      case "--dst-range":
        narrowDestinations(this.match, this.addresses());
        return null;
      case "-i":
      case "--in-interface":
        this.match.inputInterface = `${this.isNot ? "not " : ""}${this.value()}`;
        return null;
      case "-o":
      case "--out-interface":
        this.match.outputInterface = `${this.isNot ? "not " : ""}${this.value()}`;
        return null;
      case "-p":
      case "--protocol":
        this.protocol();
        return null;
      case "-m":
      case "--match":
        if (
          !/^(?:tcp|udp|sctp|icmp|icmp6|ipv6-icmp|multiport|conntrack|state|comment|iprange|limit)$/.test(
            this.peek() ?? "",
          )
        )
          throw new Unreadable(`the match ${this.peek() ?? ""} is not read`);
        this.value();
        return null;
      case "--dport":
      case "--dports":
      case "--destination-port":
      case "--destination-ports":
        this.match.destinationPorts = this.ports();
        return null;
      case "--sport":
      case "--sports":
      case "--source-port":
      case "--source-ports":
        this.match.sourcePorts = this.ports();
        return null;
      case "--icmp-type":
      case "--icmpv6-type":
        this.icmpType();
        return null;
      case "--ctstate":
      case "--state":
        this.states();
        return null;
      case "--comment":
        this.value();
        return null;
      case "--limit":
      case "--limit-burst":
        this.value();
        if (!/^(?:LOG|NFLOG)$/.test(this.words[this.words.indexOf("-j") + 1] ?? ""))
          throw new Unreadable("what a limit lets through depends on the moment");
        return null;
      case "-c":
        this.at += 2;
        return null;
      case "--syn":
        narrowProtocols(this.match, [IP_PROTOCOL.tcp]);
        this.match.states = this.isNot ? ["established", "related", "invalid"] : ["new"];
        return null;
      case "-f":
        throw new Unreadable("fragments are not judged");
      case "-g":
      case "--goto":
        return { kind: "goto", chain: this.value() };
      case "-j":
      case "--jump":
        return this.target();
      default:
        throw new Unreadable(`the option ${word} is not read`);
    }
  }

  private target(): RuleAction {
    const target = this.value();
    switch (target) {
      case "ACCEPT":
        return { kind: "allow" };
      case "DROP":
        return { kind: "deny" };
      case "REJECT":
        if (this.peek() === "--reject-with") this.at += 2;
        return { kind: "deny" };
      case "RETURN":
        return { kind: "return" };
      case "LOG":
      case "NFLOG":
        while (/^--(?:log-prefix|log-level|nflog-prefix|nflog-group|nflog-threshold)$/.test(this.peek() ?? ""))
          this.at += 2;
        while (/^--log-(?:tcp-options|ip-options|uid|tcp-sequence)$/.test(this.peek() ?? "")) this.at += 1;
        return { kind: "continue" };
      default:
        if (/^(?:MARK|CONNMARK|TCPMSS|NFQUEUE|SNAT|DNAT|MASQUERADE|SET|TEE|CT|CLASSIFY)$/.test(target))
          throw new Unreadable(`the target ${target} is not judged`);
        return { kind: "jump", chain: target };
    }
  }

  private protocol(): void {
    const text = this.value();
    if (text === "all") return;
    const number = parseProtocol(text);
    if (number === null) throw new Unreadable(`the protocol ${text} is not known`);
    if (number === 0) return;
    narrowProtocols(this.match, this.isNot ? otherProtocols([number]) : [number]);
  }

  private addresses(): AddressSet {
    const ranges = this.value()
      .split(",")
      .map((text) => {
        const range = parseRange(text);
        if (!range) throw new Unreadable(`${text} is no address`);
        return range;
      });
    const set = addressSet(ranges);
    return this.isNot ? intersectAddresses(complementOf(set), [everyAddress(this.family)]) : set;
  }

  private ports(): PortRange[] {
    const ranges = this.value()
      .split(",")
      .map((text) => {
        const range = parsePortRange(text, ":");
        if (!range) throw new Unreadable(`${text} is no port`);
        return range;
      });
    return this.isNot ? otherPorts(ranges) : ranges;
  }

  private icmpType(): void {
    const text = this.value();
    if (text === "any" || text === "255") return;
    const type = parseIcmpType(text, this.family);
    if (type === null || this.isNot) throw new Unreadable(`the ICMP type ${text} is not read`);
    this.match.icmpTypes = [type];
  }

  private states(): void {
    const named = this.value().toLowerCase().split(",");
    const known: ConnectionState[] = ["new", "established", "related", "invalid"];
    const unknown = named.find((it) => !known.some((state) => state === it) && it !== "untracked");
    if (unknown !== undefined) throw new Unreadable(`the state ${unknown} is not read`);
    this.match.states = known.filter((it) => named.includes(it) !== this.isNot);
  }

  private peek(): string | undefined {
    return this.words[this.at];
  }

  private value(): string {
    const value = this.words[this.at++];
    if (value === undefined) throw new Unreadable("the line ends too early");
    return value;
  }
}
