import { type PointerEvent as ReactPointerEvent, useRef, useState } from "react";
import { GROUP_SCALE, type MapView } from "./draw-map";
import { hitOf, type MapHit, type MapLayout } from "./layout-map";
import { panned } from "./map-views";
import type { MapFrames } from "./use-map-frames";

/** A press that moves less than this is a click. */
const CLICK_PX = 4;

/** A zone that is being dragged, by its key, and where it is now, in the map's own units. */
export interface MovedZone {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

type Drag = { readonly startX: number; readonly startY: number } & (
  | { readonly kind: "pan"; readonly view: MapView }
  | { readonly kind: "zone"; readonly zone: MovedZone }
);

interface MapPointer {
  readonly layout: MapLayout;
  readonly frames: MapFrames;
  readonly moved: MovedZone | null;
  readonly setMoved: (moved: MovedZone | null) => void;
  readonly onChoose: (hit: MapHit | null) => void;
  /** Present when zones may be moved. */
  readonly onMove: ((key: string, x: number, y: number) => void) | null;
}

/** A pointer on the map: it drags the map or a zone, chooses what it clicks, and names what it is over. */
export function useMapPointer({ layout, frames, moved, setMoved, onChoose, onMove }: MapPointer) {
  const { view, drawMoving } = frames;
  const drag = useRef<Drag | null>(null);
  const [hover, setHover] = useState<string | null>(null);

  function hit(event: ReactPointerEvent): MapHit | null {
    const at = view.current;
    if (!at) return null;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [at.x + (event.clientX - left) / at.scale, at.y + (event.clientY - top) / at.scale];
    return hitOf(layout, x, y, at.scale >= GROUP_SCALE);
  }

  function onPointerDown(event: ReactPointerEvent<HTMLCanvasElement>) {
    if (event.button !== 0 || !view.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const start = { startX: event.clientX, startY: event.clientY };
    const found = onMove ? hit(event)?.placed : undefined;
    drag.current = found
      ? { ...start, kind: "zone", zone: { key: found.zone.key, x: found.x, y: found.y } }
      : { ...start, kind: "pan", view: view.current };
  }

  function onPointerMove(event: ReactPointerEvent<HTMLCanvasElement>) {
    const held = drag.current;
    const at = view.current;
    if (!at) return;
    if (!held) return setHover(nameOf(hit(event)));
    const [dxPx, dyPx] = [event.clientX - held.startX, event.clientY - held.startY];
    if (held.kind === "zone") {
      setMoved({ ...held.zone, x: held.zone.x + dxPx / at.scale, y: held.zone.y + dyPx / at.scale });
    } else {
      view.current = panned(held.view, -dxPx, -dyPx);
      drawMoving();
    }
  }

  function onPointerUp(event: ReactPointerEvent<HTMLCanvasElement>) {
    const held = drag.current;
    drag.current = null;
    if (!held) return;
    if (Math.hypot(event.clientX - held.startX, event.clientY - held.startY) < CLICK_PX) {
      setMoved(null);
      onChoose(hit(event));
    } else if (moved && onMove) {
      onMove(moved.key, Math.round(moved.x), Math.round(moved.y));
    }
  }

  function onPointerCancel() {
    drag.current = null;
    setMoved(null);
  }

  return { hover, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function nameOf(hit: MapHit | null): string | null {
  if (hit?.kind === "device") return `${hit.device.name}, ${hit.placed.zone.name}`;
  return hit?.placed.zone.name ?? null;
}
