import "server-only";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** What a column of COPY's text format can hold; objects go through `storableJson` first. */
export type CopyCell = string | number | boolean | null | readonly string[];

/** Few large chunks: each costs a message of the protocol. */
const CHUNK_LENGTH = 256 * 1024;

/** Reads rows into `target` ("flow (content_id, seq)") by COPY: no plan, no parameters, the cheapest way in there is. */
export async function copyIn(
  client: pg.ClientBase,
  target: string,
  rows: Iterable<readonly CopyCell[]>,
): Promise<void> {
  await pipeline(
    Readable.from(chunksOf(rows), { objectMode: false }),
    client.query(copyFrom(`copy ${target} from stdin`)),
  );
}

function* chunksOf(rows: Iterable<readonly CopyCell[]>): Generator<Buffer> {
  let chunk = "";
  for (const row of rows) {
    chunk += `${row.map(copyText).join("\t")}\n`;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield Buffer.from(chunk);
    chunk = "";
  }
  if (chunk !== "") yield Buffer.from(chunk);
}

/** https://www.postgresql.org/docs/18/sql-copy.html, "Text Format". */
function copyText(cell: CopyCell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "string") return escapeText(cell);
  if (typeof cell === "object") return escapeText(arrayText(cell));
  return String(cell);
}

const SPECIAL = /[\\\n\r\t\b\f\v]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t\b\f\v]/g, (char) => ESCAPES[char] ?? char) : text;
}

/** The text of a one-dimensional array. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
