import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** The agent sends its whole report unasked; the first section says what it is and on which host it runs. */
const START = "<<<check_mk>>>\n";
const NEXT_SECTION = "\n<<<";
const LF = 0x0a;
const MAX_SECTION_BYTES = 8192;

type Section = ReadonlyMap<string, string>;

/** Where the first section ends; 0 while that has not come yet. */
function sectionEnd(reader: ByteReader): number {
  const limit = Math.min(reader.remaining, MAX_SECTION_BYTES);
  let at = START.length - 1;
  while (at >= 0 && at < limit) {
    if (reader.startsWith(NEXT_SECTION, at)) return at + 1;
    at = reader.indexOf(LF, limit, at + 1);
  }
  return limit === MAX_SECTION_BYTES ? limit : 0;
}

export const checkMk = defineDecoder<Section>({
  name: "check-mk",
  title: "Checkmk agent",
  standard: "Checkmk, agent output sections",
  family: "it",
  carriers: [{ layer: "tcp", ports: [6556] }],
  security: "cleartext",
  messagesPerFlow: 1,
  elsewhere: { tcp: { firstBytes: [0x3c], fewestBytes: 15 } },
  probe: (reader) => (reader.startsWith(START) ? "certain" : "no"),
  frame(reader) {
    if (reader.remaining < START.length) return 0;
    return reader.startsWith(START) ? sectionEnd(reader) : -1;
  },
  read(reader) {
    const lines = reader.skip(START.length).utf8(reader.remaining).split("\n").slice(0, -1);
    return new Map(
      lines.flatMap((line) => {
        const [key, value] = line.split(": ", 2);
        return key && value ? [[key, value.trim()] as const] : [];
      }),
    );
  },
  observe(section, observer) {
    observer.direction("response");
    const version = section.get("Version");
    observer.service(version ? { product: "Checkmk agent", version } : { product: "Checkmk agent" });
    const name = section.get("Hostname");
    const os = section.get("AgentOS");
    if (name) observer.identity("name", name);
    if (os) observer.identity("os", os);
  },
});
