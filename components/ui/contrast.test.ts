import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const GROUNDS = ["canvas", "surface", "raised", "hover", "selected"];
const INKS = [
  "ink",
  "soft",
  "muted",
  "accent",
  "danger",
  "risk-low-text",
  "risk-medium-text",
  "risk-high-text",
  "risk-critical-text",
];
const SIGNS = ["control", "accent", "risk-high", "risk-critical"];

type Colour = readonly [lightness: number, chroma: number, hue: number];

function tokensOf(theme: "light" | "dark"): Map<string, Colour> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(CSS)?.[1] ?? "";
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return new Map([...found].map(([, name, l, c, h]) => [name ?? "", [Number(l), Number(c), Number(h)] as const]));
}

/** Relative luminance of an OKLCH colour, clipped to sRGB (WCAG 2.2; matrices by Björn Ottosson). */
function luminance([lightness, chroma, hue]: Colour): number {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): Colour => {
    const found = tokens.get(name);
    if (!found) throw new Error(`${theme} has no --${name}`);
    return found;
  };
  const tooWeak = (inks: string[], grounds: string[], least: number) =>
    inks.flatMap((ink) =>
      grounds
        .map((ground) => ({ pair: `${ink} on ${ground}`, ratio: contrast(colour(ink), colour(ground)) }))
        .filter((it) => it.ratio < least),
    );

  it("keeps every text at 4.5:1 on every ground", () => {
    expect(tooWeak(INKS, GROUNDS, 4.5)).toEqual([]);
    expect(tooWeak(["on-accent"], ["accent", "accent-strong"], 4.5)).toEqual([]);
    expect(tooWeak(["on-danger"], ["danger"], 4.5)).toEqual([]);
  });

  it("keeps signs and frames of controls at 3:1", () => {
    expect(tooWeak(SIGNS, ["canvas", "surface", "raised"], 3)).toEqual([]);
  });

  it("lets risk rise in contrast, so that its order survives without colour", () => {
    const steps = ["low", "medium", "high", "critical"].map((it) => contrast(colour(`risk-${it}`), colour("surface")));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});
