import { EVERYTHING, MAX_QUERY_LENGTH, type Query } from "./query";
import { CUSTOM_PREFIX, findKey, nearestKey } from "./query-keys";
import { readAddress } from "./read-address";
import { type Operator, readCustomTest, readTest, type TypedValue, ValueError } from "./read-test";

/** What is wrong with a query and where: UTF-16 positions in the text, `to` exclusive. */
export interface QueryError {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export type ParsedQuery =
  | { readonly query: Query; readonly error: null }
  | { readonly query: null; readonly error: QueryError };

const MAX_TERMS = 100;
const MAX_DEPTH = 20;

/**
 * Reads a query: terms side by side must all hold; `or`, `not`, `-` and parentheses as usual; everything that is no
 * term is text to be found. docs/query-language.md is its description. Never throws.
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    if (text.length > MAX_QUERY_LENGTH) {
      throw new Misread(`A query has at most ${MAX_QUERY_LENGTH} characters`, MAX_QUERY_LENGTH, text.length);
    }
    return { query: new Parser(text).parse(), error: null };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { query: null, error: { message: error.message, from: error.from, to: error.to } };
  }
}

class Misread extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}

/** A key (with a name of one's own behind "custom."), an operator and the place of the value. */
export const TERM_START = /([a-z][a-z0-9_]*)(?:\.(?:"([^"]*)"|([^\s:<>=!"()]+)))?(:|!=|<=|>=|<|>|=)/iy;
/** Addresses have colons, too: aa:bb:cc:dd:ee:ff and fe80::1 are text, not a key with a value. */
const ADDRESS = /(?:[0-9a-f]{1,4}:){2,}[0-9a-f:.]*(?=[\s)]|$)|[0-9a-f]{1,4}::[0-9a-f:.]*(?=[\s)]|$)/iy;
const WORD = /[^\s()]+/y;
const VALUE = /[^\s(),]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;

class Parser {
  #at = 0;
  #terms = 0;

  constructor(readonly text: string) {}

  parse(): Query {
    this.#skipSpace();
    const query = this.#at === this.text.length ? EVERYTHING : this.#any(0);
    this.#skipSpace();
    if (this.#at < this.text.length) this.#fail('This ")" closes nothing', this.#at, this.#at + 1);
    return query;
  }

  /** `a b or c d` is (a and b) or (c and d). */
  #any(depth: number): Query {
    const parts = [this.#all(depth)];
    while (this.#takeWord("or")) parts.push(this.#all(depth));
    return parts.length === 1 ? (parts[0] as Query) : { kind: "or", parts };
  }

  #all(depth: number): Query {
    const parts: Query[] = [];
    for (;;) {
      this.#skipSpace();
      if (this.#at === this.text.length || this.text[this.#at] === ")" || this.#peekWord("or")) break;
      if (parts.length > 0) this.#takeWord("and");
      parts.push(this.#one(depth));
    }
    if (parts.length === 0) this.#fail("A condition is missing here, such as vendor:siemens", this.#at, this.#at + 1);
    return parts.length === 1 ? (parts[0] as Query) : { kind: "and", parts };
  }

  #one(depth: number): Query {
    this.#skipSpace();
    const start = this.#at;
    if (depth > MAX_DEPTH) this.#fail("These parentheses are nested too deep", start, start + 1);
    if (this.#takeWord("not") || this.#takeDash()) return { kind: "not", part: this.#one(depth + 1) };
    if (this.#at === this.text.length)
      this.#fail("A condition is missing here, such as vendor:siemens", start, start + 1);
    if (this.text[this.#at] === "(") {
      this.#at++;
      const query = this.#any(depth + 1);
      this.#skipSpace();
      if (this.text[this.#at] !== ")") this.#fail('This "(" is never closed', start, start + 1);
      this.#at++;
      return query;
    }
    if (this.text[this.#at] === ")") this.#fail('This ")" closes nothing', this.#at, this.#at + 1);
    this.#terms++;
    if (this.#terms > MAX_TERMS) this.#fail(`A query has at most ${MAX_TERMS} terms`, start, this.text.length);
    return this.#term();
  }

  #term(): Query {
    const start = this.#at;
    const term = this.#match(ADDRESS, false) ? null : this.#match(TERM_START);
    if (!term) return this.#words();
    const [whole, name = "", quotedCustom, bareCustom, operator] = term;
    const custom = quotedCustom ?? bareCustom;
    const key = custom === undefined ? findKey(name) : null;
    if (custom === undefined ? !key : name.toLowerCase() !== CUSTOM_PREFIX || custom === "") {
      const near = nearestKey(name);
      const hint = near ? `Did you mean "${near}"?` : "To look for this text, put it in quotes.";
      this.#fail(
        `There is no field "${name}${custom === undefined ? "" : `.${custom}`}". ${hint}`,
        start,
        start + whole.length - 1,
      );
    }
    const parts = this.#values(`${name}${operator}`).map(({ value, from }) => {
      try {
        return key
          ? readTest(key, operator as Operator, value)
          : readCustomTest(custom as string, operator as Operator, value);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        return this.#fail(error.message, from, this.#at);
      }
    });
    if (parts.length === 1) return parts[0] as Query;
    // "a != 1,2" says that it is neither.
    return { kind: operator === "!=" ? "and" : "or", parts };
  }

  /** One value or several with commas between them. */
  #values(before: string): { value: TypedValue; from: number }[] {
    const values: { value: TypedValue; from: number }[] = [];
    do {
      const from = this.#at;
      const quoted = this.#quoted();
      const bare = quoted === null ? this.#match(VALUE)?.[0] : null;
      if (quoted === null && bare === undefined) {
        this.#fail(`A value is missing behind "${before}"`, from, from + 1);
      }
      if (bare && /^[<>=!]/.test(bare)) {
        const sentence = `A value does not begin with "${bare[0]}": write one sign of comparison, or put the value in quotes`;
        this.#fail(sentence, from, from + 1);
      }
      values.push({ value: { text: quoted ?? bare ?? "", isQuoted: quoted !== null }, from });
    } while (this.#take(","));
    return values;
  }

  #words(): Query {
    const quoted = this.#quoted();
    if (quoted !== null) return wordsOf(quoted);
    const word = this.#match(WORD)?.[0] ?? "";
    // A block of addresses is asked for so often that it needs no key.
    const block = word.includes("/") ? readAddress(word) : null;
    return block ? { kind: "ip", ...block } : wordsOf(word);
  }

  #quoted(): string | null {
    if (this.text[this.#at] !== '"') return null;
    const start = this.#at;
    const match = this.#match(QUOTED);
    if (!match) return this.#fail("This quote is never closed", start, this.text.length);
    return (match[1] ?? "").replace(/\\(.)/gs, "$1");
  }

  #match(pattern: RegExp, isTaken = true): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match && isTaken) this.#at += match[0].length;
    return match;
  }

  #take(text: string): boolean {
    if (!this.text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** A dash before a term; one that stands alone is text. */
  #takeDash(): boolean {
    return /^-[^\s)-]/.test(this.text.slice(this.#at, this.#at + 2)) && this.#take("-");
  }

  #peekWord(word: string): boolean {
    return new RegExp(`^${word}(?=[\\s()]|$)`, "i").test(this.text.slice(this.#at, this.#at + word.length + 1));
  }

  #takeWord(word: string): boolean {
    this.#skipSpace();
    return this.#peekWord(word) && this.#take(this.text.slice(this.#at, this.#at + word.length));
  }

  #skipSpace(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #fail(message: string, from: number, to: number): never {
    throw new Misread(message, from, Math.max(from, Math.min(to, this.text.length)));
  }
}

/** PostgreSQL refuses U+0000 in a text; no stored text has one, so nothing is lost by taking it out. */
function wordsOf(text: string): Query {
  const words = text.replaceAll("\u0000", "").toLowerCase();
  return words === "" ? EVERYTHING : { kind: "words", text: words };
}
