import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeRisk } from "./judge-risk";
import type { RiskInput } from "./risk";
import { riskBandOf } from "./risk-band";
import { IMPACT, LIKELIHOOD } from "./weights";

const DOC = readFileSync(new URL("../../../docs/risk.md", import.meta.url), "utf8");

/** "state.unsanctioned" → 0.3 for every number of the table. */
function flatten(table: object, prefix = ""): [string, number][] {
  return Object.entries(table).flatMap(([key, value]): [string, number][] =>
    typeof value === "number" ? [[`${prefix}${key}`, value]] : flatten(value as object, `${prefix}${key}.`),
  );
}

function sectionOf(title: string): string {
  return DOC.split(/^## /m).find((part) => part.startsWith(title)) ?? "";
}

function documented(section: string): [string, number][] {
  return [...section.matchAll(/^\| `([^`]+)` \| ([\d.]+) \|/gm)].map(([, key, weight]) => [
    key as string,
    Number(weight),
  ]);
}

describe("docs/risk.md", () => {
  it("shows exactly the weights that are used", () => {
    expect(new Map(documented(sectionOf("Likelihood")))).toEqual(new Map(flatten(LIKELIHOOD)));
    expect(new Map(documented(sectionOf("Impact")))).toEqual(new Map(flatten(IMPACT)));
  });

  it("shows the bands that are used", () => {
    const bands = [...sectionOf("Bands").matchAll(/^\| (\w+) \| (\d+)–(\d+) \|/gm)];
    expect(bands).toHaveLength(4);
    for (const [, band, from, to] of bands)
      expect([riskBandOf(Number(from)), riskBandOf(Number(to))]).toEqual([band, band]);
  });

  it("has an example that comes out as it says, also by hand", () => {
    const [input, output] = [...DOC.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text as string));
    expect(judgeRisk(input as RiskInput)).toMatchObject(output);
    const products = [...sectionOf("An example").matchAll(/^1 − ([\d.× ]+) = ([\d.]+)$/gm)].map(
      ([, factors, result]) => {
        const product = (factors as string).split("×").reduce((left, factor) => left * Number(factor), 1);
        expect(1 - product).toBeCloseTo(Number(result), 3);
        return 1 - product;
      },
    );
    expect(products).toHaveLength(2);
    expect(Math.round(100 * Math.sqrt((products[0] as number) * (products[1] as number)))).toBe(output.score);
  });
});
