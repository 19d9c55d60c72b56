import type { MapView } from "./draw-map";
import { FRAME_MARGIN_PX, fitScale, type MapLayout, NARROW_BELOW_PX, NARROW_FRAME } from "./layout-map";

const [LEAST_SCALE, MOST_SCALE] = [0.02, 3];

/** All of it; in a narrow window as wide as that, from the top, so that names can be read. Sizes in CSS pixels. */
export function wholeOf(layout: MapLayout, width: number, height: number): MapView {
  const frame = width < NARROW_BELOW_PX ? { width, height: Math.max(height, NARROW_FRAME.height) } : { width, height };
  const scale = Math.max(LEAST_SCALE, fitScale(layout, frame));
  return {
    scale,
    x: (layout.width - width / scale) / 2,
    y: Math.min(-FRAME_MARGIN_PX / scale, (layout.height - height / scale) / 2),
  };
}

/** Nearer or further by a factor, within bounds; the point (px, py) of the canvas stays where it is. */
export function zoomed(at: MapView, factor: number, px: number, py: number): MapView {
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, at.scale * factor));
  return { scale, x: at.x + px / at.scale - px / scale, y: at.y + py / at.scale - py / scale };
}

/** Moved on by CSS pixels, as far as they are in the scale of the view. */
export function panned(at: MapView, dxPx: number, dyPx: number): MapView {
  return { ...at, x: at.x + dxPx / at.scale, y: at.y + dyPx / at.scale };
}
