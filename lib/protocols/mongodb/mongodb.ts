import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readBsonTexts } from "./bson";

/** MongoDB documentation, "Wire Protocol": a header of four little-endian numbers, the last one says what follows. */
const HEADER_BYTES = 16;
const OPERATION = { reply: 1, query: 2004, message: 2013 } as const;
const OPERATIONS: readonly number[] = Object.values(OPERATION);
const MAX_MESSAGE_BYTES = 48_000_000;
/** Behind this the message is data. */
const MAX_READ_BYTES = 65_536;
const REPLY_FIXED_BYTES = 20;
const QUERY_FIXED_BYTES = 8;
const BODY_SECTION = 0;

interface MongodbMessage {
  readonly isRequest: boolean;
  readonly texts: ReadonlyMap<string, string>;
}

const u32leAt = (reader: ByteReader, ahead: number) =>
  reader.peek(ahead) +
  reader.peek(ahead + 1) * 256 +
  reader.peek(ahead + 2) * 65_536 +
  reader.peek(ahead + 3) * 16_777_216;

export const mongodb = defineDecoder<MongodbMessage>({
  name: "mongodb",
  title: "MongoDB",
  standard: "MongoDB Wire Protocol (OP_MSG, OP_QUERY, OP_REPLY)",
  family: "it",
  carriers: [{ layer: "tcp", ports: [27017] }],
  security: "mixed",
  messagesPerFlow: 12,
  elsewhere: { tcp: { fewestBytes: 17 } },
  probe(reader) {
    const length = u32leAt(reader, 0);
    const operation = u32leAt(reader, 12);
    if (reader.remaining <= HEADER_BYTES || length < 26 || length > MAX_MESSAGE_BYTES) return "no";
    if (operation === OPERATION.reply) return "maybe";
    return operation === OPERATION.query || operation === OPERATION.message ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = u32leAt(reader, 0);
    return OPERATIONS.includes(u32leAt(reader, 12)) && length > HEADER_BYTES && length <= MAX_MESSAGE_BYTES
      ? length
      : -1;
  },
  read(reader) {
    if (reader.length > MAX_READ_BYTES) return null;
    const isRequest = reader.skip(8).u32le() === 0;
    const operation = reader.u32le();
    if (operation === OPERATION.message) {
      reader.skip(4);
      if (reader.u8() !== BODY_SECTION) return null;
    } else if (operation === OPERATION.query) {
      reader.skip(4);
      reader.skip(reader.indexOf(0) + 1 + QUERY_FIXED_BYTES);
    } else {
      reader.skip(REPLY_FIXED_BYTES);
    }
    return { isRequest, texts: readBsonTexts(reader) };
  },
  observe({ isRequest, texts }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (isRequest) {
      // The driver says in its first message on what it runs ("MongoDB Handshake" specification).
      const os = [texts.get("client.os.name"), texts.get("client.os.version")].filter(Boolean).join(" ");
      if (os) observer.identity("os", os, { protocol: "mongodb client" });
      const program = texts.get("client.application.name");
      if (program) observer.identity("description", program, { protocol: "mongodb client" });
      if (texts.get("mechanism") === "PLAIN") observer.service({ flag: "cleartext-login" });
      return;
    }
    // buildInfo is the only answer that holds a revision of the source beside the version.
    const version = texts.has("gitVersion") ? texts.get("version") : undefined;
    observer.service(version ? { product: "MongoDB", version } : { product: "MongoDB" });
  },
});
