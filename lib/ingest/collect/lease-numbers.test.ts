import { describe, expect, it } from "vitest";
import { LeaseNumbers } from "./lease-numbers";

const [A, B, IP] = ["00:14:22:00:00:01", "00:14:22:00:00:02", "10.0.0.5"];
const hour = (count: number) => count * 3_600_000_000;

describe("leases in one file", () => {
  it("of a card that has the address back after another had it are two", () => {
    const leases = new LeaseNumbers();
    leases.note(A, IP, hour(0));
    expect(leases.of(A, IP)).toBe(0);
    leases.note(B, IP, hour(24));
    leases.note(A, IP, hour(48));
    expect([leases.of(A, IP), leases.of(B, IP)]).toEqual([1, 0]);
  });

  it("of a card that renews are one, however long it was silent", () => {
    const leases = new LeaseNumbers();
    for (const at of [0, 24, 240]) leases.note(A, IP, hour(at));
    expect(leases.of(A, IP)).toBe(0);
  });

  it("of two cards that claim the address in turn, minute by minute, are one each", () => {
    const leases = new LeaseNumbers();
    for (let minute = 0; minute < 60; minute++) leases.note(minute % 2 ? B : A, IP, minute * 60_000_000);
    expect([leases.of(A, IP), leases.of(B, IP)]).toEqual([0, 0]);
  });
});
