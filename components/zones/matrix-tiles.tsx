"use client";

import { useEffect, useMemo, useRef } from "react";
import { CELL_SIDE_PX, drawTile, matrixScale, paletteOf, tilesOf } from "./draw-matrix";
import type { PreparedMatrix } from "./prepare-matrix";

/** Drawn before it is scrolled to: a fast wheel turns so far between two frames. */
const MARGIN_PX = 300;

/** The cells, in tiles of which only those in sight are drawn, and again when theme or pixels of the screen change. */
export function MatrixTiles({ matrix }: { readonly matrix: PreparedMatrix }) {
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => tilesOf(matrix.zones.length), [matrix]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const canvases = [...element.querySelectorAll("canvas")];
    const [seen, drawn] = [new Set<HTMLCanvasElement>(), new Set<HTMLCanvasElement>()];
    let palette = paletteOf(element);
    let ratio = window.devicePixelRatio;
    const draw = () => {
      for (const canvas of seen) {
        const place = places[canvases.indexOf(canvas)];
        if (!place || drawn.has(canvas)) continue;
        drawn.add(canvas);
        drawTile(canvas, matrix, place, palette, matrixScale(matrix.zones.length, ratio));
      }
    };
    const anew = () => {
      palette = paletteOf(element);
      ratio = window.devicePixelRatio;
      drawn.clear();
      draw();
    };
    const sight = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target as HTMLCanvasElement);
          else seen.delete(target as HTMLCanvasElement);
        }
        draw();
      },
      { root: element.closest(".scroll-area"), rootMargin: `${MARGIN_PX}px` },
    );
    for (const canvas of canvases) sight.observe(canvas);
    const theme = new MutationObserver(anew);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
    const resized = () => {
      if (window.devicePixelRatio !== ratio) anew();
    };
    window.addEventListener("resize", resized);
    return () => {
      sight.disconnect();
      theme.disconnect();
      window.removeEventListener("resize", resized);
    };
  }, [matrix, places]);

  return (
    <div ref={box} className="absolute inset-0">
      {places.map((place) => (
        <canvas
          key={`${place.fromRow} ${place.fromColumn}`}
          className="absolute"
          style={{
            left: place.fromColumn * CELL_SIDE_PX,
            top: place.fromRow * CELL_SIDE_PX,
            width: (place.toColumn - place.fromColumn) * CELL_SIDE_PX,
            height: (place.toRow - place.fromRow) * CELL_SIDE_PX,
          }}
        />
      ))}
    </div>
  );
}
