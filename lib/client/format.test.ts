import { describe, expect, it } from "vitest";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { formatBytes } from "./format-number";
import { formatUtc, timeAgo } from "./format-time";

describe("numbers", () => {
  it("keeps counts exact and names bytes with three digits", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatBytes(0)).toBe("0 B");
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(999_600)).toBe("1.00 MB");
    expect(formatBytes(26_012)).toBe("26.0 kB");
    expect(formatBytes(512_000_000)).toBe("512 MB");
    expect(formatBytes(1_523_000)).toBe("1.52 MB");
    expect(countOf(1, "device")).toBe("1 device");
    expect(countOf(2, "entry", "entries")).toBe("2 entries");
  });
});

describe("times", () => {
  it("shows UTC, with the source's precision only when asked", () => {
    expect(formatUtc("2026-03-02T08:00:00.252792Z")).toBe("2026-03-02 08:00:00 UTC");
    expect(formatUtc("2026-03-02T08:00:00.252792Z", "source")).toBe("2026-03-02 08:00:00.252792 UTC");
    expect(formatUtc("2026-03-02T08:00:00.000Z", "source")).toBe("2026-03-02 08:00:00 UTC");
    expect(formatUtc("nonsense")).toBe("nonsense");
  });

  it("says how long ago in one unit, and does not lie about the future", () => {
    const now = Date.parse("2026-03-10T12:00:00Z");
    expect(timeAgo("2026-03-10T11:59:30Z", now)).toBe("just now");
    expect(timeAgo("2026-03-10T11:46:00Z", now)).toBe("14 min ago");
    expect(timeAgo("2026-03-10T10:00:00Z", now)).toBe("2 h ago");
    expect(timeAgo("2026-03-07T12:00:00Z", now)).toBe("3 d ago");
    expect(timeAgo("2025-03-07T12:00:00Z", now)).toBe("12 mo ago");
    expect(timeAgo("2026-03-10T14:00:00Z", now)).toBe("in 2 h");
    expect(timeAgo("?", now)).toBe("?");
  });
});
