import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { PlanDto } from "@/lib/contracts/plan";
import { PlanAge } from "./plan-age";

const RISK = { score: 40, band: "medium", mean: 30, max: 50 } as const;
const PLAN = { isEarlier: false, madeAt: "2026-03-02T08:00:00.000Z", before: RISK, steps: [], deviceCount: 3 };
const said = (more: Partial<PlanDto>) =>
  renderToStaticMarkup(createElement(PlanAge, { plan: { ...PLAN, ...more } as PlanDto }));

it("says of a plan of an earlier inventory when it was made, and that the present one is on its way", () => {
  const markup = said({ isEarlier: true });
  expect(markup).toContain('role="status"');
  expect(markup).toContain('dateTime="2026-03-02T08:00:00.000Z"');
  expect(markup).toContain("The present one is being worked out.");
});

it("says nothing of the present plan", () => {
  expect(said({})).toBe("");
});
