import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
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
