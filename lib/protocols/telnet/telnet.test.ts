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

it("reads the firmware line of a relay that nobody has logged in to, once, in whatever pieces it comes", () => {
  const { identities } = decodeTurns(telnet, PLACE, [
    server("\r\nFEEDER 1   Date: 03/01/24\r\nSTATION A\r\n\r\n="),
    { fromInitiator: true, bytes: text("ID\r\n") },
    server('ID\r\n"FID=SEL-751A-R412-V0-Z00'),
    server('4003-D20120731","08CD"\r\n"DEVID=FEEDER 1","0434"\r\n='),
    server('"PARTNO=751A01","0434"\r\n='),
  ]);
  expect(identities.map(({ value }) => value)).toEqual(["FID=SEL-751A-R412-V0-Z004003-D20120731"]);
});
