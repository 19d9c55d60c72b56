import { describe, expect, it } from "vitest";
import { decision, macOf, minute } from "@/lib/testing/builders";
import type { StateDecision } from "./decision";
import { orderDecisions, stateBy } from "./device-state";

const anchor = macOf("00:1b:1b:00:00:10");
const word = (id: string, at: number, state: StateDecision["state"], isOfList = false): StateDecision => ({
  ...(decision({ kind: "state", anchor, state, expiresAtUs: null }, { id, at }) as StateDecision),
  actor: id,
  ...(isOfList ? { isOfList: true } : {}),
});
const reasonOf = (...words: StateDecision[]) => stateBy(words, minute(9000)).stateReason;

describe("what people and their lists decided", () => {
  it("has one reason for two lists, in whatever order they were imported", () => {
    const imported = (first: string, second: string) => [
      word(first, 10, "sanctioned", true),
      word(second, 20, "sanctioned", true),
    ];
    expect(reasonOf(...imported("a", "b"))).toBe(reasonOf(...imported("b", "a")));
    expect(orderDecisions(imported("b", "a")).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("lets a person's word win over every list, whenever it was imported", () => {
    const anna = word("anna", 20, "ignored");
    const [before, between, after] = [10, 15, 30].map((at) => word(`list of ${at}`, at, "sanctioned", true));
    const orders = [[anna, before, after], [after, anna], [before, between, anna], [anna]];
    for (const words of orders as StateDecision[][]) {
      expect(stateBy(words, minute(9000))).toEqual({
        state: "ignored",
        stateReason: "ignored by anna: checked on site",
      });
    }
  });

  it("asks the lists again when a person's word has ended, and nobody where there is none", () => {
    const anna = { ...word("anna", 20, "ignored"), expiresAtUs: minute(40) };
    for (const at of [10, 30]) {
      const words = [word("list", at, "sanctioned", true), anna];
      expect(stateBy(words, minute(39)).state).toBe("ignored");
      expect(stateBy(words, minute(41))).toEqual({
        state: "sanctioned",
        stateReason: "sanctioned by list: checked on site",
      });
    }
    const older = word("bert", 5, "sanctioned");
    expect(stateBy([older, anna], minute(41)).state).toBe("unsanctioned");
  });

  it("does not let a rule that saw a device before its list came win over the list", () => {
    const rule = { ...word("anna, by rule", 20, "ignored"), isByRule: true };
    const list = word("list", 30, "sanctioned", true);
    expect(stateBy([rule, list], minute(9000)).state).toBe("sanctioned");
    expect(stateBy([rule], minute(9000)).state).toBe("ignored");
    // What somebody put back by hand waits although it is listed: there a rule decides, and goes on to hold.
    const back = word("anna", 10, "unsanctioned");
    expect(stateBy([rule, list, back], minute(9000)).state).toBe("ignored");
  });
});
