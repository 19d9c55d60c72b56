import { describe, expect, it } from "vitest";
import { isDistinctiveSerial, serialKey } from "./same-value";

describe("a serial that tells one device from the next", () => {
  it.each([
    ..."0 00000000 XXXXXXXX 123456 1234567890 123456789ABC abcdefgh 98765432 A1B2C3D4 0x01020304 0x0001e240".split(" "),
    ...["S C-00000001", "0x12345678", "0xdeadbeef", "0x00000000", "N/A", "not set", "TEST", "SERIAL", "undefined"],
    ...["To be filled by O.E.M.", "System Serial Number", "changeme", "Not Specified"],
  ])("is not %s, which a factory leaves in many", (serial) => {
    expect(isDistinctiveSerial(serialKey(serial))).toBe(false);
  });

  it.each(["S C-X4U421302009", "0x40a7c31f", "CN42FK7", "KJHGTRWPQ", "00524d8e", "1029384756", "SC-A1B2C9"])(
    "is %s",
    (serial) => {
      expect(isDistinctiveSerial(serialKey(serial))).toBe(true);
    },
  );
});
