import { parseIp } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";
import { firstLineContains, isReplyLine, lineFrame, readLine } from "../framing/text-line";

const COMMANDS = [
  "USER ",
  "PASS ",
  "AUTH ",
  "SYST",
  "FEAT",
  "QUIT",
  "PWD",
  "TYPE ",
  "PASV",
  "EPSV",
  "PORT ",
  "LIST",
  "RETR ",
  "STOR ",
  "CWD ",
];

/** RFC 4217 §4: no other protocol asks so; the rest of the session is TLS, and FTP all the same. */
const SECURE = ["AUTH TLS\r", "AUTH SSL\r"];

/** RFC 959 §4.1.2, §4.2; RFC 2428: "227 … (10,0,0,5,4,1)", "229 … (|||1025|)"; "PORT 10,0,0,5,4,1", "EPRT |1|10.0.0.5|1025|". */
const BY_BYTES = /(?:^227 .*?|^PORT )\(?(\d{1,3},\d{1,3},\d{1,3},\d{1,3}),(\d{1,3}),(\d{1,3})\)?/;
const BY_MARKS = /(?:^229 .*?\(|^EPRT )(.)\d?\1([\da-fA-F:.]*)\1(\d{1,5})\1/;

/** Where the sender waits for the connection of the next file; null where the line says no such thing. */
function announcedPort(line: string, senderIp: string | null): number | null {
  const byBytes = BY_BYTES.exec(line);
  const byMarks = byBytes ? null : BY_MARKS.exec(line);
  const ip = byBytes ? (byBytes[1] as string).replaceAll(",", ".") : byMarks?.[2];
  const port = byBytes ? Number(byBytes[2]) * 256 + Number(byBytes[3]) : Number(byMarks?.[3] ?? 0);
  // An address of others is a mistake behind address translation, or an attack (RFC 2577 §3).
  const isOwn = ip === "" || (ip !== undefined && parseIp(ip) === senderIp);
  return isOwn && port > 0 && port <= 0xffff ? port : null;
}

/** Greeting and, without keeping it, the fact that a password crossed the wire. */
export const ftp = defineDecoder<{ readonly line: string; readonly isReply: boolean }>({
  name: "ftp",
  title: "FTP",
  standard: "RFC 959",
  family: "it",
  carriers: [{ layer: "tcp", ports: [21] }],
  security: "cleartext",
  // A session names a port for each of its files.
  messagesPerFlow: 1_000,
  elsewhere: { tcp: { firstBytes: [0x32, 0x41], fewestBytes: 4 } },
  probe(reader) {
    if (isReplyLine(reader)) {
      if (!reader.startsWith("220")) return "no";
      return firstLineContains(reader, "FTP") ? "certain" : "maybe";
    }
    if (SECURE.some((command) => reader.startsWith(command))) return "certain";
    return COMMANDS.some((command) => reader.startsWith(command)) ? "maybe" : "no";
  },
  frame: lineFrame,
  read: (reader) => ({ isReply: isReplyLine(reader), line: readLine(reader) }),
  observe({ line, isReply }, observer, { senderIp }) {
    observer.direction(isReply ? "response" : "request");
    const port = announcedPort(line, senderIp);
    if (port !== null && senderIp !== null) {
      observer.announce({
        layer: "tcp",
        ip: senderIp,
        port,
        protocol: "ftp-data",
        role: isReply ? "server" : "client",
      });
    }
    if (!isReply) {
      if (line.startsWith("PASS ")) observer.service({ flag: "cleartext-login" });
      return;
    }
    if (!line.startsWith("220")) return;
    const text = line.slice(4).trim();
    if (text === "") return;
    const product = splitProductVersion(text.replace(/^[([]/, ""));
    if (product) observer.service(product);
    observer.identity("description", text, { protocol: "ftp banner" });
  },
});
