import { once } from "node:events";
import { visibleJson, visibleLines, writtenOut } from "@/lib/domain/invisible";

/**
 * Data goes to stdout, everything said to people to stderr, so that pipes carry data alone. Either may end on a
 * terminal, which obeys what it is sent: whoever named a device, a file or a server has no say there.
 */
export function print(text: string): void {
  printLines(forTerminal(text));
}

/** A carriage return by itself would write over the line's beginning. */
const forTerminal = (text: string) => visibleLines(text).replace(/\r(?!\n)/g, writtenOut);

export function printJson(document: unknown): void {
  printLines(visibleJson(JSON.stringify(document, null, process.stdout.isTTY ? 2 : 0)));
}

function printLines(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Characters collected before they are written. */
const PIECE_CHARACTERS = 65_536;

/**
 * The JSON of an object whose values may be lists made one by one: the whole text never stands in memory, nor do the
 * lists, and the reader of a pipe sets the pace. One line, as `printJson` makes outside of a terminal.
 */
export async function printJsonInPieces(document: Readonly<Record<string, unknown>>): Promise<void> {
  let text = "";
  for (const piece of jsonPieces(document)) {
    text += piece;
    if (text.length < PIECE_CHARACTERS) continue;
    if (!process.stdout.write(visibleJson(text))) await once(process.stdout, "drain");
    text = "";
  }
  printLines(visibleJson(text));
}

/** Concatenated: what JSON.stringify gives of the document with its iterables as arrays. */
export function* jsonPieces(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = "{";
  for (const [name, value] of Object.entries(document)) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ",";
    if (isIterable(value)) yield* listPieces(value);
    else yield JSON.stringify(value) ?? "null";
  }
  yield before === "{" ? "{}" : "}";
}

function* listPieces(items: Iterable<unknown>): Generator<string> {
  let before = "[";
  for (const item of items) {
    yield before + JSON.stringify(item);
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

export function tell(message: string): void {
  process.stderr.write(`${forTerminal(message)}\n`);
}
