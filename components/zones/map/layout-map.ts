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
const GROUP_HEADER = 22;
const GROUP_GAP = 8;
const ZONE_GAP = 48;
const LAYER_GAP = 76;
const LEAST_WIDTH = 190;
/** The plant's drawing has the levels at its left edge. */
const LEVEL_EDGE = 60;

/** The window in which the whole is first seen, in CSS pixels. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
}
export const WIDE_FRAME: MapFrame = { width: 1_400, height: 720 };
/** Taller than any telephone: seven levels whose names can be read have no room on one, and are moved up and down. */
export const NARROW_FRAME: MapFrame = { width: 390, height: 900 };
export const FRAME_MARGIN_PX = 24;
/** What a name, a box, and the room between boxes need on the screen while the whole is seen. */
const [HEADER_PX, BOX_HEIGHT_PX, ZONE_GAP_PX, LAYER_GAP_PX, LEVEL_EDGE_PX] = [22, 46, 14, 34, 46];
/** Least widths of a box on the screen: a wider one is taken as long as the whole is not seen smaller for it. */
const BOX_WIDTHS_PX = [88, 130, 180] as const;
/** Windows narrower than this are filled from side to side rather than from top to bottom. */
export const NARROW_BELOW_PX = 700;
const NOTICED_LOSS = 0.97;
/** Widths of a layer that are tried, each wider by this. */
const [NARROWEST_LAYER, WIDEST_LAYER, LAYER_STEP] = [500, 60_000, 1.3];
/** Columns of cells for each row, in a box: how flat boxes lie. */
const FLATNESSES = [1.6, 4, 9] as const;

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
  /** What its name has, above its devices. */
  readonly header: number;
  readonly columns: number;
  readonly groups: readonly MapGroup[];
  readonly devices: readonly MapDevice[];
  /** How many of its devices are in each band of risk. */
  readonly bands: Readonly<Record<MapDevice["riskBand"], number>>;
  readonly isPinned: boolean;
}

export interface MapLayer {
  /** "L3.5", "Internet", "No level". */
  readonly label: string;
  /** What the level is for; empty where it is no level. */
  readonly title: string;
  readonly y: number;
  readonly height: number;
}

export interface MapLayout {
  readonly zones: readonly PlacedZone[];
  readonly layers: readonly MapLayer[];
  /** Room between two layers. */
  readonly layerGap: number;
  /** Violations last, so that they are drawn above the rest. */
  readonly links: readonly MapLink[];
  readonly byKey: ReadonlyMap<string, PlacedZone>;
  readonly width: number;
  readonly height: number;
}

/**
 * Where everything stands: the internet above, the levels of the Purdue model below each other, what has no level at
 * the end; in a layer zones by name, in a zone devices by role. Layers are as wide as lets the whole be seen largest in
 * the frame, and no box is too small for its name there. A pinned zone stands where it was put.
 */
export function layoutMap(map: ZoneMapDto, frame: MapFrame = WIDE_FRAME): MapLayout {
  const drawings = FLATNESSES.map((flatness) => {
    const contents = contentsOf(map, flatness);
    return layersOf(map.zones).map((layer) => ({
      ...layer,
      contents: layer.zones.map((zone) => contents.get(zone.key) as ZoneContent),
    }));
  });
  let best: Arrangement | null = null;
  let bestScale = 0;
  for (const boxWidthPx of frame.width < NARROW_BELOW_PX ? BOX_WIDTHS_PX.slice(0, 2) : BOX_WIDTHS_PX) {
    let [found, foundScale]: [Arrangement | null, number] = [null, 0];
    for (const layers of drawings) {
      for (let width = NARROWEST_LAYER; width < WIDEST_LAYER; width *= LAYER_STEP) {
        const roughly = fitScale(arrange(layers, width, Math.min(1, frame.width / width), boxWidthPx), frame);
        const tried = arrange(layers, width, roughly, boxWidthPx);
        const scale = fitScale(tried, frame);
        if (scale > foundScale * 1.001) [found, foundScale] = [tried, scale];
      }
    }
    if (best !== null && foundScale < bestScale * NOTICED_LOSS) break;
    best = found;
    bestScale = Math.max(bestScale, foundScale);
  }
  const { zones: placed, ...rest } = spread(best as Arrangement, frame);
  const pins = new Map(map.pins.map((pin) => [pin.key, pin]));
  const zones = placed.map((it): PlacedZone => {
    const pin = pins.get(it.zone.key);
    return { ...it, x: pin?.x ?? it.x, y: pin?.y ?? it.y, isPinned: pin !== undefined };
  });
  const byKey = new Map(zones.map((it) => [it.zone.key, it]));
  return {
    ...rest,
    ...{ zones, byKey },
    links: map.links
      .filter(({ from, to }) => byKey.has(from) && byKey.has(to))
      .sort((a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict]),
    width: Math.max(rest.width, ...zones.map((it) => it.x + it.width)),
    height: Math.max(rest.height, ...zones.map((it) => it.y + it.height)),
  };
}

/** The scale at which all of it is in the frame. */
export function fitScale({ width, height }: Pick<MapLayout, "width" | "height">, frame: MapFrame): number {
  const fit = Math.min((frame.width - 2 * FRAME_MARGIN_PX) / width, (frame.height - 3 * FRAME_MARGIN_PX) / height);
  return Math.min(1, Math.max(0.001, fit));
}

const VERDICT_RANK: Readonly<Record<MapLink["verdict"], number>> = { undecided: 0, inside: 1, violation: 2 };

interface Box extends Rect {
  readonly zone: MapZone;
  readonly content: ZoneContent;
}

interface Row {
  readonly boxes: Box[];
  width: number;
}

type Arrangement = Pick<MapLayout, "layers" | "layerGap" | "width" | "height"> & {
  readonly rows: readonly Row[];
  readonly header: number;
  readonly zoneGap: number;
  readonly edge: number;
};

interface ZoneContent extends Pick<PlacedZone, "devices" | "columns" | "bands"> {
  /** Below the header. */
  readonly groups: readonly MapGroup[];
  readonly height: number;
}

interface Layer {
  readonly label: string;
  readonly title: string;
  readonly zones: readonly MapZone[];
  readonly contents: readonly ZoneContent[];
}

/** Layers of a width, for a whole that is seen at a scale. */
function arrange(layers: readonly Layer[], layerWidth: number, scale: number, boxWidthPx: number): Arrangement {
  const header = Math.max(HEADER, HEADER_PX / scale);
  const [zoneGap, layerGap] = [Math.max(ZONE_GAP, ZONE_GAP_PX / scale), Math.max(LAYER_GAP, LAYER_GAP_PX / scale)];
  const edge = Math.max(LEVEL_EDGE, LEVEL_EDGE_PX / scale);
  const rows: Row[] = [];
  const drawn: MapLayer[] = [];
  let y = 0;
  for (const { label, title, zones, contents } of layers) {
    const top = y;
    let row: Row = { boxes: [], width: 0 };
    let rowHeight = 0;
    for (const [at, zone] of zones.entries()) {
      const content = contents[at] as ZoneContent;
      const width = Math.max(LEAST_WIDTH, boxWidthPx / scale, content.columns * CELL_WIDTH + 2 * PADDING);
      const height = Math.max(BOX_HEIGHT_PX / scale, header + content.height + PADDING);
      if (row.boxes.length > 0 && row.width + zoneGap + width > layerWidth) {
        rows.push(row);
        row = { boxes: [], width: 0 };
        y += rowHeight + zoneGap;
        rowHeight = 0;
      }
      const x = row.boxes.length === 0 ? 0 : row.width + zoneGap;
      row.boxes.push({ zone, content, x, y, width, height });
      row.width = x + width;
      rowHeight = Math.max(rowHeight, height);
    }
    rows.push(row);
    y += rowHeight;
    drawn.push({ label, title, y: top, height: y - top });
    y += layerGap;
  }
  const widest = Math.max(LEAST_WIDTH, ...rows.map((it) => it.width));
  return {
    ...{ layers: drawn, layerGap, zoneGap, edge, header, rows },
    ...{ width: edge + widest + edge / 2, height: Math.max(1, y - layerGap) },
  };
}

/** Every row in the middle, its zones as far apart as the frame has room, so that lines between layers find a way. */
function spread({ rows, zoneGap, edge, header, ...rest }: Arrangement, frame: MapFrame) {
  const scale = fitScale(rest, frame);
  const width = Math.max(rest.width, (frame.width - 2 * FRAME_MARGIN_PX) / scale);
  const room = width - 1.5 * edge;
  const zones = rows.flatMap((row) => {
    const more = Math.min(MOST_SPREAD * zoneGap, Math.max(0, room - row.width) / (row.boxes.length + 1));
    const left = edge + (room - row.width - more * (row.boxes.length - 1)) / 2;
    return row.boxes.map(({ content, ...box }, at) => {
      const groups = content.groups.map((group) => ({ ...group, y: group.y + header }));
      return { ...content, ...box, x: left + box.x + more * at, header, groups };
    });
  });
  return { ...rest, width, zones };
}

/** In gaps between zones. */
const MOST_SPREAD = 6;

const LEVEL_TITLES: Readonly<Record<string, string>> = {
  "5": "Enterprise",
  "4": "Business",
  "3.5": "DMZ",
  "3": "Operations",
  "2": "Supervision",
  "1": "Control",
  "0": "Process",
};

function layersOf(zones: readonly MapZone[]): { label: string; title: string; zones: MapZone[] }[] {
  const rankOf = ({ key, purdueLevel }: MapZone) => (key === INTERNET ? 9 : key === UNZONED ? -2 : (purdueLevel ?? -1));
  const byRank = new Map<number, MapZone[]>();
  for (const zone of zones) byRank.set(rankOf(zone), [...(byRank.get(rankOf(zone)) ?? []), zone]);
  return [...byRank]
    .sort(([a], [b]) => b - a)
    .map(([rank, ofLayer]) => ({
      label: rank === 9 ? "" : rank === -2 ? "" : rank === -1 ? "no level" : `L${rank}`,
      title: LEVEL_TITLES[rank] ?? "",
      zones: ofLayer.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) || (a.key < b.key ? -1 : 1)),
    }));
}

function contentsOf({ zones, devices }: ZoneMapDto, flatness: number): Map<string, ZoneContent> {
  const devicesOf = new Map<string, MapDevice[]>();
  for (const device of devices) {
    const list = devicesOf.get(device.zone);
    if (list) list.push(device);
    else devicesOf.set(device.zone, [device]);
  }
  return new Map(zones.map(({ key }) => [key, contentOf(devicesOf.get(key) ?? [], flatness)]));
}

/** A box that lies rather than stands, as the plant's layers do; its devices grouped by role. */
function contentOf(devices: readonly MapDevice[], flatness: number): ZoneContent {
  const columns = Math.max(2, Math.ceil(Math.sqrt(devices.length * flatness)));
  const groups: MapGroup[] = [];
  let y = 0;
  for (let from = 0; from < devices.length; ) {
    const role = (devices[from] as MapDevice).role;
    let to = from;
    while (to < devices.length && (devices[to] as MapDevice).role === role) to += 1;
    const rows = Math.ceil((to - from) / columns);
    groups.push({ role, from, count: to - from, y, rows });
    y += GROUP_HEADER + rows * CELL_HEIGHT + GROUP_GAP;
    from = to;
  }
  const bands = { low: 0, medium: 0, high: 0, critical: 0 };
  for (const { riskBand } of devices) bands[riskBand] += 1;
  return { height: Math.max(0, y - GROUP_GAP), columns, groups, devices, bands };
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
