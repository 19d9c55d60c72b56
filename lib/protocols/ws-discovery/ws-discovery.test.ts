import { expect, test } from "vitest";
import { decodeFixture } from "../decode-fixture";
import { text } from "../fixture-bytes";
import { wsDiscovery } from "./ws-discovery";

const match = (uuid: string) =>
  `<d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:${uuid}</a:Address></a:EndpointReference></d:ProbeMatch>`;
const learned = (...uuids: readonly string[]) =>
  decodeFixture(wsDiscovery, {
    name: "",
    carrier: "udp",
    port: 3702,
    fromInitiator: false,
    bytes: text(
      '<s:Envelope xmlns:d="http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01"><a:Action>' +
        "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/ProbeMatches</a:Action>" +
        `${uuids.map(match).join("")}</s:Envelope>`,
    ),
    expect: {},
  }).identities.map(({ value }) => value);

test("a discovery proxy is none of those whose answers it hands on", () => {
  expect(learned("0a-0d")).toEqual(["urn:uuid:0a-0d"]);
  expect(learned("0a-0d", "0a-0e")).toEqual([]);
});
