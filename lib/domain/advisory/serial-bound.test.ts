import { describe, expect, it } from "vitest";
import { holdsSerialBound, readSerialBound } from "./serial-bound";

describe("serial numbers in advisories", () => {
  it.each([
    ['The first 5 digits of serial No. "31061" or prior', "31061", "until"],
    ["<=the_first_5_digits_of_serial_number_31031", "31031", "until"],
    ["serial number <=30081", "30081", "until"],
    ["Serial number 18X**** or later", "18X", "since"],
    ["first 3 digits of serial number 21Y or less", "21Y", "until"],
    ["serial number 4711", "4711", "exactly"],
  ])("%s names its number and its side", (text, prefix, side) => {
    expect(readSerialBound(text)).toEqual({ prefix, side });
  });

  it("that name no number or both sides are no bound", () => {
    expect(readSerialBound("certain serial numbers")).toBeNull();
    expect(readSerialBound("serial number 100 and later, before the update")).toBeNull();
  });

  it("compare as many characters as the advisory names", () => {
    const until = readSerialBound('first 5 digits of serial No. "31061" or prior');
    if (!until) throw new Error("not read");
    expect(holdsSerialBound(until, "31061-B")).toBe(true);
    expect(holdsSerialBound(until, "310620000000")).toBe(false);
    expect(holdsSerialBound(until, "3106")).toBeNull();
    expect(holdsSerialBound(until, "SN-31061")).toBeNull();
    expect(holdsSerialBound(until, null)).toBeNull();
  });

  it("count October to December behind September", () => {
    const since = readSerialBound("Serial number 18X**** or later");
    if (!since) throw new Error("not read");
    expect(holdsSerialBound(since, "1891234")).toBe(false);
    expect(holdsSerialBound(since, "18Y1234")).toBe(true);
  });
});
