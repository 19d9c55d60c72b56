import { expect, test } from "vitest";
import { parseQuery } from "../query/parse-query";
import { ruleBasis } from "./rule-basis";

const basisOf = (text: string) => {
  const { query, error } = parseQuery(text);
  if (error) throw new Error(error.message);
  return ruleBasis(query);
};

test.each([
  "zone:CCTV",
  'vendor:axis zone:"CCTV"',
  "ip:10.1.0.0/24 role:camera",
  "(zone:a or zone:b) vendor:axis",
  "tag:known",
  // A field of one's own is what people wrote.
  "custom.rack=7",
  "custom.rack>7",
])("%s asks for something that a device cannot just claim", (text) => expect(basisOf(text).isFirm).toBe(true));

test.each(["vendor:axis", "model:m1065 port:554", "zone:CCTV or vendor:axis", "-zone:office vendor:axis", "name:cam*"])(
  "%s can be met by claiming it",
  (text) => expect(basisOf(text).isFirm).toBe(false),
);

test("a rule that looks for words anywhere, or for lack alone, is known as such", () => {
  expect(basisOf("axis zone:CCTV")).toMatchObject({ hasWords: true });
  expect(basisOf("zone:CCTV")).toMatchObject({ hasWords: false, isOpen: false });
  expect(basisOf("")).toMatchObject({ isOpen: true });
  expect(basisOf("-vendor:siemens")).toMatchObject({ isOpen: true, isFirm: false });
  expect(basisOf("zone:a or -vendor:b")).toMatchObject({ isOpen: true });
});
