import { expect, it } from "vitest";
import { sayWhomToAsk } from "./role-note";

it("names the least role that may do it, from the one table of permissions", () => {
  expect(sayWhomToAsk("imports.create", "import")).toBe(
    "Your role may look, not import. Ask an owner for the role of an analyst.",
  );
  expect(sayWhomToAsk("zones.edit", "draw zones")).toBe(
    "Your role may look, not draw zones. Ask an owner for the role of an engineer.",
  );
  expect(sayWhomToAsk("settings.edit", "change this")).toBe("Your role may look, not change this. Ask an owner.");
});
