/** Operations of OPC Classic hang on the interface that a connection was bound to: a method's number alone means nothing. */
import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { little, wire } from "../fixture-bytes";
import { dceRpc } from "./dce-rpc";
import { FIXTURES } from "./dce-rpc.fixtures";

const PLACE = { carrier: "tcp", port: 49672 } as const;
const opc = FIXTURES.find(({ name }) => name.startsWith("an OPC server"));
const bind = { fromInitiator: true, bytes: opc?.question ?? new Uint8Array() };
const bindAck = { fromInitiator: false, bytes: opc?.bytes ?? new Uint8Array() };

/** A request of the method in the context, whole or one of several parts. */
function request(contextId: number, method: number, flags = "03") {
  const body = wire("00000000", little(contextId, 2), little(method, 2), "0000000000000000");
  const bytes = wire("05 00 00", flags, "10000000", little(16 + body.length, 2), "0000 02000000", body);
  return { fromInitiator: true, bytes };
}

it("counts what an OPC client reads and writes, a request of several parts once", () => {
  const turns = [bind, bindAck, request(0, 3), request(0, 4, "01"), request(0, 4, "02")];
  expect(decodeTurns(dceRpc, PLACE, turns).operations).toEqual(["read", "write"]);
});

it("counts no method of an interface that it does not know", () => {
  expect(decodeTurns(dceRpc, PLACE, [request(0, 3)]).operations).toEqual([]);
  expect(decodeTurns(dceRpc, PLACE, [bind, bindAck, request(1, 3)]).operations).toEqual([]);
});

it("takes no host's name out of the answers of an interface that does not state any", () => {
  const alive = FIXTURES.find(({ name }) => name.startsWith("the bindings"));
  const answer = { fromInitiator: false, bytes: alive?.bytes ?? new Uint8Array() };
  expect(decodeTurns(dceRpc, PLACE, [bind, bindAck, answer]).identities).toEqual([]);
});
