import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

const PORT = 6454;
const MAGIC = "Art-Net\0";
/** Art-Net 4, table 1: operation codes, little-endian. */
const CODE = { poll: 0x2000, pollReply: 0x2100 } as const;
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [CODE.poll, "diagnose"],
  [0x5000, "control"],
  [0x5100, "control"],
  [0x6000, "program"],
  [0x7000, "program"],
  [0x9900, "control"],
  [0xf200, "firmware"],
  [0xf800, "program"],
]);
/** ArtPollReply: places of its fields. */
const AT = { ip: 10, version: 16, shortName: 26, longName: 44, style: 200, mac: 201 } as const;
const SHORT_NAME_BYTES = 18;
const LONG_NAME_BYTES = 64;
/** Style codes, table 4. */
const ROLES: ReadonlyMap<number, string> = new Map([
  [0, "lighting-node"],
  [1, "lighting-controller"],
]);

interface ArtNetMessage {
  readonly code: number;
  readonly reply: {
    readonly ip: string;
    readonly mac: string | null;
    readonly version: string;
    readonly names: readonly [string, string];
    readonly role: string | null;
  } | null;
}

/** Light and stage technology in buildings. */
export const artNet = defineDecoder<ArtNetMessage>({
  name: "art-net",
  title: "Art-Net",
  standard: "Artistic Licence Art-Net 4",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x41], fewestBytes: 10 } },
  probe: (reader) => (reader.startsWith(MAGIC) && reader.remaining >= 10 ? "certain" : "no"),
  read(reader) {
    const code = reader.seek(MAGIC.length).u16le();
    if (code !== CODE.pollReply) return { code, reply: null };
    const ip = reader.seek(AT.ip).ipv4();
    const version = `${reader.seek(AT.version).u8()}.${reader.u8()}`;
    const shortName = readFixedText(reader.seek(AT.shortName), SHORT_NAME_BYTES);
    const longName = readFixedText(reader.seek(AT.longName), LONG_NAME_BYTES);
    const hasMac = reader.length >= AT.mac + 6;
    const role = hasMac ? (ROLES.get(reader.seek(AT.style).u8()) ?? null) : null;
    const mac = hasMac ? reader.mac() : null;
    return { code, reply: { ip, mac, version, names: [shortName, longName], role } };
  },
  observe({ code, reply }, observer) {
    const operation = OPERATIONS.get(code);
    if (operation) {
      observer.direction("request");
      observer.operation(operation);
    }
    if (!reply) return;
    observer.direction("response");
    const [shortName, longName] = reply.names;
    if (shortName !== "") observer.identity("name", shortName);
    if (longName !== "" && longName !== shortName) observer.identity("description", longName);
    if (reply.version !== "0.0") observer.identity("firmware", reply.version, { inferred: true });
    if (reply.role) observer.identity("role", reply.role);
    if (reply.mac && !/^(?:00:){5}00$/.test(reply.mac) && isHostAddress(reply.ip))
      observer.binding(reply.ip, reply.mac, "stated");
  },
});
