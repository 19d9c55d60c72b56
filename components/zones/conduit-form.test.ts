import { expect, it } from "vitest";
import { readConduitForm } from "./conduit-form";

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
