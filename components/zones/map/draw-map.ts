import { roleTitle } from "@/lib/domain/device/role-title";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import {
  cellOf,
  type MapDevice,
  type MapLayout,
  type MapLink,
  overlaps,
  type PlacedZone,
  type Rect,
  visibleCells,
} from "./layout-map";
import { type Route, routesOf, traceLine } from "./route-links";

/** What part of the world is seen: `scale` CSS pixels for each unit, `x` and `y` the world's place of the upper left. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Colours as the theme has them now. */
export interface MapInk {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly soft: string;
  readonly muted: string;
  readonly track: string;
  readonly accent: string;
  readonly inside: string;
  readonly violation: string;
  readonly undecided: string;
  readonly risk: Readonly<Record<MapDevice["riskBand"], string>>;
  readonly font: string;
}

export interface MapScene {
  readonly layout: MapLayout;
  readonly view: MapView;
  readonly width: number;
  readonly height: number;
  readonly ink: MapInk;
  /** Ids that a query found; null without a query. */
  readonly highlighted: ReadonlySet<string> | null;
  /** Per zone key, how many of its devices are highlighted. */
  readonly highlightedIn: ReadonlyMap<string, number>;
  readonly chosen: string | null;
}

/** From which scale on groups, and single devices, can be read; from further away a zone is told in words. */
export const GROUP_SCALE = 0.5;
export const DEVICE_SCALE = 0.75;
/** Smaller than this nobody reads it, and it is not drawn. */
const LEAST_TEXT_PX = 6;

/** What a frame has drawn: for the bench and for tests. */
export interface DrawnCounts {
  readonly zones: number;
  readonly devices: number;
  readonly links: number;
}

/** Draws one frame as it is. Only what touches the window is looked at, so the size of the plant does not count. */
export function drawMap(context: CanvasRenderingContext2D, scene: MapScene): DrawnCounts {
  const drawn = drawStill(context, scene, { x: 0, y: 0, width: scene.width, height: scene.height });
  drawLevels(context, scene);
  return drawn;
}

/** Wider than any line, arrowhead or square that reaches beyond its place, in CSS pixels. */
const REACH_PX = 12;

/** All that moves with the plant, within a part of the window (in CSS pixels) and nowhere else. */
export function drawStill(context: CanvasRenderingContext2D, scene: MapScene, part: Rect): DrawnCounts {
  const { layout, view, ink } = scene;
  const reach = REACH_PX / view.scale;
  const window: Rect = {
    x: view.x + part.x / view.scale - reach,
    y: view.y + part.y / view.scale - reach,
    width: part.width / view.scale + 2 * reach,
    height: part.height / view.scale + 2 * reach,
  };
  context.save();
  context.beginPath();
  context.rect(part.x, part.y, part.width, part.height);
  context.clip();
  context.fillStyle = ink.canvas;
  context.fillRect(part.x, part.y, part.width, part.height);
  context.scale(view.scale, view.scale);
  context.translate(-view.x, -view.y);
  drawLayers(context, scene, window);
  const seen = layout.zones.filter((placed) => overlaps(placed, window));
  // Below the boxes, so that no line crosses a name.
  let links = 0;
  const routes = routesOf(layout);
  for (const [at, link] of layout.links.entries())
    if (drawLink(context, link, routes[at] as Route, scene, window)) links += 1;
  for (const placed of seen) drawBox(context, placed, scene);
  let devices = 0;
  for (const placed of seen) devices += drawContent(context, placed, scene, window);
  context.restore();
  return { zones: seen.length, devices, links };
}

/** Every second level on a ground of its own. */
function drawLayers(context: CanvasRenderingContext2D, { layout, ink }: MapScene, window: Rect): void {
  context.fillStyle = ink.surface;
  for (const [at, { y, height }] of layout.layers.entries()) {
    if (at % 2 === 1) continue;
    const [top, tall] = [y - layout.layerGap / 2, height + layout.layerGap];
    if (top < window.y + window.height && top + tall > window.y) context.fillRect(window.x, top, window.width, tall);
  }
}

/** The levels at the left edge of the window, wherever it is; a rim keeps them readable over what lies below. */
export function drawLevels(
  context: CanvasRenderingContext2D,
  { layout, view, ink, width, height: tall }: MapScene,
): void {
  const unit = 1 / view.scale;
  const window: Rect = { x: view.x, y: view.y, width: width * unit, height: tall * unit };
  context.save();
  context.scale(view.scale, view.scale);
  context.translate(-view.x, -view.y);
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const { label, title, y, height } of layout.layers) {
    if (y > window.y + window.height || y + height < window.y) continue;
    const top = Math.max(y, window.y + 6 * unit);
    const write = (text: string, font: string, colour: string, below: number) => {
      context.font = font;
      context.lineWidth = 4 * unit;
      context.strokeStyle = ink.canvas;
      context.strokeText(text, window.x + 8 * unit, top + below);
      context.fillStyle = colour;
      context.fillText(text, window.x + 8 * unit, top + below);
    };
    write(label, `600 ${12 * unit}px ${ink.font}`, ink.soft, 0);
    if (width >= 700 && height * view.scale > 26) write(title, `${11 * unit}px ${ink.font}`, ink.muted, 15 * unit);
  }
  context.restore();
}

function drawBox(context: CanvasRenderingContext2D, placed: PlacedZone, { view, ink, chosen }: MapScene): void {
  const isChosen = chosen === placed.zone.key;
  context.fillStyle = ink.raised;
  context.fillRect(placed.x, placed.y, placed.width, placed.height);
  context.strokeStyle = isChosen ? ink.accent : ink.lineStrong;
  context.lineWidth = (isChosen ? 2.5 : 1) / view.scale;
  context.strokeRect(placed.x, placed.y, placed.width, placed.height);
  if (placed.zone.riskBand) {
    context.fillStyle = ink.risk[placed.zone.riskBand];
    context.fillRect(placed.x, placed.y, Math.max(4, 4 / view.scale), placed.height);
  }
}

/** Seen traffic by its verdict, a conduit as a thick line; writes have a square. */
function drawLink(
  context: CanvasRenderingContext2D,
  link: MapLink,
  { a, b, fromBend, toBend, line, reach }: Route,
  { view, ink, chosen }: MapScene,
  window: Rect,
): boolean {
  if (!overlaps(reach, window)) return false;
  context.beginPath();
  if (!traceLine(context, line, window)) return false;
  const isFaint = chosen !== null && chosen !== link.from && chosen !== link.to;
  context.globalAlpha = isFaint ? 0.15 : link.verdict === "undecided" ? 0.75 : 1;
  context.strokeStyle =
    link.verdict === "violation" ? ink.violation : link.verdict === "inside" ? ink.inside : ink.undecided;
  context.lineWidth = (link.isConduit ? 2.5 : 1.25) / view.scale;
  context.setLineDash(
    link.verdict === "violation"
      ? [6 / view.scale, 4 / view.scale]
      : link.flows === 0
        ? [2 / view.scale, 4 / view.scale]
        : [],
  );
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = context.strokeStyle;
  const size = 4 / view.scale;
  const angle = Math.atan2(b.y - toBend.y, b.x - toBend.x);
  context.beginPath();
  context.moveTo(b.x, b.y);
  context.lineTo(b.x - 2 * size * Math.cos(angle - 0.5), b.y - 2 * size * Math.sin(angle - 0.5));
  context.lineTo(b.x - 2 * size * Math.cos(angle + 0.5), b.y - 2 * size * Math.sin(angle + 0.5));
  context.fill();
  if (link.hasWrites) {
    // Near the end that is written to, where no box lies above the line.
    const x = 0.05 * a.x + 0.19 * fromBend.x + 0.38 * toBend.x + 0.38 * b.x;
    const y = 0.05 * a.y + 0.19 * fromBend.y + 0.38 * toBend.y + 0.38 * b.y;
    context.fillRect(x - size, y - size, 2 * size, 2 * size);
  }
  context.globalAlpha = 1;
  return true;
}

/** The zone's name, and what the scale lets one read of it. Returns how many devices were drawn. */
function drawContent(context: CanvasRenderingContext2D, placed: PlacedZone, scene: MapScene, window: Rect): number {
  const { view, ink } = scene;
  const size = Math.max(15, Math.min(placed.header * 0.62, 13 / view.scale));
  if (size * view.scale < LEAST_TEXT_PX) return 0;
  context.font = `600 ${size}px ${ink.font}`;
  context.textBaseline = "top";
  context.fillStyle = ink.ink;
  const left = placed.x + Math.max(14, 9 / view.scale);
  const room = placed.x + placed.width - 6 / view.scale - left;
  const top = placed.y + Math.min(placed.header * 0.25, 5 / view.scale);
  context.fillText(shorten(context, placed.zone.name, room), left, top);
  if (view.scale >= GROUP_SCALE) return drawGroups(context, placed, scene, window, { left, room });
  drawSummary(context, placed, scene, {
    left,
    room,
    top: top + size * 1.3,
    size: Math.min(11 / view.scale, size * 0.85),
  });
  return 0;
}

interface Column {
  readonly left: number;
  readonly room: number;
}

/** From afar: how many devices, of which roles as far as there is room, and how their risk is spread. */
function drawSummary(
  context: CanvasRenderingContext2D,
  placed: PlacedZone,
  { view, ink, highlighted, highlightedIn }: MapScene,
  { left, room, top, size }: Column & { readonly top: number; readonly size: number },
): void {
  const strip = 4 / view.scale;
  if (placed.zone.key === INTERNET) return;
  const bottom = placed.y + placed.height - strip - 4 / view.scale;
  const count = placed.devices.length;
  const total = highlighted
    ? `${highlightedIn.get(placed.zone.key) ?? 0} of ${count} found`
    : count === 0
      ? "no device"
      : count === 1
        ? "1 device"
        : `${count} devices`;
  const roles = [...placed.groups]
    .sort((a, b) => b.count - a.count)
    .map(({ role, count }) => `${role === null ? "unknown role" : roleTitle(role)} ${count}`);
  context.font = `${size}px ${ink.font}`;
  let y = top;
  for (const line of [total, ...roles]) {
    if (y + size > bottom) break;
    context.fillStyle = y === top ? ink.soft : ink.muted;
    context.fillText(shorten(context, line, room), left, y);
    y += size * 1.35;
  }
  if (count === 0) return;
  let x = left;
  for (const band of RISK_ORDER) {
    const width = (room * placed.bands[band]) / count;
    context.fillStyle = ink.risk[band];
    context.fillRect(x, placed.y + placed.height - strip - 2 / view.scale, width, strip);
    x += width;
  }
}

const RISK_ORDER = ["critical", "high", "medium", "low"] as const;

function drawGroups(
  context: CanvasRenderingContext2D,
  placed: PlacedZone,
  { view, ink, highlighted }: MapScene,
  window: Rect,
  { left, room }: Column,
): number {
  let drawn = 0;
  for (const group of placed.groups) {
    const y = placed.y + group.y;
    const isSeen = y < window.y + window.height && y + 20 + group.rows * 30 > window.y;
    if (!isSeen) continue;
    context.font = `${Math.max(11, Math.min(18, 11 / view.scale))}px ${ink.font}`;
    context.fillStyle = ink.muted;
    const title = group.role === null ? "unknown role" : roleTitle(group.role);
    context.fillText(shorten(context, `${title} ${group.count}`, room), left, y + 1);
    const { from, to } = visibleCells(placed, group, window);
    const isReadable = view.scale >= DEVICE_SCALE;
    context.font = `12px ${ink.font}`;
    for (let index = from; index < to; index++) {
      const device = placed.devices[index] as MapDevice;
      const cell = cellOf(placed, group, index);
      if (cell.x > window.x + window.width || cell.x + cell.width < window.x) continue;
      drawn += 1;
      const isFound = highlighted === null || highlighted.has(device.id);
      context.globalAlpha = isFound ? 1 : 0.25;
      context.fillStyle = isReadable ? ink.canvas : ink.track;
      context.fillRect(cell.x, cell.y, cell.width, cell.height);
      context.fillStyle = ink.risk[device.riskBand];
      context.fillRect(cell.x, cell.y, 3, cell.height);
      if (isReadable) {
        context.fillStyle = ink.ink;
        context.fillText(shorten(context, device.name, cell.width - 12), cell.x + 8, cell.y + 6);
      }
      if (device.state === "unsanctioned") {
        context.fillStyle = ink.risk.high;
        context.fillRect(cell.x + cell.width - 6, cell.y + 2, 4, 4);
      }
      if (highlighted !== null && isFound) {
        context.strokeStyle = ink.accent;
        context.lineWidth = 2 / Math.min(1, view.scale);
        context.strokeRect(cell.x, cell.y, cell.width, cell.height);
      }
    }
    context.globalAlpha = 1;
  }
  return drawn;
}

/** Widths of texts by font: measuring is what drawing text costs most. */
const shortened = new Map<string, string>();
const MAX_SHORTENED = 50_000;

/** As much of a text as fits, with an ellipsis where it was cut. */
function shorten(context: CanvasRenderingContext2D, text: string, width: number): string {
  const key = `${context.font}\n${Math.round(width)}\n${text}`;
  const known = shortened.get(key);
  if (known !== undefined) return known;
  let shown = text;
  if (context.measureText(text).width > width) {
    let length = Math.max(1, Math.floor((text.length * width) / context.measureText(text).width) - 1);
    while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
    shown = `${text.slice(0, length)}…`;
  }
  if (shortened.size >= MAX_SHORTENED) shortened.clear();
  shortened.set(key, shown);
  return shown;
}
