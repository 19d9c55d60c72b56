import { parseIp } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";

/** [MS-DCOM] §2.2.19.3: how a host is reached by TCP. */
const TOWER_TCP = 0x07;
const MAX_SEARCH_BYTES = 4_096;
const MAX_NAME = 255;

/**
 * The first name of a host among the bindings that an answer holds ("HISTORIAN2[49664]"): a tower id, then text in UTF-16
 * that ends with a port in brackets and a NUL. Addresses among them are passed over. Null when there is none.
 */
export function findHostName(reader: ByteReader): string | null {
  const end = Math.min(reader.remaining, MAX_SEARCH_BYTES);
  for (let at = 0; at + 4 < end; at += 1) {
    if (reader.peek(at) !== TOWER_TCP || reader.peek(at + 1) !== 0) continue;
    const text = bindingAt(reader, at + 2);
    if (text === null) continue;
    const name = text.slice(0, text.indexOf("["));
    if (parseIp(name) === null && /[a-z]/i.test(name)) return name;
  }
  return null;
}

/** Peeks: the text at `start` when it is a host with a port and ends there, else null. */
function bindingAt(reader: ByteReader, start: number): string | null {
  let text = "";
  for (let at = start; text.length <= MAX_NAME + 8; at += 2) {
    const low = reader.peek(at);
    if (reader.peek(at + 1) !== 0) return null;
    if (low === 0) return /^[\w.-]{1,255}\[\d{1,5}\]$/.test(text) ? text : null;
    text += String.fromCharCode(low);
  }
  return null;
}
