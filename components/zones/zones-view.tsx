"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Page } from "@/components/shell/page";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { flowMatrixOptions, zoneListOptions } from "@/lib/client/queries/zones";
import { CellPanel } from "./cell-panel";
import { ConduitTable } from "./conduit-table";
import { MatrixGrid } from "./matrix-grid";
import { MatrixLegend } from "./matrix-legend";
import { matrixSentence, prepareMatrix } from "./prepare-matrix";
import { ZoneEditor } from "./zone-editor";
import { ZonePlaces } from "./zone-places";
import { ZoneTable } from "./zone-table";

const TABS = ["matrix", "list", "conduits"] as const;
const CHOICES = [
  { value: "matrix", label: "Matrix" },
  { value: "list", label: "Zones" },
  { value: "conduits", label: "Conduits" },
] as const;

/** Who talks to whom across zones, what zones there are, and which paths are allowed. */
export function ZonesView() {
  const { data } = useSuspenseQuery(flowMatrixOptions());
  const zones = useSuspenseQuery(zoneListOptions()).data;
  const matrix = useMemo(() => prepareMatrix(data), [data]);
  const mayEdit = useCan("zones.edit");
  const mayExport = useCan("exports.read");
  const [isMaking, setIsMaking] = useState(false);
  const [{ tab, from, to }, setPlace] = useQueryStates({
    tab: parseAsStringLiteral(TABS).withDefault("matrix"),
    from: parseAsString,
    to: parseAsString,
  });
  const chosen = from !== null && to !== null && matrix.cell(from, to) ? { from, to } : null;

  return (
    <Page
      title="Zones"
      answer={zones.items.length === 0 ? "No zones are drawn yet." : matrixSentence(matrix)}
      isFilling
      actions={
        <>
          <Segmented
            label="View"
            value={tab}
            onChange={(next) => setPlace({ tab: next, from: null, to: null })}
            choices={CHOICES}
          />
          {mayExport && tab === "matrix" ? (
            <Button asChild>
              <a href="/api/v1/exports/matrix?format=csv">Export CSV</a>
            </Button>
          ) : null}
          {mayEdit ? <Button onClick={() => setIsMaking(true)}>New zone…</Button> : null}
        </>
      }
    >
      <ZonePlaces />
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="flex min-w-0 flex-1 flex-col">
          {tab === "matrix" ? (
            matrix.cells.length === 0 ? (
              <EmptyMatrix />
            ) : (
              <>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                <section aria-label="Flow matrix" tabIndex={0} className="scroll-area min-h-0 flex-1">
                  <MatrixGrid matrix={matrix} chosen={chosen} onChoose={setPlace} />
                </section>
                <div className="border-t">
                  <MatrixLegend />
                </div>
              </>
            )
          ) : (
            <div className="scroll-area min-h-0 flex-1">
              {tab === "list" ? <ZoneTable zones={zones} /> : <ConduitTable />}
            </div>
          )}
        </div>
        {tab === "matrix" && chosen ? (
          <CellPanel matrix={matrix} place={chosen} onClose={() => setPlace({ from: null, to: null })} />
        ) : null}
      </div>
      {isMaking ? <ZoneEditor zone={null} onClose={() => setIsMaking(false)} /> : null}
    </Page>
  );
}

function EmptyMatrix() {
  return (
    <EmptyState
      title="Who talks to whom will show here"
      action={
        <Button asChild tone="primary">
          <Link href="/discovery">Import a capture</Link>
        </Button>
      }
    >
      <p>
        Rows start a conversation, columns answer it. Draw zones by subnet or VLAN, take in captures or Zeek logs, and
        each cell shows the protocols, the volume, and whether somebody writes.
      </p>
    </EmptyState>
  );
}
