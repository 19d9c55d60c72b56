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

/** Greeting and, without keeping it, the fact that a password crossed the wire. */
export const ftp = defineDecoder<{ readonly line: string; readonly isReply: boolean }>({
  name: "ftp",
  title: "FTP",
  standard: "RFC 959",
  family: "it",
  carriers: [{ layer: "tcp", ports: [21] }],
  security: "cleartext",
  messagesPerFlow: 16,
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
  observe({ line, isReply }, observer) {
    observer.direction(isReply ? "response" : "request");
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
