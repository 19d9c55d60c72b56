import type { ZoneMapDto } from "@/lib/contracts/map";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";

export type MapZone = ZoneMapDto["zones"][number];
export type MapDevice = ZoneMapDto["devices"][number];
export type MapLink = ZoneMapDto["links"][number];

/** World units: one is a CSS pixel at scale 1. */
export const CELL_WIDTH = 92;
export const CELL_HEIGHT = 30;
const PADDING = 14;
const HEADER = 34;
const GROUP_HEADER = 20;
const GROUP_GAP = 8;
const ZONE_GAP = 48;
const LAYER_GAP = 76;
const LAYER_WIDTH = 2_600;
const LEAST_WIDTH = 190;
/** The plant's drawing has the levels at its left edge. */
const LEVEL_EDGE = 60;

/** Devices of one role in one zone, as a block of cells. */
export interface MapGroup {
  readonly role: string | null;
  /** Among the devices of its zone, where it begins. */
  readonly from: number;
  readonly count: number;
  readonly y: number;
  readonly rows: number;
}

export interface PlacedZone {
  readonly zone: MapZone;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly groups: readonly MapGroup[];
  readonly devices: readonly MapDevice[];
  readonly isPinned: boolean;
}

export interface MapLayer {
  /** "L3.5", "Internet", "No level". */
  readonly label: string;
  readonly y: number;
  readonly height: number;
}

export interface MapLayout {
  readonly zones: readonly PlacedZone[];
  readonly layers: readonly MapLayer[];
  readonly links: readonly MapLink[];
  readonly byKey: ReadonlyMap<string, PlacedZone>;
  readonly width: number;
  readonly height: number;
}

/**
 * Where everything stands: the internet above, the levels of the Purdue model below each other, what has no level at
 * the end; in a layer zones by name, in a zone devices by role. A pinned zone stands where it was put.
 */
export function layoutMap(map: ZoneMapDto): MapLayout {
  const devicesOf = new Map<string, MapDevice[]>();
  for (const device of map.devices) {
    const list = devicesOf.get(device.zone);
    if (list) list.push(device);
    else devicesOf.set(device.zone, [device]);
  }
  const pins = new Map(map.pins.map((pin) => [pin.key, pin]));
  const layers: MapLayer[] = [];
  const zones: PlacedZone[] = [];
  let y = 0;
  let width = LEAST_WIDTH + LEVEL_EDGE;
  for (const { label, zones: ofLayer } of layersOf(map.zones)) {
    const top = y;
    let x = LEVEL_EDGE;
    let rowHeight = 0;
    for (const zone of ofLayer) {
      const box = boxOf(devicesOf.get(zone.key) ?? []);
      if (x > LEVEL_EDGE && x + box.width > LAYER_WIDTH) {
        x = LEVEL_EDGE;
        y += rowHeight + ZONE_GAP;
        rowHeight = 0;
      }
      const pin = pins.get(zone.key);
      zones.push({ ...box, zone, x: pin?.x ?? x, y: pin?.y ?? y, isPinned: pin !== undefined });
      x += box.width + ZONE_GAP;
      rowHeight = Math.max(rowHeight, box.height);
      width = Math.max(width, x);
    }
    y += rowHeight;
    layers.push({ label, y: top, height: y - top });
    y += LAYER_GAP;
  }
  const byKey = new Map(zones.map((placed) => [placed.zone.key, placed]));
  return {
    ...{ zones, layers, byKey },
    links: map.links.filter(({ from, to }) => byKey.has(from) && byKey.has(to)),
    width: Math.max(width, ...zones.map((it) => it.x + it.width)),
    height: Math.max(y - LAYER_GAP, ...zones.map((it) => it.y + it.height)),
  };
}

function layersOf(zones: readonly MapZone[]): { label: string; zones: MapZone[] }[] {
  const rankOf = ({ key, purdueLevel }: MapZone) => (key === INTERNET ? 9 : key === UNZONED ? -2 : (purdueLevel ?? -1));
  const byRank = new Map<number, MapZone[]>();
  for (const zone of zones) byRank.set(rankOf(zone), [...(byRank.get(rankOf(zone)) ?? []), zone]);
  return [...byRank]
    .sort(([a], [b]) => b - a)
    .map(([rank, ofLayer]) => ({
      label: rank === 9 ? "" : rank === -2 ? "" : rank === -1 ? "no level" : `L${rank}`,
      zones: ofLayer.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.key < b.key ? -1 : 1)),
    }));
}

/** A box that lies rather than stands, as the plant's layers do; its devices grouped by role. */
function boxOf(devices: readonly MapDevice[]): Omit<PlacedZone, "zone" | "x" | "y" | "isPinned"> {
  const columns = Math.max(2, Math.ceil(Math.sqrt((devices.length * 5 * CELL_HEIGHT) / CELL_WIDTH)));
  const groups: MapGroup[] = [];
  let y = HEADER;
  for (let from = 0; from < devices.length; ) {
    const role = (devices[from] as MapDevice).role;
    let to = from;
    while (to < devices.length && (devices[to] as MapDevice).role === role) to += 1;
    const rows = Math.ceil((to - from) / columns);
    groups.push({ role, from, count: to - from, y, rows });
    y += GROUP_HEADER + rows * CELL_HEIGHT + GROUP_GAP;
    from = to;
  }
  const width = Math.max(LEAST_WIDTH, columns * CELL_WIDTH + 2 * PADDING);
  return { width, height: Math.max(HEADER + PADDING, y + PADDING - GROUP_GAP), columns, groups, devices };
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a device's cell stands, by its number in the zone. */
export function cellOf(placed: PlacedZone, group: MapGroup, index: number): Rect {
  const at = index - group.from;
  return {
    x: placed.x + PADDING + (at % placed.columns) * CELL_WIDTH,
    y: placed.y + group.y + GROUP_HEADER + Math.floor(at / placed.columns) * CELL_HEIGHT,
    width: CELL_WIDTH - 6,
    height: CELL_HEIGHT - 6,
  };
}

/** Numbers of the devices of a group whose cells touch the rectangle: a range of rows, found without a search. */
export function visibleCells(placed: PlacedZone, group: MapGroup, rect: Rect): { from: number; to: number } {
  const top = placed.y + group.y + GROUP_HEADER;
  const first = Math.max(0, Math.floor((rect.y - top) / CELL_HEIGHT));
  const last = Math.min(group.rows, Math.ceil((rect.y + rect.height - top) / CELL_HEIGHT));
  if (last <= first) return { from: group.from, to: group.from };
  return {
    from: group.from + first * placed.columns,
    to: Math.min(group.from + group.count, group.from + last * placed.columns),
  };
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export type MapHit =
  | { readonly kind: "device"; readonly device: MapDevice; readonly placed: PlacedZone }
  | { readonly kind: "zone"; readonly placed: PlacedZone };

/** What stands at a place of the world; the zone that is drawn last wins. */
export function hitOf(layout: MapLayout, x: number, y: number, hasDevices: boolean): MapHit | null {
  const point = { x, y, width: 0.01, height: 0.01 };
  const placed = layout.zones.findLast((it) => overlaps(it, point));
  if (!placed) return null;
  if (hasDevices) {
    for (const group of placed.groups) {
      const { from, to } = visibleCells(placed, group, point);
      for (let index = from; index < to; index++) {
        const device = placed.devices[index];
        if (device && overlaps(cellOf(placed, group, index), point)) return { kind: "device", device, placed };
      }
    }
  }
  return { kind: "zone", placed };
}
