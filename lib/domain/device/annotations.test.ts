import { expect, test } from "vitest";
import { decision, macOf, minute } from "@/lib/testing/builders";
import { normaliseTag, settleAnnotations } from "./annotations";

const anchor = macOf("00:1b:1b:00:00:01");

test("the latest word on a tag holds, whatever the order in which decisions arrive", () => {
  const decisions = [
    decision({ kind: "tag", anchor, tag: "cctv" }, { id: "a", at: 1 }),
    decision({ kind: "untag", anchor, tag: "cctv" }, { id: "b", at: 3 }),
    decision({ kind: "tag", anchor, tag: "spare" }, { id: "c", at: 2 }),
    decision({ kind: "tag", anchor, tag: "a-first" }, { id: "d", at: 4 }),
  ];
  expect(settleAnnotations(decisions).tags).toEqual(["a-first", "spare"]);
  expect(settleAnnotations(decisions.toReversed())).toEqual(settleAnnotations(decisions));
});

test("notes stand beside each other, newest first, each with who wrote it and when", () => {
  const notes = [
    decision({ kind: "note", anchor, text: "behind press 3" }, { id: "a", at: 1 }),
    decision({ kind: "note", anchor, text: "asked Bo" }, { id: "b", at: 2, actor: "bo" }),
  ];
  expect(settleAnnotations(notes).notes).toEqual([
    { decisionId: "b", text: "asked Bo", actor: "bo", atUs: minute(2) },
    { decisionId: "a", text: "behind press 3", actor: "anna", atUs: minute(1) },
  ]);
});

test("a value that was taken off is not there, though an older one was set", () => {
  const set = decision({ kind: "custom", anchor, key: "cost_centre", value: "4711" }, { id: "a", at: 1 });
  const off = decision({ kind: "custom", anchor, key: "cost_centre", value: null }, { id: "b", at: 2 });
  expect(settleAnnotations([set]).custom).toMatchObject({ cost_centre: { value: "4711", decisionId: "a" } });
  expect(settleAnnotations([off, set]).custom).toEqual({});
});

test("a tag is one lower-case word without the signs that lists and queries need", () => {
  expect(normaliseTag("  Walk  Down ")).toBe("walk-down");
  expect(normaliseTag("a,b;c:d|e")).toBe("abcde");
  expect(normaliseTag(" ,; ")).toBeNull();
  expect(normaliseTag("x".repeat(41))).toBeNull();
});
