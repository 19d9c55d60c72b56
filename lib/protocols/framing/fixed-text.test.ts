import { expect, it } from "vitest";
import { withoutPadding } from "./fixed-text";

it("takes away the NULs that fill a field up, and none that stand inside a text", () => {
  expect(withoutPadding("plc-1\0\0\0")).toBe("plc-1");
  expect(withoutPadding("a\0b\0")).toBe("a\0b");
  expect(withoutPadding("\0\0")).toBe("");
  expect(withoutPadding("")).toBe("");
});

it("looks at a long row of NULs inside a text not even once", () => {
  const text = `${"\0".repeat(1_000_000)}x`;
  expect(withoutPadding(text)).toBe(text);
});
