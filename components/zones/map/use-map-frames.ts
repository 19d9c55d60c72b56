import { type RefObject, useCallback, useEffect, useEffectEvent, useRef } from "react";
import { drawMap, type MapInk, type MapScene, type MapView } from "./draw-map";
import { lightInk, readInk } from "./map-ink";
import { MapPicture } from "./map-picture";
import { wholeOf } from "./map-views";

/** A hand that moved nothing for so long rests. */
const REST_MS = 120;
/** The size of the map on paper, and how many dots there are for each of its pixels. */
const PAPER = { width: 1_400, height: 900, ratio: 2 };

export interface MapFrames {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** What of the map is in the window; null until the first frame, and when all of it shall be shown. */
  readonly view: RefObject<MapView | null>;
  readonly draw: () => void;
  /** Draws while a hand moves the map, and once more, sharp, when it rests. */
  readonly drawMoving: () => void;
}

/** What a map shows, but for the part of it that is in the window and its colours. */
type ShownMap = Pick<MapScene, "layout" | "highlighted" | "highlightedIn" | "chosen">;

/** Draws a map on a canvas: a frame when something changed, never by a clock; and all of it when it is printed. */
export function useMapFrames(shown: ShownMap): MapFrames {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<MapView | null>(null);
  const frame = useRef(0);
  const picture = useRef<MapPicture | null>(null);
  const rest = useRef<number | null>(null);
  const ink = useRef<MapInk | null>(null);

  const drawNow = useEffectEvent(() => {
    const element = canvas.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    fitDots(element, Math.round(width * ratio), Math.round(height * ratio));
    view.current ??= wholeOf(shown.layout, width, height);
    const context = element.getContext("2d", { alpha: false });
    if (!context) return;
    ink.current ??= readInk(element);
    picture.current ??= new MapPicture();
    const scene = { ...shown, view: view.current, width, height, ink: ink.current };
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

  /** On paper the whole map stands, sharp, whatever part of it was in the window. */
  const print = useEffectEvent(() => {
    const element = canvas.current;
    const context = element?.getContext("2d", { alpha: false });
    if (!element || !context) return;
    const { width, height, ratio } = PAPER;
    fitDots(element, width * ratio, height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMap(context, { ...shown, view: wholeOf(shown.layout, width, height), width, height, ink: lightInk() });
  });

  const { layout, highlighted, highlightedIn, chosen } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what a frame shows
  useEffect(draw, [draw, layout, highlighted, highlightedIn, chosen]);

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
    const onPrint = () => print();
    window.addEventListener("beforeprint", onPrint);
    window.addEventListener("afterprint", draw);
    return () => {
      resized.disconnect();
      themed.disconnect();
      window.removeEventListener("beforeprint", onPrint);
      window.removeEventListener("afterprint", draw);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      window.clearTimeout(rest.current ?? undefined);
      rest.current = null;
    };
  }, [draw]);

  return { canvas, view, draw, drawMoving };
}

/** Setting a size clears a canvas, so it is set only when it is another. */
function fitDots(element: HTMLCanvasElement, width: number, height: number) {
  if (element.width !== width) element.width = width;
  if (element.height !== height) element.height = height;
}
