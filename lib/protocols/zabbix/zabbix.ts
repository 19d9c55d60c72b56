import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";

/** Zabbix protocol header: the mark, flags, length of the data, a reserved number; both little-endian. */
const MARK = "ZBXD";
const FLAGS_AT = 4;
const LENGTH_AT = 5;
const HEADER_BYTES = 13;
const PLAIN = 1;
const COMPRESSED = 3;
const MAX_BYTES = 65_536;
/** What an agent is asked for that its answer states about its own host. */
const HOST_KEYS: ReadonlyMap<string, "name" | "description" | "version"> = new Map([
  ["agent.hostname", "name"],
  ["system.hostname", "name"],
  ["system.hostname[]", "name"],
  ["system.uname", "description"],
  ["agent.version", "version"],
]);
const NOT_SUPPORTED = "ZBX_NOTSUPPORTED";

const lengthOf = (reader: ByteReader) => reader.peek(LENGTH_AT) | (reader.peek(LENGTH_AT + 1) << 8);
const isShort = (reader: ByteReader) => reader.peek16(LENGTH_AT + 2) === 0;
const isMessage = (reader: ByteReader) =>
  reader.startsWith(MARK) && (reader.peek(FLAGS_AT) === PLAIN || reader.peek(FLAGS_AT) === COMPRESSED);

/** The host that an agent's own request names (active checks); null when it is no such request. */
function activeHost(text: string): string | null {
  if (!/^\{\s*"request"\s*:\s*"active checks"/.test(text)) return null;
  return /"host"\s*:\s*"([^"\\]{1,255})"/.exec(text)?.[1] ?? null;
}

/** The item that was asked for, for as long as its answer is awaited. */
const askedOf = (context: MessageContext) => (typeof context.state === "string" ? context.state : null);

export const zabbix = defineDecoder<{ readonly data: string }>({
  name: "zabbix",
  title: "Zabbix",
  standard: "Zabbix, protocols: header, passive and active agent checks",
  family: "it",
  carriers: [{ layer: "tcp", ports: [10_050, 10_051] }],
  security: "mixed",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x5a], fewestBytes: 5 } },
  probe: (reader) => (isMessage(reader) ? "certain" : "no"),
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    if (!isMessage(reader) || !isShort(reader) || lengthOf(reader) > MAX_BYTES) return -1;
    return HEADER_BYTES + lengthOf(reader);
  },
  read(reader, { isCut }) {
    if (reader.peek(FLAGS_AT) !== PLAIN || isCut) return null;
    return { data: reader.skip(HEADER_BYTES).utf8(reader.remaining) };
  },
  observe({ data }, observer, context) {
    const host = activeHost(data);
    if (host !== null) {
      observer.identity("name", host, { protocol: "zabbix active-checks" });
      return;
    }
    if (context.fromInitiator) {
      context.state = data.trim();
      return;
    }
    const about = HOST_KEYS.get(askedOf(context) ?? "");
    const value = data.trim();
    if (!about || value === "" || value.startsWith(NOT_SUPPORTED)) return;
    if (about === "version") observer.service({ product: "Zabbix agent", version: value });
    else observer.identity(about, value, { protocol: `zabbix ${askedOf(context)}` });
  },
});
