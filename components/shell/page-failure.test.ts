import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { AppError, type ErrorCode } from "@/lib/domain/errors";
import { PageFailure } from "./page-failure";

const SENTENCE = "This happened. Do that.";
const shownFor = (code: ErrorCode) =>
  renderToStaticMarkup(createElement(PageFailure, { digest: new AppError(code, SENTENCE).digest, onRetry: vi.fn() }));

it("asks by itself again for what may pass", () => {
  expect(shownFor("unavailable")).toContain(SENTENCE);
  expect(shownFor("unavailable")).toContain("asks again every 5 seconds");
});

it("leaves it to the person to ask again for what took too long, or what is refused", () => {
  for (const code of ["too-slow", "not-allowed", "not-found"] as const) {
    expect(shownFor(code)).toContain(SENTENCE);
    expect(shownFor(code)).not.toContain("asks again");
    expect(shownFor(code)).toMatch(/<button[^>]*>Try again</);
  }
});
