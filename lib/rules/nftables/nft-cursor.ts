import type { NftToken } from "./nft-tokens";

/** Something of an nft file that is not read here; its message says what, as the reason of a problem. */
export class Unreadable extends Error {}

/** Walks over the tokens of an nft file. Whatever does not stand where it is expected is `Unreadable`. */
export class NftCursor {
  at = 0;

  constructor(private readonly tokens: readonly NftToken[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** The line, from 1, of the token at a place. */
  lineAt(at: number): number {
    return this.tokens[at]?.line ?? 1;
  }

  peek(): NftToken | undefined {
    return this.tokens[this.at];
  }

  next(): NftToken | undefined {
    return this.tokens[this.at++];
  }

  expect(text: string): void {
    if (this.next()?.text !== text) throw new Unreadable(`"${text}" is missing`);
  }

  expectWord(): string {
    const word = this.next();
    if (!word || word.text === "\n" || word.text === ";" || word.text === "{" || word.text === "}")
      throw new Unreadable("the line ends too early");
    return word.text;
  }

  endOfStatement(): void {
    const word = this.next();
    if (word && word.text !== "\n" && word.text !== ";") {
      this.at -= 1;
      if (word.text !== "}") throw new Unreadable(`"${word.text}" is not expected here`);
    }
  }

  /** Words until the end of the line, its verdict's options. */
  skipWords(): void {
    while (!/^(?:\n|;|\}|comment)$/.test(this.peek()?.text ?? "\n")) this.next();
  }

  /** To the end of the statement, over the blocks in it. */
  skipStatement(): void {
    let depth = 0;
    for (let word = this.peek(); word; word = this.peek()) {
      if (word.text === "}" && depth === 0) return;
      if (word.text === "{") depth += 1;
      if (word.text === "}") depth -= 1;
      this.next();
      if (depth === 0 && (word.text === "\n" || word.text === ";")) return;
    }
  }

  /** Steps over "==" or "!=", and says whether what follows is excluded. */
  isNegated(): boolean {
    const word = this.peek()?.text;
    if (word === "!=" || word === "==") this.next();
    return word === "!=";
  }

  /** One value, a list "a,b", or a set "{ a, b }"; timeouts, counters and comments of elements fall away. */
  values(): string[] {
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

  /** Whether the rule ends in a verdict behind this place. */
  hasVerdictAhead(): boolean {
    for (let at = this.at; at < this.tokens.length; at += 1) {
      const word = this.tokens[at]?.text;
      if (word === "\n" || word === ";" || word === "}") return false;
      if (word === "accept" || word === "drop" || word === "reject" || word === "jump" || word === "goto") return true;
    }
    return false;
  }
}
