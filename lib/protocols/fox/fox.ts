import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

/** Keys of the hello message, as every Niagara station sends them; Tridium publishes no specification. */
const FIELDS: readonly (readonly [key: string, field: IdentityField])[] = [
  ["station.name", "name"],
  ["hostName", "name"],
  ["app.version", "firmware"],
  ["os.name", "os"],
  ["brandId", "vendor"],
  ["hostId", "instance"],
];
const HEAD = "fox a ";
const END = "};;\n";
const MAX_BYTES = 16_384;

interface FoxMessage {
  readonly isHello: boolean;
  readonly values: ReadonlyMap<string, string>;
}

/** "key=s:text" lines of a frame; values of other types than s and i are passed over. */
function readValues(lines: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const equals = line.indexOf("=");
    const type = line.slice(equals + 1, equals + 3);
    if (equals > 0 && (type === "s:" || type === "i:"))
      values.set(line.slice(0, equals), line.slice(equals + 3).trim());
  }
  return values;
}

export const fox = defineDecoder<FoxMessage>({
  name: "fox",
  title: "Niagara Fox",
  standard: "Tridium Niagara Fox 1.0, as spoken by Niagara AX and 4",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [1911, 3011] }],
  security: "cleartext",
  messagesPerFlow: 16,
  elsewhere: { tcp: { firstBytes: [0x66], fewestBytes: 6 } },
  probe: (reader) => (reader.startsWith(HEAD) ? "certain" : "no"),
  frame(reader) {
    if (reader.remaining >= HEAD.length && !reader.startsWith(HEAD)) return -1;
    for (let at = 0; at < Math.min(reader.remaining, MAX_BYTES); at += 1) {
      if (reader.peek(at) === 0x7d && reader.startsWith(END, at)) return at + END.length;
    }
    return reader.remaining > MAX_BYTES ? -1 : 0;
  },
  read(reader, { isCut }) {
    const text = reader.latin1(reader.remaining);
    if (!text.startsWith(HEAD)) reader.reject("a frame that does not start with fox");
    const lines = text.split("\n", 256);
    // What the last line of a cut frame would have gone on to say is not known.
    if (isCut) lines.pop();
    return { isHello: lines[0]?.endsWith(" fox hello") ?? false, values: readValues(lines) };
  },
  observe({ isHello, values }, observer, context) {
    if (!isHello) return;
    for (const [key, field] of FIELDS) {
      const value = values.get(key);
      if (value) observer.identity(field, value, { protocol: `fox ${key}` });
    }
    const osVersion = values.get("os.version");
    if (osVersion) observer.identity("os", osVersion, { protocol: "fox os.version" });
    const vm = [values.get("vm.name"), values.get("vm.version")].filter((it) => it).join(" ");
    // Of a cut hello the version may be missing, and with it half of the sentence.
    if (vm && !context.isCut) observer.identity("description", vm, { protocol: "fox vm" });
    if (values.has("station.name")) observer.identity("role", "building controller", { inferred: true });
    const version = values.get("app.version");
    if (!context.fromInitiator && version) {
      observer.service({ product: `Niagara ${values.get("app.name") ?? ""}`.trim(), version });
    }
  },
});
