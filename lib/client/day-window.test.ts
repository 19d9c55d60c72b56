import { describe, expect, it } from "vitest";
import { daysOf, takesWindow, windowed } from "./day-window";

describe("the time window of an address", () => {
  it("is a number of days, or all time", () => {
    expect(daysOf(new URLSearchParams("days=7"))).toBe(7);
    for (const text of ["", "days=0", "days=-3", "days=1e3", "days=99999", "days=week"])
      expect(daysOf(new URLSearchParams(text)), text).toBeNull();
  });

  it("is offered only where the server narrows by it", () => {
    expect(takesWindow("/exposure", new URLSearchParams())).toBe("days");
    expect(takesWindow("/zones", new URLSearchParams())).toBe("days");
    expect(takesWindow("/zones", new URLSearchParams("tab=list"))).toBe("none");
    expect(takesWindow("/devices", new URLSearchParams())).toBe("none");
    expect(takesWindow("/activity", new URLSearchParams())).toBe("own");
  });

  it("is changed with everything else kept", () => {
    expect(windowed("/zones", new URLSearchParams("group=site&days=7"), 30)).toBe("/zones?group=site&days=30");
    expect(windowed("/zones", new URLSearchParams("days=7"), null)).toBe("/zones");
  });
});
