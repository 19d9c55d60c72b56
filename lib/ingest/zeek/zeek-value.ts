import type { TimeUs } from "@/lib/domain/observation";

/** How Zeek writes values in its ASCII and JSON logs (Zeek manual, log formats and ASCII writer). */

const ESCAPES = /\\\\|(?:\\x[0-9a-fA-F]{2})+/g;
const LAST_PLAUSIBLE_US = 9_000_000_000_000_000;

const utf8 = new TextDecoder("utf-8");

/**
 * Decodes \xNN and \\, as which newer versions of Zeek write a backslash. Once only: an escaped backslash before "x41"
 * stays the text "\x41".
 */
export function unescapeZeek(text: string): string {
  if (!text.includes("\\x") && !text.includes("\\\\")) return text;
  return text.replace(ESCAPES, (run) => {
    if (run === "\\\\") return "\\";
    const bytes = new Uint8Array(run.length / 4);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(run.slice(i * 4 + 2, i * 4 + 4), 16);
    return utf8.decode(bytes);
  });
}

/**
 * Seconds with a fraction, ISO 8601, or the milliseconds of Zeek's JSON option TS_MILLIS, as microseconds; null for masked
 * ("XXXXXXXXXX.XXXXXX") and absurd times. Shippers that count finer give as many more digits.
 */
export function parseZeekTime(text: string): TimeUs | null {
  const whole = /^(\d{13}|\d{16}|\d{19})(?:\.(\d{1,3})\d*)?$/.exec(text);
  if (whole) return Math.floor(Number(`${whole[1]}.${whole[2] ?? 0}`) * 10 ** (16 - (whole[1] as string).length));
  const epoch = /^(\d{1,10})(?:\.(\d{1,6}))?\d*$/.exec(text);
  const us = epoch ? Number(epoch[1]) * 1e6 + micros(epoch[2]) : parseIso(text);
  return us !== null && us > 0 && us < LAST_PLAUSIBLE_US ? us : null;
}

function parseIso(text: string): TimeUs | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\d*(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (!parts) return null;
  const ms = Date.parse(`${parts[1]}${parts[3] ?? "Z"}`);
  return Number.isNaN(ms) ? null : ms * 1_000 + micros(parts[2]);
}

const micros = (fraction: string | undefined) => (fraction === undefined ? 0 : Number(fraction.padEnd(6, "0")));
