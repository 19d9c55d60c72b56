import { VERDICTS } from "@/lib/contracts/flow-matrix";
import type { PreparedMatrix } from "./prepare-matrix";

/** Side of a cell with its line, in CSS pixels: as high as a line of the smallest text, for the heading beside it. */
export const CELL_SIDE_PX = 14;

/** A canvas of more pixels than these costs more memory than its sharpness is worth: 146 zones at twice the pixels. */
const MAX_PIXELS = 4_096 ** 2;

/** Whole device pixels for a CSS pixel: the screen's own as long as the picture stays within its memory. */
export function matrixScale(zones: number, devicePixelRatio: number): number {
  const most = Math.sqrt(MAX_PIXELS) / (zones * CELL_SIDE_PX || 1);
  return Math.max(1, Math.floor(Math.min(Math.ceil(devicePixelRatio), most)));
}

/** Share of the control colour by shade; stronger than in the table of few zones, as the cells are smaller. */
const SHADES = [0, 0.16, 0.28, 0.42, 0.58, 0.75];

/** Pixels as ImageData holds them, one 32-bit number each. */
export interface MatrixPalette {
  /** By shade. */
  readonly shades: readonly number[];
  readonly line: number;
  /** Where the Purdue level changes. */
  readonly band: number;
  readonly inside: number;
  readonly violation: number;
  readonly ink: number;
}

/**
 * All cells as pixels, for 40,000 of them cost a canvas ten times as long as shapes: darker = more bytes, frame =
 * verdict, a wedge in the corner = writes (open) or programming (filled), a strong line where the Purdue level changes.
 * `pixels` holds a square of `zones * CELL_SIDE_PX * scale` a side.
 */
export function paintMatrix(
  { zones, picture }: Pick<PreparedMatrix, "zones" | "picture">,
  palette: MatrixPalette,
  scale: number,
  pixels: Uint32Array,
): void {
  const count = zones.length;
  const side = CELL_SIDE_PX * scale;
  const inner = side - scale;
  const width = count * side;
  const lineAfter = zones.map((zone, at) => {
    const next = zones[at + 1];
    return next !== undefined && next.purdueLevel !== zone.purdueLevel ? palette.band : palette.line;
  });
  for (let row = 0; row < count; row++) {
    const top = row * side * width;
    // One line of pixels is what nearly all of a row's lines are.
    for (let column = 0; column < count; column++) {
      const left = top + column * side;
      pixels.fill(palette.shades[picture.shades[row * count + column] as number] as number, left, left + inner);
      pixels.fill(lineAfter[column] as number, left + inner, left + side);
    }
    for (let y = 1; y < inner; y++) pixels.copyWithin(top + y * width, top, top + width);
    for (let y = inner; y < side; y++) {
      const begin = top + y * width;
      pixels.fill(lineAfter[row] as number, begin, begin + width);
      for (let column = 0; column < count; column++) {
        if (lineAfter[column] === palette.band)
          pixels.fill(palette.band, begin + column * side + inner, begin + (column + 1) * side);
      }
    }
    for (let column = 0; column < count; column++) {
      const left = top + column * side;
      const verdict = VERDICTS[picture.verdicts[row * count + column] as number];
      if (row !== column && verdict === "violation") frame(pixels, left, width, inner, 2 * scale, palette.violation);
      if (row !== column && verdict === "inside") frame(pixels, left, width, inner, scale, palette.inside);
      const mark = picture.marks[row * count + column] as number;
      if (mark > 0) wedge(pixels, left, width, inner, scale, mark === 2, palette.ink);
    }
  }
}

function frame(pixels: Uint32Array, left: number, width: number, inner: number, line: number, colour: number): void {
  for (let y = 0; y < inner; y++) {
    const begin = left + y * width;
    if (y < line || y >= inner - line) pixels.fill(colour, begin, begin + inner);
    else {
      for (let x = 0; x < line; x++) pixels[begin + x] = pixels[begin + inner - 1 - x] = colour;
    }
  }
}

/** A right angle in the upper right corner, three pixels in, six long. */
function wedge(
  pixels: Uint32Array,
  left: number,
  width: number,
  inner: number,
  scale: number,
  isFilled: boolean,
  colour: number,
): void {
  const [inset, length] = [3 * scale, 6 * scale];
  for (let y = 0; y < length; y++) {
    const end = left + (inset + y) * width + inner - inset;
    const begin = end - length + y;
    for (let at = begin; at < end; at++) {
      const isEdge = y < scale || at >= end - scale || at < begin + scale;
      if (isFilled || isEdge) pixels[at] = colour;
    }
  }
}

/** Draws all cells. Sizes the canvas in device pixels; its size in CSS pixels is the caller's. */
export function drawMatrix(canvas: HTMLCanvasElement, matrix: PreparedMatrix, scale: number): void {
  const width = matrix.zones.length * CELL_SIDE_PX * scale;
  canvas.width = canvas.height = width;
  const context = canvas.getContext("2d");
  if (!context || width === 0) return;
  const image = context.createImageData(width, width);
  paintMatrix(matrix, paletteOf(canvas), scale, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/** The theme's colours as pixels: any notation of CSS, as the browser itself reads it. */
function paletteOf(canvas: HTMLCanvasElement): MatrixPalette {
  const style = getComputedStyle(canvas);
  const sample = document.createElement("canvas");
  sample.width = sample.height = 1;
  const context = sample.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  const pixel = (name: string, alpha = 1) => {
    context.globalAlpha = 1;
    context.fillStyle = style.getPropertyValue("--surface");
    context.fillRect(0, 0, 1, 1);
    context.globalAlpha = alpha;
    context.fillStyle = style.getPropertyValue(name);
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] as number;
  };
  return {
    shades: SHADES.map((alpha) => pixel("--control", alpha)),
    line: pixel("--line"),
    band: pixel("--control"),
    inside: pixel("--verdict-inside"),
    violation: pixel("--verdict-violation"),
    ink: pixel("--ink"),
  };
}
