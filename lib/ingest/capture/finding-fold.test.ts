import { describe, expect, it } from "vitest";
import { FindingFold } from "./finding-fold";

const MAX_BINDINGS = 1_000;
const ipOf = (index: number) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
const macOf = (index: number) =>
  `02:00:00:${[16, 8, 0].map((at) => ((index >> at) & 255).toString(16).padStart(2, "0")).join(":")}`;
const at = (frame: number) => ({ timeUs: frame * 1_000, frame });

function floodOf(fold: FindingFold, from: number, count: number): void {
  for (let index = from; index < from + count; index += 1) {
    fold.binding(ipOf(index), macOf(index), "arp", "arp", at(index));
  }
}

describe("made-up bindings", () => {
  it("are forgotten together with what is known of their addresses, however many come", () => {
    const fold = new FindingFold(100, MAX_BINDINGS);
    floodOf(fold, 0, MAX_BINDINGS * 20);
    expect(fold.bindings().length).toBeLessThanOrEqual(MAX_BINDINGS);
    expect(fold.heldAddresses).toBeLessThanOrEqual(MAX_BINDINGS);
    expect(fold.bindings().length + fold.refused).toBe(MAX_BINDINGS * 20);
  });

  it("do not have those that were stated again looked through for each of them", () => {
    const fold = new FindingFold(100, MAX_BINDINGS);
    const settled = MAX_BINDINGS / 2 - 10;
    for (let times = 0; times < 2; times += 1) floodOf(fold, 0, settled);
    // Little more than what stays of those stated once: hardly any can be forgotten.
    floodOf(fold, settled, MAX_BINDINGS - settled);
    const first = fold.bindings().length;
    floodOf(fold, MAX_BINDINGS, 1);
    expect(fold.bindings().length).toBeLessThanOrEqual(first);
    const afterFirst = fold.bindings().length;
    floodOf(fold, MAX_BINDINGS + 1, MAX_BINDINGS / 4 - 20);
    const kept = fold.bindings();
    // All that found no room did so without another look: the newest of those kept is the first that came.
    expect(kept.length - afterFirst).toBeLessThan(MAX_BINDINGS / 16);
    expect(kept.filter(({ count }) => count === 2)).toHaveLength(settled);
  });
});

describe("an address that two cards state", () => {
  it("is a new lease in every protocol when it comes back, whichever says so first", () => {
    const fold = new FindingFold(100, MAX_BINDINGS);
    for (const [day, mac] of ["02:aa:00:00:00:01", "02:aa:00:00:00:02", "02:aa:00:00:00:01"].entries()) {
      const timeUs = day * 86_400_000_000;
      fold.binding("10.200.0.1", mac, "dhcp", "dhcp", { timeUs, frame: day });
      const arp = fold.binding("10.200.0.1", mac, "arp", "arp", { timeUs: timeUs + 1_000, frame: day });
      if (arp) expect(fold.bindingAgain(arp, timeUs + 2_000)).toBe(true);
    }
    const first = fold.bindings().filter(({ subject }) => subject.mac === "02:aa:00:00:00:01");
    expect(first.map(({ proof }) => proof).sort()).toEqual(["arp", "arp", "dhcp", "dhcp"]);
    for (const it of first) expect((it.lastSeenUs as number) - (it.firstSeenUs as number)).toBeLessThan(10_000);
  });

  it("still knows who spoke last after a flood was forgotten", () => {
    const fold = new FindingFold(100, MAX_BINDINGS);
    const state = (mac: string, timeUs: number) =>
      fold.binding("10.200.0.1", mac, "arp", "arp", { timeUs, frame: timeUs / 1_000 });
    for (const timeUs of [1_000, 2_000]) {
      state("02:aa:00:00:00:01", timeUs);
      state("02:aa:00:00:00:02", timeUs + 500);
    }
    floodOf(fold, 10, MAX_BINDINGS * 4);
    // Ten minutes of silence, and the other card spoke last: a new lease.
    state("02:aa:00:00:00:01", 2_000_000_000);
    const ofAddress = fold.bindings().filter(({ subject }) => subject.ip === "10.200.0.1");
    expect(ofAddress.filter(({ subject }) => subject.mac === "02:aa:00:00:00:01")).toHaveLength(2);
  });
});
