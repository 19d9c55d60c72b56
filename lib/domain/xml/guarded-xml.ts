import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from "saxes";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";

/**
 * XML from a scanner or a maker, read as a stream. Nothing is fetched and no entity is expanded: a DOCTYPE with anything
 * but the root's name, other processing instructions, and documents that grow without an end are refused. The parser
 * itself has no such limits.
 */

export const XML_LIMITS = {
  depth: 32,
  attributesPerElement: 2_000,
  charsPerText: 65_536,
  charsPerPiece: 4_194_304,
} as const;

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** `text` is the element's own text, without that of its children; cut at the limit. */
  close(name: string, text: string): void;
}

export interface XmlEnd {
  /** The root element was closed. */
  readonly isComplete: boolean;
  /** What broke the document, in the parser's words with its line; null when nothing did. */
  readonly fault: string | null;
}

/** A character that XML forbids is shown as text; the structure is intact. */
const FORGIVEN = /disallowed character/;
const PASSED_OVER = new Error("passed over");

/** A hostile document breaks a rule with each of its characters, and an error with its stack costs microseconds. */
class FrugalParser extends SaxesParser<{ xmlns: false }> {
  private hasFault = false;

  override makeError(message: string): Error {
    if (this.hasFault || FORGIVEN.test(message)) return PASSED_OVER;
    this.hasFault = true;
    return super.makeError(message);
  }
}

export class GuardedXml {
  private readonly decoder = new TextDecoder("utf-8");
  private readonly parser = new FrugalParser({ xmlns: false });
  private readonly texts: string[] = [];
  private charsSinceEvent = 0;
  private attributes = 0;
  private doctypes = 0;
  private hasClosedRoot = false;
  private fault: string | null = null;

  /** `roots`: names of root elements, and of a bare DOCTYPE, that are accepted. `title` begins error sentences. */
  constructor(
    private readonly roots: readonly string[],
    private readonly title: string,
    handler: XmlHandler,
  ) {
    const { parser } = this;
    parser.on("error", (error) => {
      if (error !== PASSED_OVER) this.fault ??= cleanText(error.message, 160);
    });
    parser.on("doctype", (text) => this.checkDoctype(text));
    parser.on("processinginstruction", ({ target }) => {
      this.note();
      if (target !== "xml-stylesheet") this.refuse("holds a processing instruction that no such file needs");
    });
    parser.on("comment", () => this.note());
    parser.on("opentagstart", () => {
      this.note();
      this.attributes = 0;
    });
    parser.on("attribute", (_attribute: SaxesAttributePlain) => {
      this.note();
      this.attributes += 1;
      if (this.attributes > XML_LIMITS.attributesPerElement) this.refuse("has an element with thousands of attributes");
    });
    parser.on("opentag", (tag: SaxesTagPlain) => {
      this.note();
      if (this.texts.length === 0 && !roots.includes(tag.name)) this.refuse("starts with another element");
      if (this.texts.length >= XML_LIMITS.depth) this.refuse("is nested too deeply");
      this.texts.push("");
      if (!this.fault) handler.open(tag.name, tag.attributes);
    });
    parser.on("text", (text) => this.addText(text));
    parser.on("cdata", (text) => this.addText(text));
    parser.on("closetag", (tag: SaxesTagPlain) => {
      this.note();
      const text = this.texts.pop() ?? "";
      if (!this.fault) handler.close(tag.name, text);
      if (this.texts.length === 0) this.hasClosedRoot = true;
    });
  }

  /** Throws AppError("damaged-file") for documents that are refused. After a fault the rest is passed over. */
  push(chunk: Uint8Array): void {
    if (this.fault || this.hasClosedRoot) return;
    // In pieces, so that a limit bites before much more has been read.
    for (let at = 0; at < chunk.length && !this.fault; at += 65_536) {
      const text = this.decoder.decode(chunk.subarray(at, at + 65_536), { stream: true });
      this.charsSinceEvent += text.length;
      this.parser.write(text);
      if (this.charsSinceEvent > XML_LIMITS.charsPerPiece) this.refuse("has one piece of several megabytes");
    }
  }

  finish(): XmlEnd {
    if (!this.fault && !this.hasClosedRoot) {
      const before = this.fault;
      this.parser.close();
      // "Unclosed tag" is how the parser says that the file ends early.
      if (before === null && this.fault && /unclosed|unexpected end/i.test(this.fault)) this.fault = null;
    }
    return { isComplete: this.hasClosedRoot, fault: this.fault };
  }

  private note(): void {
    this.charsSinceEvent = 0;
  }

  private addText(text: string): void {
    this.note();
    const at = this.texts.length - 1;
    const known = this.texts[at];
    if (known !== undefined && known.length < XML_LIMITS.charsPerText) {
      this.texts[at] = known + text.slice(0, XML_LIMITS.charsPerText - known.length);
    }
  }

  private checkDoctype(text: string): void {
    this.note();
    this.doctypes += 1;
    if (this.doctypes > 1) this.refuse("has several DOCTYPEs");
    if (!this.roots.includes(text.trim())) this.refuse("declares entities or an external DTD in its DOCTYPE");
  }

  private refuse(what: string): never {
    throw new AppError(
      "damaged-file",
      `${this.title} ${what}. No program writes it like that, so the file was not read. Export it again.`,
    );
  }
}
