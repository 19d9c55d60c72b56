import { expect, test } from "vitest";
import { holdsHardwareBound } from "./hardware-bound";

test.each([
  ["hardware version 3.0 and below", "2.9", true],
  ["hardware version 3.0 and below", "3.0", true],
  ["hardware version 3.0 and below", "3.1", false],
  ["hardware version < 3", "3", false],
  ["hardware revision 4 or later", "5", true],
  ["hardware revision 4 or later", "3", false],
  ["hardware version 5.0", "5", true],
  ["hardware version 5.0", "6", false],
])("%s holds for %s: %s", (text, hardware, expected) => expect(holdsHardwareBound(text, hardware)).toBe(expected));

test.each([
  ["hardware version 5.0", "unknown"],
  ["hardware version 5.0", null],
  ["hardware version 3 or hardware version 5", "4"],
  ["FS 12", "12"],
])("%s against %s stays open", (text, hardware) => expect(holdsHardwareBound(text, hardware)).toBeNull());
