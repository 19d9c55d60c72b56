"use client";

import { type KeyboardEvent, useEffect, useEffectEvent, useState } from "react";
import { DEVICE_SCALE } from "./draw-map";
import type { MapHit, MapLayout } from "./layout-map";
import { panned, zoomed } from "./map-views";
import { useMapFrames } from "./use-map-frames";
import { type MovedZone, useMapPointer } from "./use-map-pointer";

interface MapCanvasProps {
  readonly layout: MapLayout;
  readonly highlighted: ReadonlySet<string> | null;
  readonly highlightedIn: ReadonlyMap<string, number>;
  readonly chosen: string | null;
  readonly onChoose: (hit: MapHit | null) => void;
  /** Present when zones may be moved: dragging a zone puts it there. */
  readonly onMove: ((key: string, x: number, y: number) => void) | null;
}

const PAN_STEP_PX = 80;
const ZOOM_STEP = 1.25;

/**
 * The map on a canvas: drag or arrows to move, wheel or + and − to come nearer, 0 for the whole. What it shows stands in
 * the list, too, for those who cannot see it.
 */
export function MapCanvas({ layout, highlighted, highlightedIn, chosen, onChoose, onMove }: MapCanvasProps) {
  const [moved, setMoved] = useState<MovedZone | null>(null);
  const shown = moved ? withMoved(layout, moved) : layout;
  const frames = useMapFrames({ layout: shown, highlighted, highlightedIn, chosen });
  const { canvas, view, draw, drawMoving } = frames;
  const { hover, handlers } = useMapPointer({ layout: shown, frames, moved, setMoved, onChoose, onMove });

  const zoom = useEffectEvent((factor: number, px: number, py: number) => {
    if (!view.current) return;
    view.current = zoomed(view.current, factor, px, py);
    drawMoving();
  });

  // React's own wheel handler is passive: it could not keep the page from scrolling along.
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.deltaMode === 1 ? 20 : 500)), event.offsetX, event.offsetY);
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [canvas]);

  function pan(dxPx: number, dyPx: number) {
    if (!view.current) return;
    view.current = panned(view.current, dxPx, dyPx);
    drawMoving();
  }

  function showAll() {
    view.current = null;
    draw();
  }

  function onKeyDown(event: KeyboardEvent<HTMLCanvasElement>) {
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => pan(-PAN_STEP_PX, 0),
      ArrowRight: () => pan(PAN_STEP_PX, 0),
      ArrowUp: () => pan(0, -PAN_STEP_PX),
      ArrowDown: () => pan(0, PAN_STEP_PX),
      "+": () => zoom(ZOOM_STEP, width / 2, height / 2),
      "=": () => zoom(ZOOM_STEP, width / 2, height / 2),
      "-": () => zoom(1 / ZOOM_STEP, width / 2, height / 2),
      "0": showAll,
      Escape: () => onChoose(null),
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  return (
    <canvas
      ref={canvas}
      role="img"
      tabIndex={0}
      title={hover ?? ""}
      aria-label="Map of zones by Purdue level. Arrows move it, plus and minus zoom, 0 shows all. The list shows the same in words."
      className="block size-full touch-none cursor-grab outline-offset-[-2px] active:cursor-grabbing print:h-auto!"
      {...handlers}
      onKeyDown={onKeyDown}
      data-readable-from={DEVICE_SCALE}
    />
  );
}

function withMoved(layout: MapLayout, moved: MovedZone): MapLayout {
  const zones = layout.zones.map((it) => (it.zone.key === moved.key ? { ...it, x: moved.x, y: moved.y } : it));
  return { ...layout, zones, byKey: new Map(zones.map((it) => [it.zone.key, it])) };
}
