import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "NOTIFY of a gateway",
    carrier: "udp",
    port: 1900,
    bytes: text(
      "NOTIFY * HTTP/1.1\r\nLOCATION: http://10.0.0.10/desc.xml\r\nSERVER: Acme/1.0 UPnP/1.1\r\nNT: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n\r\n",
    ),
    expect: {
      identities: [
        ["description", "http://10.0.0.10/desc.xml"],
        ["description", "Acme/1.0 UPnP/1.1"],
        ["role", "router"],
      ],
    },
  },
  {
    name: "the answer of a player that tells its serial number",
    carrier: "udp",
    port: 1900,
    fromInitiator: false,
    bytes: text(
      "HTTP/1.1 200 OK\r\nST: roku:ecp\r\nUSN: uuid:roku:ecp:YN0000000001\r\nServer: Roku/9.2.0 UPnP/1.0\r\n\r\n",
    ),
    expect: {
      identities: [
        ["description", "Roku/9.2.0 UPnP/1.0"],
        ["serial", "YN0000000001"],
      ],
    },
  },
];
