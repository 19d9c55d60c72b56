import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

const PORT = 37_810;
/** Its own length (little-endian), "DHIP", session, request, then twice the length of the text behind it. */
const HEADER_BYTES = 32;
const TEXT_LENGTH_AT = 16;
const MAX_BYTES = 8_192;
const FIELDS: readonly (readonly [key: string, field: IdentityField])[] = [
  ["DeviceType", "model"],
  ["SerialNo", "serial"],
  ["Version", "firmware"],
  ["MachineName", "name"],
  ["Vendor", "vendor"],
];
/** What stands for a maker where a brand has not given its own. */
const NO_VENDOR = /^(?:private|general|oem)$/i;
const ROLES: ReadonlyMap<string, string> = new Map([
  ["IPC", "camera"],
  ["SD", "camera"],
  ["NVR", "nvr"],
  ["DVR", "nvr"],
  ["HCVR", "nvr"],
  ["XVR", "nvr"],
  ["VTO", "door-station"],
]);

interface DhipMessage {
  readonly isAnswer: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly ip: string | null;
  readonly mac: string | null;
}

type Json = Record<string, unknown>;
const asObject = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const asText = (value: unknown) => (typeof value === "string" ? value.trim() : "");

function parse(text: string): Json | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Cameras, recorders and door stations of Dahua and its brands: JSON behind a header of fixed length. */
export const dhip = defineDecoder<DhipMessage>({
  name: "dhip",
  title: "Dahua DHIP",
  standard: "Dahua DHIP (unpublished), device discovery as described by public research",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [HEADER_BYTES], fewestBytes: HEADER_BYTES } },
  probe: (reader) => (reader.startsWith("\x20\0\0\0DHIP") && reader.remaining >= HEADER_BYTES ? "certain" : "no"),
  read(reader) {
    const length = reader.seek(TEXT_LENGTH_AT).u32le();
    if (length > MAX_BYTES) return null;
    // A text of which the capture kept a part is no JSON: it raises OutOfBytes.
    const said = parse(reader.seek(HEADER_BYTES).utf8(length).replaceAll("\0", "").trim());
    if (!said) return null;
    const info = asObject(asObject(said.params).deviceInfo);
    const facts = FIELDS.map(([key, field]) => [field, asText(info[key])] as const).filter(
      ([field, value]) => value !== "" && !(field === "vendor" && NO_VENDOR.test(value)),
    );
    const role = ROLES.get(asText(info.DeviceClass));
    return {
      isAnswer: asText(said.method) === "client.notifyDevInfo",
      facts: role ? [...facts, ["role", role] as const] : facts,
      ip: parseIp(asText(asObject(info.IPv4Address).IPAddress)),
      mac: parseMac(asText(said.mac)),
    };
  },
  observe({ isAnswer, facts, ip, mac }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    if (!isAnswer) {
      observer.operation("diagnose");
      return;
    }
    for (const [field, value] of facts) observer.identity(field, value);
    if (!facts.some(([field]) => field === "vendor")) observer.identity("vendor", "Dahua", { inferred: true });
    if (ip && mac && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
