import { expect, it } from "vitest";
import { spanOf } from "./time-span";

it("spans more items than a call takes arguments, and leaves out unknown times", () => {
  const items = Array.from({ length: 500_000 }, (_, at) => ({ firstUs: at === 7 ? null : at + 3, lastUs: at }));
  expect(spanOf(items, (it) => it)).toEqual({ firstUs: 3, lastUs: 499_999 });
  expect(spanOf([{ firstUs: null, lastUs: null }], (it) => it)).toEqual({ firstUs: null, lastUs: null });
});
