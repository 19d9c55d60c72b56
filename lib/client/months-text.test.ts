import { expect, it } from "vitest";
import { monthsText } from "./months-text";

it.each([
  [["2026-05"], "2026-05"],
  [["2026-05", "2026-06"], "2026-05, 2026-06"],
  [["2025-11", "2025-12", "2026-01", "2026-03"], "2025-11 to 2026-01, 2026-03"],
])("says %j as %s", (months, text) => expect(monthsText(months)).toBe(text));
