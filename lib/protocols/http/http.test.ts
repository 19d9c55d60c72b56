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
