import type { MapLayout, PlacedZone, Rect } from "./layout-map";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How a line runs: a curve from the edge of one box to the edge of the other. */
export interface Route {
  readonly a: Spot;
  readonly b: Spot;
  readonly fromBend: Spot;
  readonly toBend: Spot;
  /** The curve as short straight parts, from `a` to `b`. */
  readonly line: readonly Spot[];
  /** All of it lies in here. */
  readonly reach: Rect;
}

/** So long a straight part of a curve is not seen as one, at scale 1; in units of the world. */
const PART_LENGTH = 60;
const [LEAST_PARTS, MOST_PARTS] = [16, 96];

const known = new WeakMap<MapLayout, readonly Route[]>();

/** The route of each link of a layout, in their order. Worked out once, not for every frame. */
export function routesOf(layout: MapLayout): readonly Route[] {
  const routes = known.get(layout) ?? route(layout);
  known.set(layout, routes);
  return routes;
}

type Side = "top" | "bottom";

interface End {
  readonly placed: PlacedZone;
  readonly side: Side;
  readonly other: PlacedZone;
}

/** Lines leave at the edge that looks to the other zone, side by side in the order of where they go. */
function route(layout: MapLayout): Route[] {
  const ends = layout.links.map(({ from, to }): [End, End] => {
    const [a, b] = [layout.byKey.get(from) as PlacedZone, layout.byKey.get(to) as PlacedZone];
    const [sideA, sideB]: [Side, Side] =
      a.y + a.height <= b.y ? ["bottom", "top"] : b.y + b.height <= a.y ? ["top", "bottom"] : ["top", "top"];
    return [
      { placed: a, side: sideA, other: b },
      { placed: b, side: sideB, other: a },
    ];
  });
  const bySide = new Map<string, End[]>();
  for (const end of ends.flat()) {
    const key = `${end.side} ${end.placed.zone.key}`;
    bySide.set(key, [...(bySide.get(key) ?? []), end]);
  }
  const spots = new Map<End, Spot>();
  for (const list of bySide.values()) {
    const sorted = [...list].sort((a, b) => middleOf(a.other) - middleOf(b.other));
    for (const [at, end] of sorted.entries()) {
      const { x, y, width, height } = end.placed;
      spots.set(end, {
        x: x + width * (0.1 + (0.8 * (at + 1)) / (sorted.length + 1)),
        y: end.side === "top" ? y : y + height,
      });
    }
  }
  return ends.map(([from, to]) => curveOf(from, to, spots.get(from) as Spot, spots.get(to) as Spot, layout.layerGap));
}

function curveOf(from: End, to: End, a: Spot, b: Spot, layerGap: number): Route {
  const depth = from.side === to.side ? layerGap * 0.7 : Math.max(layerGap * 0.5, Math.abs(a.y - b.y) * 0.4);
  const bend = ({ side }: End, { x, y }: Spot) => ({ x, y: side === "top" ? y - depth : y + depth });
  const [fromBend, toBend] = [bend(from, a), bend(to, b)];
  const [xs, ys] = [
    [a.x, b.x, fromBend.x, toBend.x],
    [a.y, b.y, fromBend.y, toBend.y],
  ];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const reach = { x: left, y: top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
  const parts = Math.min(MOST_PARTS, Math.max(LEAST_PARTS, Math.ceil((reach.width + reach.height) / PART_LENGTH)));
  const line = Array.from({ length: parts + 1 }, (_, at) => {
    const [t, u] = [at / parts, 1 - at / parts];
    const [p, q, r, o] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return {
      x: p * a.x + q * fromBend.x + r * toBend.x + o * b.x,
      y: p * a.y + q * fromBend.y + r * toBend.y + o * b.y,
    };
  });
  return { a, b, fromBend, toBend, line, reach };
}

/**
 * Adds what the window sees of a line to the path; false when that is nothing. A dash is worth thousands of strokes on a
 * curve that runs across the whole plant, most of them far outside.
 */
export function traceLine(context: CanvasRenderingContext2D, line: readonly Spot[], window: Rect): boolean {
  const [right, bottom] = [window.x + window.width, window.y + window.height];
  let isSeen = false;
  let isOpen = false;
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1] as Spot, line[at] as Spot];
    const isOutside =
      (from.x < window.x && to.x < window.x) ||
      (from.y < window.y && to.y < window.y) ||
      (from.x > right && to.x > right) ||
      (from.y > bottom && to.y > bottom);
    if (isOutside) {
      isOpen = false;
      continue;
    }
    if (!isOpen) context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    isOpen = true;
    isSeen = true;
  }
  return isSeen;
}

const middleOf = ({ x, width }: PlacedZone) => x + width / 2;
