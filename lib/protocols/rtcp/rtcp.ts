import { parseIp } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 3550 §6.1: reports and texts about a stream's senders, several in one datagram; version 2 in the upper bits. */
const VERSION_MASK = 0xc0;
const VERSION = 0x80;
const PADDING = 0x20;
const COUNT_MASK = 0x1f;
const TYPE = { senderReport: 200, receiverReport: 201, texts: 202, last: 207 } as const;
const MAX_PACKETS = 32;
/** §6.5 */
const ITEM = { end: 0, canonicalName: 1, tool: 6 } as const;
const MAX_ITEMS = 32;

interface SenderTexts {
  readonly host: string | null;
  readonly tool: string | null;
}

/** Peeks: packets of one version that end with the datagram; a report first, as each compound must begin, and texts in it. */
function isCompound(reader: ByteReader): boolean {
  const first = reader.peek(1);
  if (first !== TYPE.senderReport && first !== TYPE.receiverReport) return false;
  let at = 0;
  let holdsTexts = false;
  for (let i = 0; i < MAX_PACKETS && at + 8 <= reader.remaining; i += 1) {
    const head = reader.peek(at);
    const type = reader.peek(at + 1);
    if ((head & VERSION_MASK) !== VERSION || type < TYPE.senderReport || type > TYPE.last) return false;
    // §6.4.1: the first packet of several has no padding.
    if (i === 0 && (head & PADDING) !== 0) return false;
    holdsTexts ||= type === TYPE.texts && (head & COUNT_MASK) > 0;
    at += (reader.peek16(at + 2) + 1) * 4;
  }
  return holdsTexts && at === reader.remaining;
}

/** §6.5.1: user@host; only the host is kept, and random names (RFC 7022) and addresses are no names of a host. */
function hostOf(canonicalName: string): string | null {
  const host = canonicalName.slice(canonicalName.indexOf("@") + 1);
  const isNamed = canonicalName.includes("@") && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host) && /[a-z]/i.test(host);
  return isNamed && !parseIp(host) ? host : null;
}

/** The texts of the one who reports; a mixer (§7) adds those of others, whose number is another. */
function readChunk(texts: ByteReader, reporter: number): SenderTexts {
  let host: string | null = null;
  let tool: string | null = null;
  if (texts.u32() !== reporter) return { host, tool };
  for (let i = 0; i < MAX_ITEMS && texts.remaining > 0; i += 1) {
    const item = texts.u8();
    if (item === ITEM.end) break;
    const value = texts.nested(texts.u8());
    if (item === ITEM.canonicalName) host = hostOf(value.utf8(value.length));
    if (item === ITEM.tool) tool = value.utf8(value.length);
  }
  return { host, tool };
}

/** What a camera, a recorder or a telephone says beside its stream. Names and places of people are not kept. */
export const rtcp = defineDecoder<SenderTexts>({
  name: "rtcp",
  title: "RTCP",
  standard: "RFC 3550 §6",
  family: "iot",
  carriers: [{ layer: "udp", ports: [5005] }],
  security: "cleartext",
  messagesPerFlow: 4,
  elsewhere: { udp: { firstBytes: [[0x80, 0x9f]], fewestBytes: 16 } },
  probe: (reader) => (isCompound(reader) ? "certain" : "no"),
  read(reader) {
    let reporter: number | null = null;
    for (let i = 0; i < MAX_PACKETS && reader.remaining >= 8; i += 1) {
      const count = reader.u8() & COUNT_MASK;
      const type = reader.u8();
      const body = reader.nested(reader.u16() * 4);
      if (type === TYPE.texts && reporter !== null && count > 0) return readChunk(body, reporter);
      if (reporter === null) reporter = body.u32();
    }
    return null;
  },
  observe({ host, tool }, observer) {
    // Translators (§7) hand on what others say, so both are conclusions.
    if (host) observer.identity("name", host, { inferred: true });
    if (tool) observer.identity("description", `stream by ${tool}`, { inferred: true });
  },
});
