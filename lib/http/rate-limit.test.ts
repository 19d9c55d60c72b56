import { describe, expect, it } from "vitest";
import { RateLimit } from "./rate-limit";

describe("RateLimit", () => {
  it("refuses above the limit, and lets in again when the window is over", () => {
    let nowMs = 0;
    const limit = new RateLimit(2, 1_000, () => nowMs);
    limit.take("a");
    limit.take("a");
    expect(() => limit.take("a")).toThrow(/Too many tries/);
    limit.take("b");
    nowMs = 1_000;
    expect(() => limit.take("a")).not.toThrow();
  });

  it("does not count a try that was given back", () => {
    const limit = new RateLimit(1, 1_000, () => 0);
    for (let tries = 0; tries < 5; tries++) {
      limit.take("a");
      limit.giveBack("a");
    }
    limit.giveBack("nobody");
    limit.take("a");
    expect(() => limit.take("a")).toThrow(/Too many tries/);
  });

  it("says how long to wait", () => {
    let nowMs = 0;
    const limit = new RateLimit(0, 600_000, () => nowMs);
    limit.take("a");
    nowMs = 100_000;
    expect(() => limit.take("a")).toThrow(/Wait 9 minutes/);
    nowMs = 599_000;
    expect(() => limit.take("a")).toThrow(
      expect.objectContaining({ retryAfterS: 1, message: expect.stringMatching(/Wait a minute/) }),
    );
  });

  it("does not forget a recent offender when ten thousand other keys come", () => {
    let nowMs = 0;
    const limit = new RateLimit(1, 60_000, () => nowMs++);
    for (let key = 0; key < 9_000; key++) limit.take(`early ${key}`);
    limit.take("guesser");
    for (let key = 0; key < 5_000; key++) limit.take(`late ${key}`);
    expect(() => limit.take("guesser")).toThrow(/Too many tries/);
  });

  it("holds ten thousand keys and no more: the windows that began first go", () => {
    let nowMs = 0;
    const limit = new RateLimit(1, 3_600_000, () => nowMs++);
    limit.take("first");
    limit.take("second");
    for (let key = 0; key < 9_999; key++) limit.take(`other ${key}`);
    expect(() => limit.take("second")).toThrow(/Too many tries/);
    expect(() => limit.take("first")).not.toThrow();
  });
});
