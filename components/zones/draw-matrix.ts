import { VERDICTS } from "@/lib/contracts/choices";
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

/** Cells a side of a tile: what is in sight is a few of them, and only those are drawn. */
export const TILE_CELLS = 40;

/** Rows and columns of one tile, ends not included. */
export interface TilePlace {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** The tiles of a picture of so many zones, row by row. */
export function tilesOf(zones: number): TilePlace[] {
  const begins = Array.from({ length: Math.ceil(zones / TILE_CELLS) }, (_, at) => at * TILE_CELLS);
  const end = (begin: number) => Math.min(zones, begin + TILE_CELLS);
  return begins.flatMap((fromRow) =>
    begins.map((fromColumn) => ({ fromRow, toRow: end(fromRow), fromColumn, toColumn: end(fromColumn) })),
  );
}

/**
 * Cells of a tile as pixels, for shapes on a canvas cost ten times as much: darker = more bytes, frame = verdict, a wedge
 * in the corner = writes (open) or programming (filled), a strong line where the Purdue level changes. `pixels` holds
 * `CELL_SIDE_PX * scale` a cell and side.
 */
export function paintTile(
  { zones, picture }: Pick<PreparedMatrix, "zones" | "picture">,
  { fromRow, toRow, fromColumn, toColumn }: TilePlace,
  palette: MatrixPalette,
  scale: number,
  pixels: Uint32Array,
): void {
  const count = zones.length;
  const side = CELL_SIDE_PX * scale;
  const inner = side - scale;
  const width = (toColumn - fromColumn) * side;
  const lineAfter = (at: number) => {
    const next = zones[at + 1];
    return next !== undefined && next.purdueLevel !== zones[at]?.purdueLevel ? palette.band : palette.line;
  };
  const lines = Array.from({ length: toColumn - fromColumn }, (_, at) => lineAfter(fromColumn + at));
  const { shades, verdicts, marks } = picture;
  const [violation, inside] = [VERDICTS.indexOf("violation"), VERDICTS.indexOf("inside")];
  const wedges = [wedgeOf(false, width, inner, scale), wedgeOf(true, width, inner, scale)];
  for (let row = fromRow; row < toRow; row++) {
    const top = (row - fromRow) * side * width;
    // One line of pixels is what nearly all of a row's lines are.
    for (let at = 0, left = top, cell = row * count + fromColumn; at < lines.length; at++, left += side, cell++) {
      pixels.fill(palette.shades[shades[cell] as number] as number, left, left + inner);
      pixels.fill(lines[at] as number, left + inner, left + side);
    }
    for (let y = 1; y < inner; y++) pixels.copyWithin(top + y * width, top, top + width);
    const below = top + inner * width;
    pixels.fill(lineAfter(row), below, below + width);
    for (let at = 0; at < lines.length; at++)
      if (lines[at] === palette.band) pixels.fill(palette.band, below + at * side + inner, below + (at + 1) * side);
    for (let y = inner + 1; y < side; y++) pixels.copyWithin(top + y * width, below, below + width);
    for (let at = 0, left = top, cell = row * count + fromColumn; at < lines.length; at++, left += side, cell++) {
      if (row !== fromColumn + at) {
        if (verdicts[cell] === violation) frame(pixels, left, width, inner, 2 * scale, palette.violation);
        else if (verdicts[cell] === inside) frame(pixels, left, width, inner, scale, palette.inside);
      }
      const mark = marks[cell] as number;
      if (mark === 0) continue;
      const wedge = wedges[mark - 1] as readonly number[];
      for (let part = 0; part < wedge.length; part++) pixels[left + (wedge[part] as number)] = palette.ink;
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

/**
 * A right angle in the upper right corner, three pixels in, six long: its pixels, counted from the cell's first. Worked
 * out once for a tile, as thousands of cells have one.
 */
function wedgeOf(isFilled: boolean, width: number, inner: number, scale: number): number[] {
  const [inset, length] = [3 * scale, 6 * scale];
  const pixels: number[] = [];
  for (let y = 0; y < length; y++) {
    const end = (inset + y) * width + inner - inset;
    const begin = end - length + y;
    for (let at = begin; at < end; at++) {
      const isEdge = y < scale || at >= end - scale || at < begin + scale;
      if (isFilled || isEdge) pixels.push(at);
    }
  }
  return pixels;
}

/** Draws a tile. Sizes the canvas in device pixels; its size in CSS pixels is the caller's. */
export function drawTile(
  canvas: HTMLCanvasElement,
  matrix: PreparedMatrix,
  place: TilePlace,
  palette: MatrixPalette,
  scale: number,
): void {
  canvas.width = (place.toColumn - place.fromColumn) * CELL_SIDE_PX * scale;
  canvas.height = (place.toRow - place.fromRow) * CELL_SIDE_PX * scale;
  const context = canvas.getContext("2d");
  if (!context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  paintTile(matrix, place, palette, scale, new Uint32Array(image.data.buffer));
  context.putImageData(image, 0, 0);
}

/** The theme's colours as pixels: any notation of CSS, as the browser itself reads it. */
export function paletteOf(element: Element): MatrixPalette {
  const style = getComputedStyle(element);
  const names = ["--line", "--control", "--verdict-inside", "--verdict-violation", "--ink"];
  const inks = [...SHADES.map((alpha) => ({ name: "--control", alpha })), ...names.map((name) => ({ name, alpha: 1 }))];
  const sample = document.createElement("canvas");
  [sample.width, sample.height] = [inks.length, 1];
  const context = sample.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.fillStyle = style.getPropertyValue("--surface");
  context.fillRect(0, 0, inks.length, 1);
  for (const [at, { name, alpha }] of inks.entries()) {
    context.globalAlpha = alpha;
    context.fillStyle = style.getPropertyValue(name);
    context.fillRect(at, 0, 1, 1);
  }
  // Reading waits for the drawing, so all are read at once.
  const pixels = [...new Uint32Array(context.getImageData(0, 0, inks.length, 1).data.buffer)];
  const [line, band, inside, violation, ink] = pixels.slice(SHADES.length) as [number, number, number, number, number];
  return { shades: pixels.slice(0, SHADES.length), line, band, inside, violation, ink };
}
