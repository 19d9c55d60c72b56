/** A client names itself in its greeting; what is no name of a host is none. */
import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { text } from "../fixture-bytes";
import { smtp } from "./smtp";

const greeted = (name: string) =>
  decodeTurns(smtp, { carrier: "tcp", port: 25 }, [
    { fromInitiator: true, bytes: text(`EHLO ${name}\r\n`) },
  ]).identities.map(({ field, value, options }) => [field, value, options.inferred]);

it("concludes the client's name from its greeting", () => {
  expect(greeted("hist2.plant.test")).toEqual([["name", "hist2.plant.test", true]]);
  expect(greeted("PRESS-7")).toEqual([["name", "PRESS-7", true]]);
});

it.each(["localhost", "localhost.localdomain", "[10.0.0.9]", "10.0.0.9"])("takes no name from %s", (name) => {
  expect(greeted(name)).toEqual([]);
});
