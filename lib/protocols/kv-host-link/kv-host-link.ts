import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

const PORT = 8501;
const CR = 13;
const LF = 10;
const MAX_BYTES = 8_192;
const SHORTEST = 3;
/** Asks for the model. */
const ASK_MODEL = "?K";

/** A device of the controller with its format ("DM100.U"), as reads and writes name it. */
const DEVICE =
  "(?:R|B|MR|LR|CR|VB|DM|EM|FM|ZF|W|TM|Z|T|C|TC|TS|CC|CS|CM|VM|CTC|CTH|AT|D|E|F|M|L|X|Y)\\d[0-9A-F]{0,6}(?:\\.[USDLH])?";
const COMMANDS: readonly (readonly [line: RegExp, operation: Operation])[] = [
  [new RegExp(`^(?:RDS?|RDE) ${DEVICE}(?: \\d+)?$`), "read"],
  [new RegExp(`^(?:WRS?|WRE|WSS?) ${DEVICE} [-0-9A-F ]+$`), "write"],
  [new RegExp(`^(?:ST|RS) ${DEVICE}$`), "control"],
  [new RegExp(`^(?:STS|RSS) ${DEVICE} \\d+$`), "control"],
  [/^M[01]$/, "control"],
  [/^ER$/, "control"],
  [/^WRT \d\d(?: \d{1,2}){6}$/, "write"],
  [/^\?[KEM]$/, "diagnose"],
  [/^(?:MBS|MWS)(?: \S+)+$/, "read"],
  [/^M[BW]R$/, "read"],
];
/** Commands that no line of another protocol looks like. */
const TELLING = new RegExp(`^(?:(?:RDS?|WRS?) ${DEVICE}\\b|\\?K$)`);

/** What `?K` answers, by the manuals' lists of CPU units. */
const MODELS: ReadonlyMap<string, string> = new Map([
  ["48", "KV-700"],
  ["49", "KV-700"],
  ["50", "KV-1000"],
  ["51", "KV-3000"],
  ["52", "KV-5000"],
  ["53", "KV-5500"],
  ["54", "KV-7300"],
  ["55", "KV-7500"],
  ["57", "KV-8000"],
  ["58", "KV-8000A"],
  ["59", "KV-X310"],
  ["60", "KV-X520"],
  ["61", "KV-X530"],
  ["62", "KV-X500"],
  ["63", "KV-X550"],
  ["128", "KV-NC32"],
  ["132", "KV-N60"],
  ["133", "KV-N40"],
  ["134", "KV-N24"],
]);

interface KvLine {
  readonly isCommand: boolean;
  readonly operation: Operation | null;
  readonly model: string | null;
}

/** Commands end with CR, answers with CR and LF; a line feed that opens the next message belongs to the one before. */
function frameOf(reader: ByteReader): number {
  const end = reader.indexOf(CR, Math.min(reader.remaining, MAX_BYTES));
  if (end < 0) return reader.remaining > MAX_BYTES ? -1 : 0;
  return reader.peek(end + 1) === LF ? end + 2 : end + 1;
}

/** Peeks: the line as text where it is short, printable and whole; else empty. */
function peekLine(reader: ByteReader): string {
  const end = reader.indexOf(CR, Math.min(reader.remaining, 64));
  let line = "";
  for (let at = 0; at < end; at += 1) {
    const byte = reader.peek(at);
    if (byte < 0x20 || byte > 0x7e) return "";
    line += String.fromCharCode(byte);
  }
  return line;
}

/** Keyence's KV controllers: their model, and who reads, writes and stops them. */
export const kvHostLink = defineDecoder<KvLine>({
  name: "kv-host-link",
  title: "KV host link (Keyence)",
  standard: "Keyence KV series, host link (upper link) communication, Ethernet units' manuals",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [PORT] },
    { layer: "udp", ports: [PORT] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: {
    tcp: { firstBytes: [0x3f, 0x52, 0x57], fewestBytes: SHORTEST },
    udp: { firstBytes: [0x3f, 0x52, 0x57], fewestBytes: SHORTEST },
  },
  probe(reader, { senderPort, receiverPort, fromInitiator }) {
    const line = peekLine(reader);
    if (line === "") return "no";
    if (TELLING.test(line)) return line === ASK_MODEL && receiverPort !== PORT ? "maybe" : "certain";
    if (COMMANDS.some(([pattern]) => pattern.test(line))) return "maybe";
    const isAnswer = !fromInitiator && senderPort === PORT && /^(?:OK|E[0-6]|[-+0-9A-F. ]+)$/.test(line);
    return isAnswer ? "maybe" : "no";
  },
  frame: frameOf,
  read(reader, context) {
    const end = reader.indexOf(CR);
    const line = reader.latin1(end < 0 ? reader.remaining + 1 : end).trim();
    if (!context.fromInitiator) {
      const model = context.state === ASK_MODEL ? (MODELS.get(line) ?? null) : null;
      context.state = null;
      return { isCommand: false, operation: null, model };
    }
    context.state = line === ASK_MODEL ? ASK_MODEL : null;
    const operation = COMMANDS.find(([pattern]) => pattern.test(line))?.[1] ?? null;
    return { isCommand: operation !== null, operation, model: null };
  },
  observe({ isCommand, operation, model }, observer) {
    if (isCommand) observer.direction("request");
    if (operation) observer.operation(operation);
    if (!model) return;
    observer.identity("vendor", "Keyence", { inferred: true });
    observer.identity("model", model, { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
