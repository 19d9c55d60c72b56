import type { PreparedMatrix } from "./prepare-matrix";

/** Side of a cell and its gap, in CSS pixels: 200 zones are 1,600 wide. */
const SIDE = 8;

export function sizeOf(zones: number): { width: number; height: number } {
  return { width: zones * SIDE, height: zones * SIDE };
}

export function placeAt(row: number, column: number): { x: number; y: number; side: number } {
  return { x: column * SIDE, y: row * SIDE, side: SIDE };
}

/** Share of the control colour by shade, as in the table of few zones. */
const SHADES = [0, 0.16, 0.28, 0.42, 0.58, 0.75];

/** Draws all cells: darker = more bytes, frame = verdict, a corner = writes or programming. */
export function drawMatrix(canvas: HTMLCanvasElement, matrix: PreparedMatrix): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  context.globalAlpha = 1;
  context.fillStyle = colour("--surface");
  context.fillRect(0, 0, canvas.width, canvas.height);
  const at = new Map(matrix.zones.map((zone, index) => [zone.key, index]));
  const inner = SIDE - 1;
  // One colour after the other: changing it is what costs.
  context.fillStyle = colour("--control");
  for (const [shade, alpha] of SHADES.entries()) {
    context.globalAlpha = alpha;
    for (const cell of matrix.cells) {
      if (cell.shade !== shade) continue;
      context.fillRect((at.get(cell.to) ?? 0) * SIDE, (at.get(cell.from) ?? 0) * SIDE, inner, inner);
    }
  }
  context.globalAlpha = 1;
  for (const verdict of ["inside", "violation"] as const) {
    context.strokeStyle = colour(`--verdict-${verdict}`);
    context.lineWidth = verdict === "violation" ? 2 : 1;
    context.beginPath();
    for (const cell of matrix.cells) {
      if (cell.verdict !== verdict || cell.from === cell.to) continue;
      context.rect((at.get(cell.to) ?? 0) * SIDE + 0.5, (at.get(cell.from) ?? 0) * SIDE + 0.5, inner - 1, inner - 1);
    }
    context.stroke();
  }
  context.fillStyle = colour("--ink");
  context.beginPath();
  for (const cell of matrix.cells) {
    if (cell.mark === null) continue;
    const [x, y] = [(at.get(cell.to) ?? 0) * SIDE, (at.get(cell.from) ?? 0) * SIDE];
    const side = cell.mark === "program" ? 5 : 3;
    context.moveTo(x + inner - side, y);
    context.lineTo(x + inner, y);
    context.lineTo(x + inner, y + side);
  }
  context.fill();
}

export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** Draws the crosshair over a cell, on a canvas of its own: the cells below stay as they are. Null takes it away. */
export function crossMatrix(canvas: HTMLCanvasElement, spot: Spot | null): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!spot) return;
  const { x, y, side } = placeAt(spot.row, spot.column);
  const accent = getComputedStyle(canvas).getPropertyValue("--accent");
  context.fillStyle = accent;
  context.globalAlpha = 0.16;
  context.fillRect(0, y, canvas.width, side);
  context.fillRect(x, 0, side, canvas.height);
  context.globalAlpha = 1;
  context.strokeStyle = accent;
  context.lineWidth = 2;
  context.strokeRect(x, y, side, side);
}
