import { defineDecoder } from "../define-decoder";
import { readTextMessage, type TextMessage } from "../framing/text-message";

const MULTICAST_PORT = 1900;

/** UPnP standard device types that say what the sender is for. */
const ROLES: readonly (readonly [string, string])[] = [
  [":device:InternetGatewayDevice:", "router"],
  [":device:Printer:", "printer"],
  [":device:MediaRenderer:", "media-player"],
  [":device:MediaServer:", "media-server"],
  [":device:DigitalSecurityCamera:", "camera"],
];

/** NOTIFY and answers speak of the sender; M-SEARCH asks for others. */
export const ssdp = defineDecoder<TextMessage>({
  name: "ssdp",
  title: "SSDP",
  standard: "UPnP Device Architecture 2.0 §1",
  family: "iot",
  carriers: [{ layer: "udp", ports: [MULTICAST_PORT] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x48, 0x4d, 0x4e], fewestBytes: 17 } },
  probe(reader) {
    if (reader.startsWith("NOTIFY * HTTP/1.1") || reader.startsWith("M-SEARCH * HTTP/1.1")) return "certain";
    return reader.startsWith("HTTP/1.1 200 OK\r\n") ? "certain" : "no";
  },
  read: (reader) => readTextMessage(reader),
  observe({ startLine, fields }, observer) {
    if (startLine.startsWith("M-SEARCH")) {
      observer.direction("request");
      const agent = fields.get("user-agent");
      if (agent) observer.identity("description", agent, { protocol: "ssdp user-agent" });
      return;
    }
    if (startLine.startsWith("HTTP/")) observer.direction("response");
    const location = fields.get("location");
    if (location) observer.identity("description", location, { protocol: "ssdp location" });
    const server = fields.get("server");
    if (server) observer.identity("description", server, { protocol: "ssdp server" });
    const bridge = fields.get("hue-bridgeid");
    if (bridge) observer.identity("instance", bridge, { protocol: "ssdp hue-bridgeid" });
    // Roku External Control Protocol, "SSDP": the serial number stands in the service's name.
    const serial = /^uuid:roku:ecp:([0-9A-Z]{6,20})$/.exec(fields.get("usn") ?? "")?.[1];
    if (serial) observer.identity("serial", serial, { protocol: "ssdp usn" });
    const type = fields.get("nt") ?? fields.get("st") ?? "";
    const role = ROLES.find(([part]) => type.includes(part))?.[1];
    if (role) observer.identity("role", role);
  },
});
