import { describe, expect, it } from "vitest";
import { file, minute, sighting } from "@/lib/testing/builders";
import { dayOf, daysWithin, SHOWN_DAYS, seenDaysOf, stripOf } from "./seen-days";

const PLC = "00:1b:1b:00:00:10";
const DAY = 24 * 60;
const seenOn = (...spans: readonly (readonly [number, number])[]) =>
  file(
    "plc",
    spans.map(([at, until]) => sighting(PLC, "10.0.0.5", { at, until })),
  );
const daysOf = (strip: readonly boolean[]) => strip.flatMap((isSeen, at) => (isSeen ? [SHOWN_DAYS - 1 - at] : []));

describe("the days on which a device was seen", () => {
  it("are those that lie within its sightings, each once, from the last one back", () => {
    const seen = seenDaysOf(seenOn([0, 1], [2 * DAY, 4 * DAY], [4 * DAY + 5, 4 * DAY + 6]));
    expect(seen).toEqual({ lastDay: dayOf(minute(4 * DAY)), mask: 0b10111 });
    expect(daysOf(stripOf(seen as NonNullable<typeof seen>, dayOf(minute(6 * DAY))))).toEqual([6, 4, 3, 2]);
  });

  it("are forgotten behind the strip, in whatever order they came in", () => {
    const spans = [
      [0, 1],
      [40 * DAY, 40 * DAY + 1],
      [39 * DAY, 39 * DAY],
    ] as const;
    expect(seenDaysOf(seenOn(...spans))).toEqual(seenDaysOf(seenOn(...spans.toReversed())));
    expect(seenDaysOf(seenOn(...spans))?.mask).toBe(0b11);
    const seen = seenDaysOf(seenOn([0, 100 * DAY]));
    expect(daysOf(stripOf(seen as NonNullable<typeof seen>, dayOf(minute(100 * DAY))))).toHaveLength(SHOWN_DAYS);
  });

  it("are not known when no source says when, and a wrong clock shows nothing after today", () => {
    expect(seenDaysOf([])).toBeNull();
    const seen = seenDaysOf(seenOn([0, 1], [9_000 * DAY, 9_000 * DAY]));
    expect(daysOf(stripOf(seen as NonNullable<typeof seen>, dayOf(minute(DAY))))).toEqual([]);
  });

  it("say of a realm when somebody listened", () => {
    const spans = [{ fromUs: minute(0), toUs: minute(DAY) }];
    expect(daysWithin(spans, dayOf(minute(3 * DAY))).mask).toBe(0b1100);
  });
});
