import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { ApiProblem } from "@/lib/client/api-problem";
import { QueryProblem } from "./query-problem";

const problem = new ApiProblem({ status: 503, code: "unavailable", detail: "The database does not answer." });

it("says what went wrong, aloud, and offers to ask again", () => {
  const markup = renderToStaticMarkup(createElement(QueryProblem, { error: problem, refetch: vi.fn() }));
  expect(markup).toContain('role="alert"');
  expect(markup).toContain("The database does not answer.");
  expect(markup).toMatch(/<button[^>]*type="button"[^>]*>.*Try again/s);
});

it("asks the same question again when the button is pressed, without handing it the click", () => {
  const refetch = vi.fn();
  const callout = QueryProblem({ error: problem, refetch }) as ReactElement<{
    action: ReactElement<{ onClick(): void }>;
  }>;
  callout.props.action.props.onClick();
  expect(refetch).toHaveBeenCalledExactlyOnceWith();
});

it.each([
  [400, false],
  [403, false],
  [404, false],
  [409, false],
  [429, true],
  [500, true],
  // No answer at all.
  [0, true],
])("offers to ask again after status %i: %s", (status, isOffered) => {
  const error = new ApiProblem({ status, code: "some", detail: "Something is so." });
  const markup = renderToStaticMarkup(createElement(QueryProblem, { error, refetch: vi.fn() }));
  expect(markup).toContain("Something is so.");
  expect(markup.includes("Try again")).toBe(isOffered);
});

it("is nothing while nothing went wrong", () => {
  expect(renderToStaticMarkup(createElement(QueryProblem, { error: null, refetch: vi.fn() }))).toBe("");
});
