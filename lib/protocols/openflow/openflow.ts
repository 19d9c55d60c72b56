import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const HEADER_BYTES = 8;
const LAST_VERSION = 6;
const LAST_TYPE = 35;
const TYPE = { hello: 0, featuresReply: 6 } as const;
/** A reply to a request for statistics: 17 in version 1.0, 19 ("multipart") since 1.1. */
const replyType = (version: number) => (version === 1 ? 17 : 19);
const DESCRIPTION = 0;
const DESCRIPTION_BYTES = 1_056;

interface OpenFlowMessage {
  readonly datapath: string | null;
  readonly facts: readonly (readonly ["vendor" | "model" | "firmware" | "serial" | "description", string])[];
}

const NOTHING: OpenFlowMessage = { datapath: null, facts: [] };

/** Words of software that was built without a description. */
const isSaid = (value: string) => value !== "" && !/^(?:none|unknown|n\/a|not specified|0+)$/i.test(value);

/** Zero-terminated ASCII (OpenFlow 1.3.5, 7.3.5.1). */
function readName(reader: ByteReader, length: number): string {
  return (reader.latin1(length).split("\0", 1)[0] ?? "").trim();
}

function readDescription(reader: ByteReader): OpenFlowMessage {
  const facts = [
    ["vendor", readName(reader, 256)],
    ["model", readName(reader, 256)],
    ["firmware", readName(reader, 256)],
    ["serial", readName(reader, 32)],
    ["description", readName(reader, 256)],
  ] as const;
  return { datapath: null, facts: facts.filter(([, value]) => isSaid(value)) };
}

/** What a switch tells its controller of itself; the rules that it gets are not read. */
export const openflow = defineDecoder<OpenFlowMessage>({
  name: "openflow",
  title: "OpenFlow",
  standard: "ONF TS-025, OpenFlow switch specification 1.3.5; 1.0.0",
  family: "network",
  carriers: [{ layer: "tcp", ports: [6653, 6633] }],
  security: "cleartext",
  messagesPerFlow: 64,
  elsewhere: { tcp: NEVER_CERTAIN },
  probe(reader) {
    const [version, type, length] = [reader.peek(0), reader.peek(1), (reader.peek(2) << 8) | reader.peek(3)];
    if (version < 1 || version > LAST_VERSION || type < 0 || type > LAST_TYPE || length < HEADER_BYTES) return "no";
    return "maybe";
  },
  frame(reader) {
    if (reader.remaining < 4) return 0;
    const [version, length] = [reader.peek(0), (reader.peek(2) << 8) | reader.peek(3)];
    return version < 1 || version > LAST_VERSION || length < HEADER_BYTES ? -1 : length;
  },
  read(reader) {
    const version = reader.u8();
    const type = reader.u8();
    const length = reader.u16();
    reader.skip(4);
    if (type === TYPE.featuresReply && length >= 24) {
      const datapath = `${reader.u32().toString(16).padStart(8, "0")}${reader.u32().toString(16).padStart(8, "0")}`;
      return { datapath, facts: [] };
    }
    if (type !== replyType(version) || length < HEADER_BYTES + 4 + DESCRIPTION_BYTES) return NOTHING;
    if (reader.u16() !== DESCRIPTION) return NOTHING;
    return readDescription(reader.skip(version === 1 ? 2 : 6));
  },
  observe({ datapath, facts }, observer) {
    if (datapath !== null && !/^0+$/.test(datapath)) {
      observer.identity("instance", datapath, { protocol: "openflow datapath-id" });
      observer.identity("role", "switch", { inferred: true });
    }
    for (const [field, value] of facts) observer.identity(field, value);
  },
});
