import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { text } from "../fixture-bytes";
import { http } from "./http";

const PLACE = { carrier: "tcp", port: 80 } as const;

it("takes the host that is asked for as the peer's name, never as an identity", () => {
  const { identities, peerNames } = decodeTurns(http, PLACE, [
    { fromInitiator: true, bytes: text("GET / HTTP/1.1\r\nHost: cloud.test\r\n\r\n") },
  ]);
  expect(identities).toEqual([]);
  expect(peerNames).toEqual(["cloud.test"]);
});

it("does not name a peer by its address", () => {
  const { peerNames } = decodeTurns(http, PLACE, [
    { fromInitiator: true, bytes: text("GET / HTTP/1.1\r\nHost: 10.0.0.11:8080\r\n\r\n") },
  ]);
  expect(peerNames).toEqual([]);
});

it("keeps no title of a page that somebody uploads", () => {
  const { identities } = decodeTurns(http, PLACE, [
    {
      fromInitiator: true,
      bytes: text("POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\n<html><title>not the server's</title>"),
    },
  ]);
  expect(identities).toEqual([]);
});

const concluded = (body: string) =>
  decodeTurns(http, PLACE, [{ fromInitiator: false, bytes: text(`HTTP/1.1 200 OK\r\n\r\n${body}`) }])
    .identities.filter(({ options }) => options.inferred)
    .map(({ field, value }) => [field, value]);

it("concludes what a lamp's bridge is from its configuration", () => {
  const config =
    '{"name":"Hall \\u0032","swversion":"1941132080","mac":"02:00:00:00:00:0b","bridgeid":"020000FFFE00000B","modelid":"BSB002"}';
  const facts = [
    ["name", "Hall 2"],
    ["model", "BSB002"],
    ["firmware", "1941132080"],
    ["instance", "020000FFFE00000B"],
  ];
  expect(concluded(config)).toEqual(facts);
  expect(concluded(`{"lights":{"1":{"name":"lamp","modelid":"LWB006","swversion":"6"}},"config":${config}`)).toEqual(
    facts,
  );
});

it("takes the names and versions of lamps, of list entries and of strangers for nobody's", () => {
  expect(concluded('{"1":{"bridgeid":"x","modelid":"LWB006","swversion":"6","name":"lamp"}}')).toEqual([]);
  expect(concluded('[{"bridgeid":"x","modelid":"LWB006","swversion":"6"}]')).toEqual([]);
  expect(concluded('{"name":"nobody","model":"none","serialNumber":"1"}')).toEqual([]);
  expect(concluded('{"bridgeid":{"modelid":["swversion"')).toEqual([]);
});

it("states nothing by a document: servers and proxies hand on those of others", () => {
  const { identities } = decodeTurns(http, PLACE, [
    {
      fromInitiator: false,
      bytes: text(
        'HTTP/1.1 200 OK\r\n\r\n<root xmlns="urn:schemas-upnp-org:device-1-0"><device><manufacturer>Acme</manufacturer></device></root>',
      ),
    },
  ]);
  expect(identities.map(({ field, options }) => [field, options.inferred])).toEqual([["vendor", true]]);
});

it("reads a description that comes in two segments, also what lies across the seam", () => {
  const whole =
    '<root xmlns="urn:schemas-upnp-org:device-1-0"><device><modelName>Speaker One</modelName><serialNumber>00-11-22</serialNumber></device></root>';
  const seam = whole.indexOf("11-22");
  const from = (bytes: string) => ({ fromInitiator: false, bytes: text(bytes) });
  const { identities } = decodeTurns(http, PLACE, [
    from("HTTP/1.1 200 OK\r\n\r\n"),
    from(whole.slice(0, seam)),
    from(whole.slice(seam)),
    from("HTTP/1.1 404 Not Found\r\n\r\n"),
    from("<serialNumber>not a description</serialNumber>"),
  ]);
  const facts = new Map(identities.map(({ field, value }) => [field, value]));
  expect(facts).toEqual(
    new Map([
      ["model", "Speaker One"],
      ["serial", "00-11-22"],
    ]),
  );
});
