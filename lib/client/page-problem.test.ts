import { expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { readPageProblem } from "./page-problem";

it("reads what a page ended with from the digest that Next hands on", () => {
  const error = new AppError("unavailable", "The database cannot be reached: nothing was changed.\nTry later.");
  expect(readPageProblem(error.digest)).toEqual({
    code: "unavailable",
    sentence: "The database cannot be reached: nothing was changed.\nTry later.",
  });
});

it.each([undefined, "", "2883940211", "2883940211@E394"])("takes %j for a number of the log", (digest) => {
  expect(readPageProblem(digest)).toBeNull();
});
