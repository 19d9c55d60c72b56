import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

/** A file or a listing as it is: only the session that announced its connection tells what the bytes are. */
export const ftpData = defineDecoder<Record<string, never>>({
  name: "ftp-data",
  title: "FTP data",
  standard: "RFC 959 §3.2",
  family: "it",
  carriers: [{ layer: "tcp", ports: [20] }],
  security: "cleartext",
  messagesPerFlow: 1,
  elsewhere: { tcp: NEVER_CERTAIN },
  probe: () => "maybe",
  frame: (reader) => reader.remaining,
  read: () => ({}),
  observe() {
    // The content belongs to people and is not looked at.
  },
});
