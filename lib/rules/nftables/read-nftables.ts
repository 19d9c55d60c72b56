import type { Family } from "../address/address-set";
import { closeMatch, narrowFamily, type OpenMatch, openMatch } from "../rule-set/build-match";
import { entryChain } from "../rule-set/entry-chain";
import type { Chain, Hook, Rule, RuleAction, RuleProblem, RuleSet } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
import { NftConditions } from "./nft-conditions";
import { NftCursor, Unreadable } from "./nft-cursor";
import { NftDefinitions } from "./nft-definitions";
import { nftTokens } from "./nft-tokens";

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

/** Reads an nft file or the answer of `nft list ruleset`. Only filter chains on forward, input and output are judged. */
export function readNftables(text: string): RuleSet {
  return new NftReader(text).read();
}

class NftReader {
  private readonly cursor: NftCursor;
  private readonly lines: readonly string[];
  private readonly problems: RuleProblem[] = [];
  private readonly chains = new Map<string, OpenChain>();
  private readonly definitions = new NftDefinitions();
  private readonly conditions: NftConditions;

  constructor(text: string) {
    this.cursor = new NftCursor(nftTokens(text));
    this.conditions = new NftConditions(this.cursor, this.definitions);
    this.lines = text.split("\n");
  }

  read(): RuleSet {
    while (!this.cursor.isAtEnd) this.statement();
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
    const start = this.cursor.at;
    const word = this.cursor.next();
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
          const name = this.cursor.expectWord();
          this.cursor.expect("=");
          this.definitions.defineVariable(name, this.cursor.values());
          this.cursor.endOfStatement();
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
          this.cursor.skipStatement();
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
    const line = this.cursor.lineAt(start);
    this.problems.push({ line, text: lineText(this.lines, line), reason: error.message });
    this.cursor.at = Math.max(this.cursor.at, start + 1);
    this.cursor.skipStatement();
  }

  private command(): void {
    const what = this.cursor.expectWord();
    if (what === "table") {
      this.cursor.skipStatement();
      return;
    }
    const families = FAMILIES.get(this.cursor.expectWord());
    const table = this.cursor.expectWord();
    if (what === "chain") {
      const chain = this.chainOf(families ?? [], table, this.cursor.expectWord());
      if (this.cursor.peek()?.text === "{") this.chainBody(chain);
      this.cursor.endOfStatement();
      return;
    }
    if (what === "set") {
      const name = this.cursor.expectWord();
      if (this.cursor.peek()?.text === "{") this.setBody(table, name);
      this.cursor.endOfStatement();
      return;
    }
    if (what === "element") {
      this.definitions.addElements(table, this.cursor.expectWord(), this.cursor.values());
      this.cursor.endOfStatement();
      return;
    }
    if (what === "rule") {
      this.rule(this.chainOf(families ?? [], table, this.cursor.expectWord()), table);
      return;
    }
    throw new Unreadable(`"add ${what}" is not read`);
  }

  private table(): void {
    const family = this.cursor.expectWord();
    const families = FAMILIES.get(family);
    // Without a family it is ip, and the word was the name.
    const isNamed = families !== undefined || (this.cursor.peek()?.text !== "{" && this.cursor.peek()?.text !== "\n");
    const name = isNamed ? this.cursor.expectWord() : family;
    const known = families ?? (isNamed ? undefined : FAMILIES.get("ip"));
    if (!known) {
      // Bridges and ARP are filtered below IP, netdev before it.
      this.problems.push({
        line: this.cursor.lineAt(this.cursor.at - 1),
        text: lineText(this.lines, this.cursor.lineAt(this.cursor.at - 1)),
        reason: `tables of the family ${family} are not judged`,
      });
      this.cursor.skipStatement();
      return;
    }
    if (this.cursor.peek()?.text !== "{") {
      this.cursor.endOfStatement();
      return;
    }
    this.cursor.next();
    for (;;) {
      const start = this.cursor.at;
      const word = this.cursor.next();
      if (!word || word.text === "}") return;
      if (word.text === "\n" || word.text === ";") continue;
      try {
        if (word.text === "chain") this.chainBody(this.chainOf(known, name, this.cursor.expectWord()));
        else if (word.text === "set") this.setBody(name, this.cursor.expectWord());
        else if (word.text === "comment" || word.text === "flags") this.cursor.skipStatement();
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

  private setBody(table: string, name: string): void {
    this.cursor.expect("{");
    let elements: readonly string[] = [];
    for (;;) {
      const word = this.cursor.next();
      if (!word || word.text === "}") break;
      if (word.text === "elements") {
        this.cursor.expect("=");
        elements = this.cursor.values();
      } else if (word.text !== "\n" && word.text !== ";") this.cursor.skipStatement();
    }
    this.definitions.defineSet(table, name, elements);
  }

  private chainBody(chain: OpenChain): void {
    const table = chain.name.split(" ")[0] as string;
    this.cursor.expect("{");
    for (;;) {
      const word = this.cursor.peek();
      if (!word || word.text === "}") {
        this.cursor.next();
        return;
      }
      if (word.text === "\n" || word.text === ";") this.cursor.next();
      else if (word.text === "type") this.hook(chain);
      else if (word.text === "policy") {
        this.cursor.next();
        chain.otherwise = this.cursor.expectWord() === "drop" ? "deny" : "allow";
      } else if (word.text === "comment" || word.text === "flags" || word.text === "devices")
        this.cursor.skipStatement();
      else this.rule(chain, table);
    }
  }

  private hook(chain: OpenChain): void {
    this.cursor.next();
    chain.isFilter = this.cursor.expectWord() === "filter";
    chain.otherwise = "allow";
    for (
      let word = this.cursor.peek();
      word && word.text !== ";" && word.text !== "\n" && word.text !== "}";
      word = this.cursor.peek()
    ) {
      this.cursor.next();
      if (word.text === "hook") chain.hook = this.cursor.expectWord();
      if (word.text === "priority") {
        const priority = this.cursor.expectWord();
        chain.priority = PRIORITIES.get(priority) ?? (Number(priority) || 0);
        const sign = this.cursor.peek()?.text;
        if (sign === "+" || sign === "-") {
          this.cursor.next();
          chain.priority += Number(this.cursor.expectWord()) * (sign === "-" ? -1 : 1);
        }
      }
    }
  }

  private rule(chain: OpenChain, table: string): void {
    const start = this.cursor.at;
    try {
      const line = this.cursor.lineAt(start);
      const match = openMatch();
      for (const family of [4, 6] as const)
        if (!chain.families.includes(family)) narrowFamily(match, family === 4 ? 6 : 4);
      let action: RuleAction = { kind: "continue" };
      for (let word = this.cursor.next(); word && word.text !== "\n" && word.text !== ";"; word = this.cursor.next()) {
        if (word.text === "}") {
          this.cursor.at -= 1;
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
        this.cursor.skipWords();
        return { kind: "deny" };
      case "return":
        return { kind: "return" };
      case "continue":
        return action;
      case "jump":
      case "goto":
        return { kind: word, chain: `${table} ${chain.families.join("")} ${this.cursor.expectWord()}` };
      case "counter":
        if (this.cursor.peek()?.text === "packets") this.cursor.at += 4;
        else if (this.cursor.peek()?.text === "name") this.cursor.at += 2;
        return action;
      case "comment":
        this.cursor.next();
        return action;
      case "log":
        while (/^(?:prefix|level|group|snaplen|queue-threshold)$/.test(this.cursor.peek()?.text ?? ""))
          this.cursor.at += 2;
        if (this.cursor.peek()?.text === "flags") this.cursor.at += 2;
        return action;
      case "limit":
        // Only ever makes a rule match less often; beside a verdict, what passes then depends on the moment.
        this.cursor.expect("rate");
        if (this.cursor.peek()?.text === "over") this.cursor.next();
        this.cursor.next();
        if (/^(?:bytes|kbytes|mbytes)/.test(this.cursor.peek()?.text ?? "")) this.cursor.next();
        if (this.cursor.peek()?.text === "burst") this.cursor.at += 3;
        if (this.cursor.hasVerdictAhead()) throw new Unreadable("what a limit lets through depends on the moment");
        return action;
      default:
        this.conditions.narrow(match, word, table);
        return action;
    }
  }
}
