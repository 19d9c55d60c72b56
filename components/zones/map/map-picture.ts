import {
  DEVICE_SCALE,
  type DrawnCounts,
  drawLevels,
  drawMap,
  drawStill,
  type MapScene,
  type MapView,
} from "./draw-map";
import type { Rect } from "./layout-map";

/** While somebody zooms the last picture is stretched, as long as it fills most of the window and can be read. */
const [LEAST_STRETCH, MOST_STRETCH] = [0.75, 2];

/**
 * Draws the map by what it drew before: a moved plant is shifted by whole pixels and only the edge that came into sight
 * is drawn, a nearer or farther one is stretched until the hand rests. Everything else, and every map at rest, is drawn
 * as it is.
 */
export class MapPicture {
  private readonly still: HTMLCanvasElement;
  private readonly pixels: CanvasRenderingContext2D;
  /** What stands in `still`, and how many pixels a CSS pixel has there. */
  private known: { readonly scene: MapScene; readonly ratio: number } | null = null;
  private counts: DrawnCounts = { zones: 0, devices: 0, links: 0 };

  constructor(still: HTMLCanvasElement = document.createElement("canvas")) {
    this.still = still;
    const pixels = still.getContext("2d", { alpha: false });
    if (!pixels) throw new Error("This browser draws on no canvas.");
    this.pixels = pixels;
  }

  /**
   * Draws one frame on a canvas of `width * ratio` by `height * ratio` pixels. What it says of a moving map is what it
   * said of the last one that was drawn as a whole.
   */
  draw(context: CanvasRenderingContext2D, scene: MapScene, ratio: number, isMoving: boolean): DrawnCounts {
    if (scene.view.scale >= DEVICE_SCALE) {
      // From so near few lines are seen: drawing them costs less than copying a picture.
      this.known = null;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.counts = drawMap(context, scene);
      return this.counts;
    }
    const known = isMoving && this.known?.ratio === ratio && isSamePlant(this.known.scene, scene) ? this.known : null;
    const stretch = known ? scene.view.scale / known.scene.view.scale : 1;
    if (known && stretch !== 1 && stretch >= LEAST_STRETCH && stretch <= MOST_STRETCH) {
      this.stretch(context, known.scene.view, scene, ratio);
      return this.counts;
    }
    const shown = known && stretch === 1 ? this.shift(known.scene.view, scene, ratio) : null;
    if (shown === null) this.drawAll(scene, ratio);
    this.known = { scene: shown === null ? scene : { ...scene, view: shown }, ratio };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.still, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLevels(context, this.known.scene);
    return this.counts;
  }

  private drawAll(scene: MapScene, ratio: number): void {
    const [width, height] = [Math.round(scene.width * ratio), Math.round(scene.height * ratio)];
    if (this.still.width !== width || this.still.height !== height) Object.assign(this.still, { width, height });
    this.pixels.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.counts = drawStill(this.pixels, scene, { x: 0, y: 0, width: scene.width, height: scene.height });
  }

  /** Moves what stands there and draws the edges that came into sight; null when nothing of it stays in sight. */
  private shift(from: MapView, scene: MapScene, ratio: number): MapView | null {
    const { view, width, height } = scene;
    const pixel = view.scale * ratio;
    const [right, down] = [Math.round((from.x - view.x) * pixel), Math.round((from.y - view.y) * pixel)];
    if (Math.abs(right) >= this.still.width || Math.abs(down) >= this.still.height) return null;
    const shown = { scale: view.scale, x: from.x - right / pixel, y: from.y - down / pixel };
    if (right === 0 && down === 0) return shown;
    this.pixels.setTransform(1, 0, 0, 1, 0, 0);
    this.pixels.drawImage(this.still, right, down);
    this.pixels.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const edge of edgesOf(width, height, right / ratio, down / ratio))
      drawStill(this.pixels, { ...scene, view: shown }, edge);
    return shown;
  }

  private stretch(context: CanvasRenderingContext2D, from: MapView, scene: MapScene, ratio: number): void {
    const { view, width, height, ink } = scene;
    const factor = view.scale / from.scale;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = ink.canvas;
    context.fillRect(0, 0, width, height);
    const [x, y] = [(from.x - view.x) * view.scale, (from.y - view.y) * view.scale];
    context.drawImage(this.still, x, y, width * factor, height * factor);
    drawLevels(context, scene);
  }
}

/** Whether two scenes differ in nothing but what part of the plant they show. */
function isSamePlant(a: MapScene, b: MapScene): boolean {
  const { view: _a, ...restOfA } = a;
  const { view: _b, ...restOfB } = b;
  return (Object.keys(restOfA) as (keyof typeof restOfA)[]).every((key) => restOfA[key] === restOfB[key]);
}

/** The parts of a window that a shift to the right and down uncovers; negative is to the left and up. */
export function edgesOf(width: number, height: number, right: number, down: number): Rect[] {
  const edges: Rect[] = [];
  if (right !== 0) edges.push({ x: right > 0 ? 0 : width + right, y: 0, width: Math.abs(right), height });
  if (down !== 0) {
    // Without the corner that the first edge has.
    const [x, rest] = [Math.max(0, right), width - Math.abs(right)];
    edges.push({ x, y: down > 0 ? 0 : height + down, width: rest, height: Math.abs(down) });
  }
  return edges;
}
