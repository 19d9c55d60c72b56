import type { PreparedMatrix } from "./prepare-matrix";

/** Side of a cell with its line, in CSS pixels: as high as a line of the smallest text, for the heading beside it. */
export const CELL_SIDE_PX = 14;

/** A canvas of more pixels than these costs more memory than its sharpness is worth: 146 zones at twice the pixels. */
const MAX_PIXELS = 4_096 ** 2;

/** Device pixels for a CSS pixel: the screen's own as long as the picture stays within its memory. */
export function matrixScale(zones: number, devicePixelRatio: number): number {
  return Math.max(1, Math.min(devicePixelRatio, Math.sqrt(MAX_PIXELS) / (zones * CELL_SIDE_PX || 1)));
}

/** Share of the control colour by shade; stronger than in the table of few zones, as the cells are smaller. */
const SHADES = [0, 0.16, 0.28, 0.42, 0.58, 0.75];

/**
 * Draws all cells: darker = more bytes, frame = verdict, a wedge = writes (open) or programming (filled), a strong line
 * where the Purdue level changes. Sizes the canvas in device pixels; its size in CSS pixels is the caller's.
 */
export function drawMatrix(canvas: HTMLCanvasElement, matrix: PreparedMatrix, scale: number): void {
  const side = CELL_SIDE_PX;
  const whole = matrix.zones.length * side;
  canvas.width = canvas.height = Math.round(whole * scale);
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = colour("--surface");
  context.fillRect(0, 0, whole, whole);
  const at = new Map(matrix.zones.map((zone, index) => [zone.key, index]));
  const places = matrix.cells.map((cell) => ({
    cell,
    x: (at.get(cell.to) ?? 0) * side,
    y: (at.get(cell.from) ?? 0) * side,
  }));
  const inner = side - 1;
  // One colour after the other: changing it is what costs.
  context.fillStyle = colour("--control");
  for (const [shade, alpha] of SHADES.entries()) {
    context.globalAlpha = alpha;
    for (const { cell, x, y } of places) if (cell.shade === shade) context.fillRect(x, y, inner, inner);
  }
  context.globalAlpha = 1;
  drawLines(context, matrix, whole, colour);
  for (const verdict of ["inside", "violation"] as const) {
    const line = verdict === "violation" ? 2 : 1;
    context.strokeStyle = colour(`--verdict-${verdict}`);
    context.lineWidth = line;
    context.beginPath();
    for (const { cell, x, y } of places) {
      if (cell.verdict !== verdict || cell.from === cell.to) continue;
      context.rect(x + line / 2, y + line / 2, inner - line, inner - line);
    }
    context.stroke();
  }
  context.fillStyle = context.strokeStyle = colour("--ink");
  context.lineWidth = 1;
  for (const mark of ["program", "write"] as const) {
    context.beginPath();
    for (const { cell, x, y } of places) {
      if (cell.mark !== mark) continue;
      context.moveTo(x + inner - 8.5, y + 3);
      context.lineTo(x + inner - 3, y + 3);
      context.lineTo(x + inner - 3, y + 8.5);
      context.closePath();
    }
    if (mark === "program") context.fill();
    context.stroke();
  }
}

/** A line after every row and column, a stronger one where the level changes. */
function drawLines(
  context: CanvasRenderingContext2D,
  { zones }: PreparedMatrix,
  whole: number,
  colour: (name: string) => string,
): void {
  for (const isBand of [false, true]) {
    context.fillStyle = colour(isBand ? "--control" : "--line");
    for (const [index, zone] of zones.entries()) {
      const next = zones[index + 1];
      if ((next !== undefined && next.purdueLevel !== zone.purdueLevel) !== isBand) continue;
      const end = (index + 1) * CELL_SIDE_PX - 1;
      context.fillRect(0, end, whole, 1);
      context.fillRect(end, 0, 1, whole);
    }
  }
}
