import type { MapInk } from "./draw-map";
import type { MapDevice } from "./layout-map";

/** The colours and the font of an element's theme, which a canvas has to be told. */
export function readInk(element: HTMLElement): MapInk {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const risk = Object.fromEntries(
    (["low", "medium", "high", "critical"] as const).map((band) => [band, colour(`risk-${band}`)]),
  ) as Record<MapDevice["riskBand"], string>;
  return {
    ...{ canvas: colour("canvas"), surface: colour("surface"), raised: colour("raised"), line: colour("line") },
    ...{ lineStrong: colour("line-strong"), ink: colour("ink"), soft: colour("soft"), muted: colour("muted") },
    ...{ track: colour("track"), accent: colour("accent"), inside: colour("verdict-inside") },
    ...{ violation: colour("verdict-violation"), undecided: colour("verdict-undecided"), risk },
    font: style.fontFamily,
  };
}

/** The colours of the light theme, whatever the screen shows: paper is white. */
export function lightInk(): MapInk {
  const light = document.createElement("span");
  light.dataset.theme = "light";
  document.body.append(light);
  const read = readInk(light);
  light.remove();
  return read;
}
