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

  it("lets a person's later word win over lists, and a list of after that over the person", () => {
    const lists = [word("a", 10, "sanctioned", true), word("b", 20, "sanctioned", true)];
    expect(stateBy([...lists, word("anna", 30, "ignored")], minute(9000)).state).toBe("ignored");
    expect(stateBy([...lists, word("anna", 15, "ignored")], minute(9000)).stateReason).toContain("sanctioned by b");
  });
});
