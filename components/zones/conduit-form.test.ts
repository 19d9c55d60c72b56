import { expect, it } from "vitest";
import { conduitInput } from "@/lib/contracts/zones";
import { conduitAgain, readConduitForm } from "./conduit-form";

function formOf(entries: readonly (readonly [name: string, value: string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

it("reads chosen and written protocols once, and operations from harmless to dangerous", () => {
  const form = formOf([
    ["protocol", "modbus"],
    ["moreProtocols", "S7comm, modbus tls"],
    ["operation", "write"],
    ["operation", "read"],
    ["initiator", "either"],
    ["ports", "tcp 502"],
    ["reason", " historian "],
    ["owner", ""],
    ["reviewOn", "2027-01-31"],
  ]);
  expect(readConduitForm(form, "a", "b")).toEqual({
    ok: true,
    conduit: {
      fromZoneId: "a",
      toZoneId: "b",
      initiator: "either",
      protocols: ["modbus", "s7comm", "tls"],
      operations: ["read", "write"],
      ports: [{ transport: "tcp", from: 502, to: 502 }],
      reason: "historian",
      owner: null,
      reviewOn: "2027-01-31",
      enforcementPoint: null,
    },
  });
});

it("says how ports are written", () => {
  expect(readConduitForm(formOf([["ports", "502"]]), "a", "b")).toMatchObject({ ok: false });
});

it("makes a closed conduit again as it was, in the shape that the server takes", () => {
  const input = conduitInput.parse({
    fromZoneId: "0b5f6c1e-1111-4111-8111-000000000001",
    toZoneId: "0b5f6c1e-2222-4222-8222-000000000002",
    protocols: ["modbus"],
    initiator: "either",
    operations: ["read"],
    reason: "one recipe for both",
    owner: "Mill crew",
    reviewOn: "2027-01-31",
  });
  const conduit = { ...input, id: input.fromZoneId, fromName: "A", toName: "B", createdAt: "2026-03-02T08:00:00.000Z" };
  expect(conduitInput.parse(conduitAgain(conduit))).toEqual(input);
});
