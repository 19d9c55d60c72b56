import { parseIp } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

const MAX_BYTES = 1_024;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Peeks: length of "<PRI>" with a priority of at most 191 (RFC 5424 §6.2.1), or 0. */
function priorityLength(reader: ByteReader): number {
  if (reader.peek(0) !== 0x3c) return 0;
  let value = 0;
  for (let at = 1; at <= 4; at += 1) {
    const byte = reader.peek(at);
    if (byte === 0x3e) return at > 1 && value <= 191 ? at + 1 : 0;
    if (byte < 0x30 || byte > 0x39) return 0;
    value = value * 10 + byte - 0x30;
  }
  return 0;
}

/** The HOSTNAME field may have passed a relay, so it is only inferred to be the sender's. */
export const syslog = defineDecoder<{ readonly hostName: string | null }>({
  name: "syslog",
  title: "syslog",
  standard: "RFC 5424, RFC 3164",
  family: "it",
  carriers: [{ layer: "udp", ports: [514] }],
  security: "cleartext",
  messagesPerFlow: 4,
  elsewhere: { udp: { firstBytes: [0x3c], fewestBytes: 4 } },
  probe(reader) {
    const start = priorityLength(reader);
    if (start === 0) return "no";
    if (reader.startsWith("1 ", start)) return "certain";
    return MONTHS.some((month) => reader.startsWith(`${month} `, start)) ? "certain" : "maybe";
  },
  read(reader) {
    const start = priorityLength(reader);
    const text = reader.utf8(Math.min(reader.remaining, MAX_BYTES)).slice(start);
    // RFC 5424 §6: VERSION TIMESTAMP HOSTNAME; RFC 3164 §4.1.2: Mmm dd hh:mm:ss HOSTNAME.
    const parts = text.split(" ", 8).filter((part) => part !== "");
    const isNew = parts[0] === "1";
    const isOld = MONTHS.includes(parts[0] ?? "") && /^\d\d:\d\d:\d\d$/.test(parts[2] ?? "");
    // With nothing behind it the name may be cut.
    const at = isNew ? 2 : isOld ? 3 : parts.length;
    const hostName = at + 1 < parts.length ? parts[at] : undefined;
    return {
      hostName: hostName && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(hostName) && !parseIp(hostName) ? hostName : null,
    };
  },
  observe(message, observer) {
    observer.direction("request");
    if (message.hostName) observer.identity("name", message.hostName, { inferred: true });
  },
});
