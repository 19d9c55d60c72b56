import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

const match = (uuid: string) =>
  `<d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:${uuid}</a:Address></a:EndpointReference><d:Types>p:PrintDeviceType</d:Types></d:ProbeMatch>`;
const matches = (...uuids: readonly string[]) =>
  text(
    '<s:Envelope xmlns:d="http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01"><s:Header>' +
      "<a:Action>http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/ProbeMatches</a:Action>" +
      "<a:ReplyTo><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo></s:Header>" +
      `<s:Body><d:ProbeMatches>${uuids.map(match).join("")}</d:ProbeMatches></s:Body></s:Envelope>`,
  );

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a printer that names where answers go before it names itself",
    carrier: "udp",
    port: 3702,
    fromInitiator: false,
    bytes: matches("0a-0c"),
    expect: {
      identities: [
        ["instance", "urn:uuid:0a-0c"],
        ["role", "printer"],
      ],
    },
  },
  {
    name: "Hello of a camera (WS-Discovery 1.1 §4.1, ONVIF core §7.3)",
    carrier: "udp",
    port: 3702,
    bytes: text(
      '<?xml version="1.0"?><s:Envelope xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header>' +
        "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Hello</a:Action></s:Header><s:Body><d:Hello>" +
        "<a:Address>urn:uuid:0a-0b</a:Address><d:Types>dn:NetworkVideoTransmitter</d:Types>" +
        "<d:Scopes>onvif://www.onvif.org/name/Gate%20North onvif://www.onvif.org/hardware/AC-9</d:Scopes>" +
        "</d:Hello></s:Body></s:Envelope>",
    ),
    expect: {
      identities: [
        ["instance", "urn:uuid:0a-0b"],
        ["role", "camera"],
        ["name", "Gate North"],
        ["model", "AC-9"],
      ],
    },
  },
];
