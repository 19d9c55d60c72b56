import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { text, wire } from "../fixture-bytes";
import { hses } from "./hses";
import { message } from "./hses.fixtures";

it("reads who answers, however many questions nobody answered before", () => {
  const question = (id: number) => ({
    fromInitiator: true,
    bytes: message(false, 1, "8900 0b00 00 01 0000", wire(""), id),
  });
  const answer = wire(text("YAS4.12.00A(JP/US)-00", 24), text("GP25-A00", 16));
  const { identities } = decodeTurns(hses, { carrier: "udp", port: 10_040 }, [
    ...Array.from({ length: 300 }, (_, at) => question(at % 256)),
    { fromInitiator: false, bytes: message(true, 1, "81 00 00 00 0000 0000", answer, 299 % 256) },
  ]);
  expect(identities.map(({ value }) => value)).toContain("GP25-A00");
});
