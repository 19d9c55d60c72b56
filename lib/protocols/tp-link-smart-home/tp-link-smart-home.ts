import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const PORT = 9999;
/** Each byte is the exclusive or of the plain one and the one before it, the first with this. */
const FIRST_KEY = 171;
/** `{"` so written: how every message begins. */
const START = 0xd0f2;
const LENGTH_BYTES = 4;
const MAX_BYTES = 8_192;
/** get_sysinfo; what tells where its owner lives (latitude, longitude) is not taken. */
const FIELDS: readonly (readonly [key: string, field: IdentityField])[] = [
  ["alias", "name"],
  ["model", "model"],
  ["sw_ver", "firmware"],
  ["hw_ver", "hardware"],
  ["dev_name", "description"],
  ["description", "description"],
  ["deviceId", "instance"],
];
const CONTROLS = /"(?:set_relay_state|set_led_off|transition_light_state|reboot|reset|set_brightness)"/;
const FIRMWARE = /"(?:download_firmware|flash_firmware)"/;
const WRITES = /"(?:set_\w+|add_rule|edit_rule|delete_\w+|erase_\w+|bind|unbind)"/;

interface HomeMessage {
  readonly operation: Operation | null;
  readonly isAnswer: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string | null;
}

function decrypt(reader: ByteReader): string {
  const bytes = reader.view(reader.remaining);
  const plain = new Uint8Array(bytes.length);
  let key = FIRST_KEY;
  for (let i = 0; i < bytes.length; i += 1) {
    plain[i] = bytes[i] ^ key;
    key = bytes[i];
  }
  return new TextDecoder().decode(plain);
}

function systemOf(text: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(text);
    const found = (said as { system?: { get_sysinfo?: unknown } } | null)?.system?.get_sysinfo;
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function operationOf(text: string): Operation {
  if (FIRMWARE.test(text)) return "firmware";
  if (CONTROLS.test(text)) return "control";
  return WRITES.test(text) ? "write" : "read";
}

/** Plugs, bulbs and switches of the Kasa line: JSON behind a cipher without a key. */
export const tpLinkSmartHome = defineDecoder<HomeMessage>({
  name: "tp-link-smart-home",
  title: "TP-Link Smart Home",
  standard: "TP-Link Smart Home protocol (unpublished), as described by public research",
  family: "iot",
  carriers: [
    { layer: "tcp", ports: [PORT] },
    { layer: "udp", ports: [PORT] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 128,
  elsewhere: { tcp: { firstBytes: [0x00], fewestBytes: 6 }, udp: NEVER_CERTAIN },
  probe(reader, context) {
    const at = context.layer === "tcp" ? LENGTH_BYTES : 0;
    if (reader.peek16(at) !== START) return "no";
    if (context.layer === "udp") return context.receiverPort === PORT || context.senderPort === PORT ? "certain" : "no";
    return reader.peek16(0) === 0 && reader.peek16(2) <= MAX_BYTES ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < LENGTH_BYTES) return 0;
    const length = reader.peek16(2);
    return reader.peek16(0) === 0 && length > 0 && length <= MAX_BYTES ? LENGTH_BYTES + length : -1;
  },
  read(reader, context) {
    // A cut text is no JSON.
    if (context.isCut || reader.remaining > MAX_BYTES) return null;
    const text = decrypt(context.layer === "tcp" ? reader.skip(LENGTH_BYTES) : reader);
    const system = systemOf(text);
    // A question asks get_sysinfo with null or an empty object.
    if (!system || Object.keys(system).length === 0) {
      const isAnswer = text.includes('"err_code"');
      return { isAnswer, operation: isAnswer ? null : operationOf(text), facts: [], mac: null };
    }
    const facts = FIELDS.flatMap(([key, field]) => {
      const value = system[key];
      return typeof value === "string" && value.trim() !== "" ? [[field, value] as const] : [];
    });
    const mac = typeof system.mac === "string" ? system.mac.toLowerCase().replaceAll("-", ":") : "";
    return { isAnswer: true, operation: null, facts, mac: /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac) ? mac : null };
  },
  observe({ isAnswer, operation, facts, mac }, observer, context) {
    observer.direction(isAnswer ? "response" : "request");
    if (operation) observer.operation(operation);
    for (const [field, value] of facts) observer.identity(field, value);
    if (facts.length > 0) observer.identity("vendor", "TP-Link", { inferred: true });
    if (mac && context.senderIp && isHostAddress(context.senderIp)) observer.binding(context.senderIp, mac, "stated");
  },
});
