import { roleTitle } from "@/lib/domain/device/role-title";
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

/** From which scale on groups, and single devices, can be read. */
export const GROUP_SCALE = 0.28;
export const DEVICE_SCALE = 0.62;

/** What a frame has drawn: for the bench and for tests. */
export interface DrawnCounts {
  readonly zones: number;
  readonly devices: number;
  readonly links: number;
}

/** Draws one frame. Only what touches the window is looked at, so the size of the plant does not count. */
export function drawMap(context: CanvasRenderingContext2D, scene: MapScene): DrawnCounts {
  const { layout, view, width, height, ink } = scene;
  const window: Rect = { x: view.x, y: view.y, width: width / view.scale, height: height / view.scale };
  context.fillStyle = ink.canvas;
  context.fillRect(0, 0, width, height);
  context.save();
  context.scale(view.scale, view.scale);
  context.translate(-view.x, -view.y);
  drawLayers(context, scene, window);
  const seen = layout.zones.filter((placed) => overlaps(placed, window));
  for (const placed of seen) drawBox(context, placed, scene);
  let links = 0;
  for (const link of layout.links) if (drawLink(context, link, scene, window)) links += 1;
  let devices = 0;
  for (const placed of seen) devices += drawContent(context, placed, scene, window);
  context.restore();
  return { zones: seen.length, devices, links };
}

function drawLayers(context: CanvasRenderingContext2D, { layout, view, ink }: MapScene, window: Rect): void {
  const size = Math.max(13, 13 / view.scale);
  context.font = `${size}px ${ink.font}`;
  context.textBaseline = "top";
  for (const { label, y, height } of layout.layers) {
    if (y > window.y + window.height || y + height < window.y) continue;
    context.strokeStyle = ink.line;
    context.lineWidth = 1 / view.scale;
    context.beginPath();
    context.moveTo(window.x, y - 38);
    context.lineTo(window.x + window.width, y - 38);
    context.stroke();
    context.fillStyle = ink.muted;
    context.fillText(label, window.x + 10 / view.scale, y);
  }
}

function drawBox(context: CanvasRenderingContext2D, placed: PlacedZone, { view, ink, chosen }: MapScene): void {
  const isChosen = chosen === placed.zone.key;
  context.fillStyle = ink.surface;
  context.fillRect(placed.x, placed.y, placed.width, placed.height);
  context.strokeStyle = isChosen ? ink.accent : ink.lineStrong;
  context.lineWidth = (isChosen ? 2.5 : 1) / view.scale;
  context.strokeRect(placed.x, placed.y, placed.width, placed.height);
  if (placed.zone.riskBand) {
    context.fillStyle = ink.risk[placed.zone.riskBand];
    context.fillRect(placed.x, placed.y, Math.max(4, 4 / view.scale), placed.height);
  }
}

/** Lines leave a box at its nearer edge. Seen traffic by its verdict, a conduit as a double line; writes have a dot. */
function drawLink(context: CanvasRenderingContext2D, link: MapLink, scene: MapScene, window: Rect): boolean {
  const [from, to] = [scene.layout.byKey.get(link.from), scene.layout.byKey.get(link.to)];
  if (!from || !to) return false;
  const { view, ink, chosen } = scene;
  const [a, b] = anchorsOf(from, to);
  const isLevel = Math.abs(a.y - b.y) < 1;
  const bend = isLevel
    ? { x: (a.x + b.x) / 2, y: a.y - 60 }
    : { x: (a.x + b.x) / 2 + (b.y > a.y ? 24 : -24), y: (a.y + b.y) / 2 };
  const reach = {
    x: Math.min(a.x, b.x, bend.x),
    y: Math.min(a.y, b.y, bend.y),
    width: Math.abs(a.x - b.x) + 50,
    height: Math.abs(a.y - b.y) + 122,
  };
  if (!overlaps(reach, window)) return false;
  const isFaint = chosen !== null && chosen !== link.from && chosen !== link.to;
  context.globalAlpha = isFaint ? 0.15 : 1;
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
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.quadraticCurveTo(bend.x, bend.y, b.x, b.y);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = context.strokeStyle;
  const size = 4 / view.scale;
  const angle = Math.atan2(b.y - bend.y, b.x - bend.x);
  context.beginPath();
  context.moveTo(b.x, b.y);
  context.lineTo(b.x - 2 * size * Math.cos(angle - 0.5), b.y - 2 * size * Math.sin(angle - 0.5));
  context.lineTo(b.x - 2 * size * Math.cos(angle + 0.5), b.y - 2 * size * Math.sin(angle + 0.5));
  context.fill();
  if (link.hasWrites) {
    context.fillRect((a.x + 2 * bend.x + b.x) / 4 - size, (a.y + 2 * bend.y + b.y) / 4 - size, 2 * size, 2 * size);
  }
  context.globalAlpha = 1;
  return true;
}

function anchorsOf(from: Rect, to: Rect): [{ x: number; y: number }, { x: number; y: number }] {
  const middle = (rect: Rect) => rect.x + rect.width / 2;
  const shift = from.x <= to.x ? 8 : -8;
  if (from.y + from.height <= to.y)
    return [
      { x: middle(from) + shift, y: from.y + from.height },
      { x: middle(to) + shift, y: to.y },
    ];
  if (to.y + to.height <= from.y)
    return [
      { x: middle(from) - shift, y: from.y },
      { x: middle(to) - shift, y: to.y + to.height },
    ];
  return [
    { x: middle(from) + shift, y: from.y },
    { x: middle(to) - shift, y: to.y },
  ];
}

/** The zone's name, and what the scale lets one read of it. Returns how many devices were drawn. */
function drawContent(context: CanvasRenderingContext2D, placed: PlacedZone, scene: MapScene, window: Rect): number {
  const { view, ink, highlighted, highlightedIn } = scene;
  const size = Math.max(15, Math.min(placed.height / 2.4, 13 / view.scale));
  context.font = `600 ${size}px ${ink.font}`;
  context.textBaseline = "top";
  context.fillStyle = ink.ink;
  const left = placed.x + Math.max(14, 9 / view.scale);
  const room = placed.x + placed.width - 8 - left;
  context.fillText(shorten(context, placed.zone.name, room), left, placed.y + 8);
  if (view.scale < GROUP_SCALE) {
    const count = highlighted
      ? `${highlightedIn.get(placed.zone.key) ?? 0} of ${placed.devices.length}`
      : `${placed.devices.length}`;
    context.font = `${size}px ${ink.font}`;
    context.fillStyle = ink.muted;
    if (placed.height > 2.6 * size) context.fillText(count, left, placed.y + 12 + size * 1.2);
    return 0;
  }
  let drawn = 0;
  for (const group of placed.groups) {
    const y = placed.y + group.y;
    const isSeen = y < window.y + window.height && y + 20 + group.rows * 30 > window.y;
    if (!isSeen) continue;
    context.font = `${Math.max(11, Math.min(18, 11 / view.scale))}px ${ink.font}`;
    context.fillStyle = ink.muted;
    const title = group.role === null ? "unknown role" : roleTitle(group.role);
    context.fillText(shorten(context, `${title} ${group.count}`, room), left, y + 2);
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
