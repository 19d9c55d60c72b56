"use client";

import {
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { DEVICE_SCALE, drawMap, GROUP_SCALE, type MapInk, type MapScene, type MapView } from "./draw-map";
import {
  FRAME_MARGIN_PX,
  fitScale,
  hitOf,
  type MapDevice,
  type MapHit,
  type MapLayout,
  NARROW_BELOW_PX,
  NARROW_FRAME,
} from "./layout-map";
import { MapPicture } from "./map-picture";

interface MapCanvasProps {
  readonly layout: MapLayout;
  readonly highlighted: ReadonlySet<string> | null;
  readonly highlightedIn: ReadonlyMap<string, number>;
  readonly chosen: string | null;
  readonly onChoose: (hit: MapHit | null) => void;
  /** Present when zones may be moved: dragging a zone puts it there. */
  readonly onMove: ((key: string, x: number, y: number) => void) | null;
}

const [LEAST_SCALE, MOST_SCALE] = [0.02, 3];
const PAN_STEP_PX = 80;
const ZOOM_STEP = 1.25;
/** A hand that moved nothing for so long rests. */
const REST_MS = 120;
/** A press that moves less than this is a click. */
const CLICK_PX = 4;

type Drag =
  | { readonly kind: "pan"; readonly startX: number; readonly startY: number; readonly view: MapView }
  | {
      readonly kind: "zone";
      readonly startX: number;
      readonly startY: number;
      readonly key: string;
      readonly x: number;
      readonly y: number;
    };

/**
 * The map on a canvas: drag or arrows to move, wheel or + and − to come nearer, 0 for the whole. A frame is drawn when
 * something changed, never by a clock. What it shows stands in the list, too, for those who cannot see it.
 */
export function MapCanvas(props: MapCanvasProps) {
  const { layout, highlighted, highlightedIn, chosen, onChoose, onMove } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<MapView | null>(null);
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);
  const picture = useRef<MapPicture | null>(null);
  /** Set while a hand moves the map; what it draws is drawn again, sharp, when it rests. */
  const rest = useRef<number | null>(null);
  const ink = useRef<MapInk | null>(null);
  const [moved, setMoved] = useState<{ key: string; x: number; y: number } | null>(null);
  const [hover, setHover] = useState<string | null>(null);
  const shown = moved ? withMoved(layout, moved) : layout;

  const sceneOf = useEffectEvent((width: number, height: number, at: MapView, colours: MapInk): MapScene => {
    return { layout: shown, view: at, width, height, ink: colours, highlighted, highlightedIn, chosen };
  });

  const drawNow = useEffectEvent(() => {
    const element = canvas.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
    }
    view.current ??= wholeOf(layout, width, height);
    const context = element.getContext("2d", { alpha: false });
    if (!context) return;
    ink.current ??= readInk(element);
    picture.current ??= new MapPicture();
    const scene = sceneOf(width, height, view.current, ink.current);
    const drawn = picture.current.draw(context, scene, ratio, rest.current !== null);
    element.dataset.zones = String(drawn.zones);
    element.dataset.devices = String(drawn.devices);
    element.dataset.scale = view.current.scale.toFixed(3);
  });

  const draw = useCallback(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      drawNow();
    });
  }, []);

  const drawMoving = useCallback(() => {
    window.clearTimeout(rest.current ?? undefined);
    rest.current = window.setTimeout(() => {
      rest.current = null;
      draw();
    }, REST_MS);
    draw();
  }, [draw]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what a frame shows
  useEffect(draw, [draw, shown, highlighted, highlightedIn, chosen]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const themed = new MutationObserver(() => {
      ink.current = null;
      draw();
    });
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    void document.fonts.ready.then(draw);
    // On paper the whole map stands, sharp, whatever part of it was in the window.
    const print = () => {
      const [width, height] = [1_400, 900];
      element.width = width * 2;
      element.height = height * 2;
      const context = element.getContext("2d", { alpha: false });
      context?.setTransform(2, 0, 0, 2, 0, 0);
      // In the colours of the light theme, whatever the screen shows: paper is white.
      if (context) drawMap(context, sceneOf(width, height, wholeOf(layout, width, height), lightInk()));
    };
    window.addEventListener("beforeprint", print);
    window.addEventListener("afterprint", draw);
    return () => {
      resized.disconnect();
      themed.disconnect();
      window.removeEventListener("beforeprint", print);
      window.removeEventListener("afterprint", draw);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      window.clearTimeout(rest.current ?? undefined);
      rest.current = null;
    };
  }, [draw, layout]);

  const zoom = useEffectEvent((factor: number, px: number, py: number) => {
    const at = view.current;
    if (!at) return;
    const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, at.scale * factor));
    view.current = { scale, x: at.x + px / at.scale - px / scale, y: at.y + py / at.scale - py / scale };
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
  }, []);

  function pan(dx: number, dy: number) {
    const at = view.current;
    if (!at) return;
    view.current = { ...at, x: at.x + dx / at.scale, y: at.y + dy / at.scale };
    drawMoving();
  }

  function showAll() {
    view.current = null;
    draw();
  }

  function hit(event: ReactPointerEvent): MapHit | null {
    const at = view.current;
    if (!at) return null;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [at.x + (event.clientX - left) / at.scale, at.y + (event.clientY - top) / at.scale];
    return hitOf(shown, x, y, at.scale >= GROUP_SCALE);
  }

  function onPointerDown(event: ReactPointerEvent<HTMLCanvasElement>) {
    if (event.button !== 0 || !view.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const [startX, startY] = [event.clientX, event.clientY];
    const found = onMove ? hit(event) : null;
    drag.current = found
      ? { kind: "zone", startX, startY, key: found.placed.zone.key, x: found.placed.x, y: found.placed.y }
      : { kind: "pan", startX, startY, view: view.current };
  }

  function onPointerMove(event: ReactPointerEvent<HTMLCanvasElement>) {
    const held = drag.current;
    const at = view.current;
    if (!at) return;
    if (!held) {
      const found = hit(event);
      setHover(
        found?.kind === "device"
          ? `${found.device.name}, ${found.placed.zone.name}`
          : (found?.placed.zone.name ?? null),
      );
      return;
    }
    const [dx, dy] = [(event.clientX - held.startX) / at.scale, (event.clientY - held.startY) / at.scale];
    if (held.kind === "zone") setMoved({ key: held.key, x: held.x + dx, y: held.y + dy });
    else {
      view.current = { ...held.view, x: held.view.x - dx, y: held.view.y - dy };
      drawMoving();
    }
  }

  function onPointerUp(event: ReactPointerEvent<HTMLCanvasElement>) {
    const held = drag.current;
    drag.current = null;
    if (!held) return;
    const isClick = Math.hypot(event.clientX - held.startX, event.clientY - held.startY) < CLICK_PX;
    if (isClick) {
      setMoved(null);
      onChoose(hit(event));
    } else if (moved && onMove) {
      onMove(moved.key, Math.round(moved.x), Math.round(moved.y));
    }
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
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
        setMoved(null);
      }}
      onKeyDown={onKeyDown}
      data-readable-from={DEVICE_SCALE}
    />
  );
}

/** All of it; in a narrow window as wide as that, from the top, so that names can be read. */
function wholeOf(layout: MapLayout, width: number, height: number): MapView {
  const frame = width < NARROW_BELOW_PX ? { width, height: Math.max(height, NARROW_FRAME.height) } : { width, height };
  const scale = Math.max(LEAST_SCALE, fitScale(layout, frame));
  return {
    scale,
    x: (layout.width - width / scale) / 2,
    y: Math.min(-FRAME_MARGIN_PX / scale, (layout.height - height / scale) / 2),
  };
}

function withMoved(layout: MapLayout, moved: { key: string; x: number; y: number }): MapLayout {
  const zones = layout.zones.map((it) => (it.zone.key === moved.key ? { ...it, x: moved.x, y: moved.y } : it));
  return { ...layout, zones, byKey: new Map(zones.map((it) => [it.zone.key, it])) };
}

function lightInk(): MapInk {
  const light = document.createElement("span");
  light.dataset.theme = "light";
  document.body.append(light);
  const read = readInk(light);
  light.remove();
  return read;
}

function readInk(element: HTMLElement): MapInk {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const risk = Object.fromEntries(
    (["low", "medium", "high", "critical"] as const).map((band) => [band, colour(`risk-${band}`)]),
  ) as Record<MapDevice["riskBand"], string>;
  return {
    ...{ canvas: colour("canvas"), surface: colour("surface"), raised: colour("raised"), line: colour("line") },
    ...{ lineStrong: colour("line-strong"), ink: colour("ink"), soft: colour("soft"), muted: colour("muted") },
    ...{ track: colour("track"), accent: colour("accent"), inside: colour("verdict-inside") },
    ...{ violation: colour("verdict-violation"), undecided: colour("verdict-undecided"), risk },
    font: style.fontFamily,
  };
}
