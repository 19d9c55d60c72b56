import { expect, it } from "vitest";
import { AppError, type ErrorCode } from "@/lib/domain/errors";
import { problemResponse } from "@/lib/http/problem";
import { ApiProblem } from "./api-problem";
import { untilMade } from "./being-made";
import { makeQueryClient } from "./query-client";

/** How often a question is put that always ends so. */
async function asksFor(code: ErrorCode): Promise<number> {
  const { status } = problemResponse(new AppError(code, "No."), "1");
  let asked = 0;
  const question = makeQueryClient().fetchQuery({
    queryKey: [code],
    retry: makeQueryClient().getDefaultOptions().queries?.retry ?? false,
    retryDelay: 0,
    queryFn: () => {
      asked++;
      throw new ApiProblem({ status, code, detail: "No." });
    },
  });
  await expect(question).rejects.toThrow("No.");
  return asked;
}

it("puts a question again that may be answered a moment later", async () => {
  expect(await asksFor("unavailable")).toBe(3);
});

it("puts no question again that is refused, or whose answer took too long already", async () => {
  for (const code of ["too-slow", "not-allowed", "bad-request", "not-found"] as const)
    expect(await asksFor(code)).toBe(1);
});

it("puts no question again at once whose answer is being made: it is asked every two seconds", async () => {
  expect(await asksFor("being-made")).toBe(1);
  const error = new ApiProblem({ status: 503, code: "being-made", detail: "3 of 10." });
  expect(untilMade(error, undefined)).toBe(2_000);
  expect(untilMade(null, true)).toBeGreaterThan(2_000);
  expect(untilMade(null, false)).toBe(false);
});
