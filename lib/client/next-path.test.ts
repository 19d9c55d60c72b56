import { expect, it } from "vitest";
import { safeNextPath } from "./next-path";

it("follows paths of this site only", () => {
  expect(safeNextPath("/devices?q=plc")).toBe("/devices?q=plc");
  for (const hostile of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "",
    null,
  ]) {
    expect(safeNextPath(hostile)).toBe("/");
  }
});
