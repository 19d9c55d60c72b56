import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { elementText } from "../framing/xml-text";

interface Announcement {
  readonly isRequest: boolean;
  readonly endpoint: string | null;
  readonly types: string;
  readonly scopes: readonly string[];
}

const MAX_BYTES = 16_384;
const ACTION = "schemas.xmlsoap.org/ws/2005/04/discovery";
const ACTION_1_1 = "docs.oasis-open.org/ws-dd/ns/discovery";

/** ONVIF core specification §7.3.2.2: scopes that describe the device. */
const SCOPES: readonly (readonly [string, IdentityField])[] = [
  ["onvif://www.onvif.org/name/", "name"],
  ["onvif://www.onvif.org/hardware/", "model"],
  ["onvif://www.onvif.org/location/", "location"],
  ["onvif://www.onvif.org/manufacturer/", "vendor"],
];

/** One service answers with one match; a discovery proxy (§5) hands on those of many, and none of them is its own. */
const MATCH_END = /<\/(?:[\w.-]{1,40}:)?EndpointReference\s*>/g;

function decodeScope(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const wsDiscovery = defineDecoder<Announcement>({
  name: "ws-discovery",
  title: "WS-Discovery",
  standard: "OASIS WS-Discovery 1.1",
  family: "iot",
  carriers: [{ layer: "udp", ports: [3702] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [0x3c], fewestBytes: 22 } },
  probe(reader) {
    if (reader.peek(0) !== 0x3c) return "no";
    for (let at = 0; at < reader.remaining; at += 1) {
      if (reader.peek(at) !== 0x2f) continue;
      if (reader.startsWith("/ws/2005/04/discovery", at) || reader.startsWith("/ws-dd/ns/discovery", at))
        return "certain";
    }
    return "no";
  },
  read(reader) {
    const xml = reader.utf8(Math.min(reader.remaining, MAX_BYTES));
    if (!xml.includes(ACTION) && !xml.includes(ACTION_1_1)) return null;
    const action = elementText(xml, "Action") ?? "";
    if ((xml.match(MATCH_END)?.length ?? 0) > 1) return null;
    // The header may hold an address for answers, and that is everybody's ("anonymous").
    const body = xml.slice(Math.max(0, xml.indexOf("EndpointReference")));
    const scopes = (elementText(xml, "Scopes") ?? "").split(/\s+/, 32);
    return {
      isRequest: action.endsWith("/Probe") || action.endsWith("/Resolve"),
      endpoint: elementText(body, "Address"),
      types: elementText(xml, "Types") ?? "",
      scopes,
    };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.isRequest) return;
    if (message.endpoint && /^(urn:)?uuid:/.test(message.endpoint)) observer.identity("instance", message.endpoint);
    if (message.types.includes("NetworkVideoTransmitter")) observer.identity("role", "camera");
    else if (message.types.includes("PrintDeviceType")) observer.identity("role", "printer");
    for (const scope of message.scopes) {
      for (const [prefix, field] of SCOPES) {
        if (scope.startsWith(prefix))
          observer.identity(field, decodeScope(scope.slice(prefix.length)), { protocol: "onvif scope" });
      }
    }
  },
});
