"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { SkeletonRows } from "@/components/ui/skeleton";
import { MatrixControls, type MatrixControlsProps } from "./matrix-controls";
import { MatrixGrid, type Place } from "./matrix-grid";
import { MatrixLegend } from "./matrix-legend";
import { MAX_TABLE_ZONES, type PreparedMatrix } from "./prepare-matrix";

// What is not met first comes when it is needed.
const loading = () => <SkeletonRows count={6} columns={["w-40", "w-24", "w-64"]} />;
const MatrixCanvas = dynamic(() => import("./matrix-canvas").then((it) => it.MatrixCanvas), { ssr: false, loading });
const MatrixTable = dynamic(() => import("./matrix-table").then((it) => it.MatrixTable), { ssr: false, loading });

interface ShownMatrixProps extends MatrixControlsProps {
  readonly matrix: PreparedMatrix;
  /** null = every site. */
  readonly siteName: string | null;
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

/** The matrix with its controls and its legend: cells of a page while they are few, a picture of many, or a table. */
export function ShownMatrix({ matrix, siteName, chosen, onChoose, ...controls }: ShownMatrixProps) {
  const isPicture = controls.view !== "table" && matrix.zones.length > MAX_TABLE_ZONES;
  return (
    <>
      <MatrixControls {...controls} />
      <section
        aria-label="Flow matrix"
        // What scrolls must be reachable by keyboard; the picture scrolls in itself.
        tabIndex={isPicture ? undefined : 0}
        className={clsx("min-h-0 flex-1", isPicture ? "overflow-hidden" : "scroll-area relative")}
      >
        {isPicture ? (
          <MatrixCanvas key={`${controls.grouping} ${siteName}`} matrix={matrix} chosen={chosen} onChoose={onChoose} />
        ) : controls.view === "table" ? (
          <MatrixTable matrix={matrix} chosen={chosen} onChoose={onChoose} />
        ) : (
          <MatrixGrid matrix={matrix} chosen={chosen} onChoose={onChoose} />
        )}
      </section>
      <div className="border-t">
        <MatrixLegend />
      </div>
    </>
  );
}
