import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { text } from "../fixture-bytes";
import { telnet } from "./telnet";

const PLACE = { carrier: "tcp", port: 23 } as const;
const server = (value: string) => ({ fromInitiator: false, bytes: text(value) });

it("joins a greeting that arrives in pieces, and stops at the prompt", () => {
  const { identities } = decodeTurns(telnet, PLACE, [
    server("Acme Swi"),
    server("tch 12\r\nlog"),
    server("in: "),
    server("secret menu"),
  ]);
  expect(identities.map(({ value }) => value)).toEqual(["Acme Switch 12"]);
});

it("keeps nothing that people type", () => {
  const { identities } = decodeTurns(telnet, PLACE, [
    server("login: "),
    { fromInitiator: true, bytes: text("admin\r\n") },
    server("Password: "),
  ]);
  expect(identities).toEqual([]);
});
