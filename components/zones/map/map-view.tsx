"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { knownValues } from "@/components/devices/list/known-values";
import { QueryLine } from "@/components/devices/list/query-line";
import { Page } from "@/components/shell/page";
import { RoleNote } from "@/components/shell/role-note";
import { useShownSite } from "@/components/shell/scope-context";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { deviceFacetsOptions } from "@/lib/client/queries/devices";
import { mapHighlightOptions, zoneMapOptions } from "@/lib/client/queries/map";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import type { ZoneMapDto } from "@/lib/contracts/map";
import { ZonePlaces } from "../zone-places";
import { layoutMap, NARROW_FRAME, WIDE_FRAME } from "./layout-map";
import { mapSentence, narrowMap } from "./narrow-map";
import { useMapPins } from "./use-map-pins";

// A canvas is drawn by the browser alone; what is not met first comes when it is opened.
const MapCanvas = dynamic(() => import("./map-canvas").then((it) => it.MapCanvas), { ssr: false });
const MapPanel = dynamic(() => import("./map-panel").then((it) => it.MapPanel), { ssr: false });
const MapList = dynamic(() => import("./map-list").then((it) => it.MapList), { ssr: false });

const VIEWS = ["map", "list"] as const;

/** The plant as on its drawing: levels from top to bottom, zones with their devices, and what passes between them. */
export function MapPageView() {
  const { data: whole } = useSuspenseQuery(zoneMapOptions());
  const site = useShownSite();
  const siteName = site === null ? null : (site?.name ?? "");
  const map = useMemo(() => (siteName === null ? whole : narrowMap(whole, siteName)), [whole, siteName]);
  const { pin, unpinAll, isUnpinning } = useMapPins();
  const mayEdit = useCan("zones.edit");
  const [isArranging, setIsArranging] = useState(false);
  const [{ q, view, at, device }, setPlace] = useQueryStates({
    q: parseAsString.withDefault(""),
    view: parseAsStringLiteral(VIEWS).withDefault("map"),
    at: parseAsString,
    device: parseAsString,
  });
  // Where a zone was put holds for everybody: then the layers are those of a wide window on a narrow one, too.
  const frame = useIsNarrow() && map.pins.length === 0 ? NARROW_FRAME : WIDE_FRAME;
  const layout = useMemo(() => layoutMap(map, frame), [map, frame]);
  const facets = useQuery(deviceFacetsOptions({}));
  const found = useQuery({ ...mapHighlightOptions(q), enabled: q !== "" });
  const highlighted = useMemo(() => (q !== "" && found.data ? new Set(found.data.ids) : null), [q, found.data]);
  const highlightedIn = useMemo(() => countByZone(map, highlighted), [map, highlighted]);
  const chosen = at === null ? undefined : layout.byKey.get(at);
  const setQuery = useCallback((next: string) => void setPlace({ q: next || null }), [setPlace]);

  return (
    <Page
      title="Zones · Map"
      answer={mapSentence(map, highlighted?.size ?? null)}
      isFilling
      actions={
        map.zones.length === 0 ? null : (
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            <Segmented
              label="View"
              value={view}
              onChange={(next) => setPlace({ view: next })}
              choices={[
                { value: "map", label: "Map" },
                { value: "list", label: "List" },
              ]}
            />
            {mayEdit && view === "map" ? (
              <Button aria-pressed={isArranging} onClick={() => setIsArranging((it) => !it)}>
                {isArranging ? "Done arranging" : "Arrange zones"}
              </Button>
            ) : null}
            {mayEdit && isArranging && map.pins.length > 0 ? (
              <Button onClick={unpinAll} isBusy={isUnpinning}>
                Take all pins off
              </Button>
            ) : null}
            <Button onClick={() => window.print()}>Print</Button>
          </div>
        )
      }
    >
      <ZonePlaces />
      {map.zones.length === 0 ? (
        <EmptyMap />
      ) : (
        <div className="flex min-h-0 flex-1 bg-surface">
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="border-b px-4 py-2 md:px-6 print:hidden">
              <QueryLine value={q} onChange={setQuery} known={knownValues(facets.data)} />
            </div>
            {view === "map" ? (
              <>
                <div className="relative min-h-60 flex-1 overflow-hidden">
                  <MapCanvas
                    layout={layout}
                    highlighted={highlighted}
                    highlightedIn={highlightedIn}
                    chosen={at}
                    onChoose={(hit) =>
                      setPlace({
                        at: hit?.placed.zone.key ?? null,
                        device: hit?.kind === "device" ? hit.device.id : null,
                      })
                    }
                    onMove={isArranging ? (key, x, y) => pin({ key, x, y }) : null}
                  />
                </div>
                <MapLegend isArranging={isArranging} />
              </>
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              <section aria-label="Map as a list" tabIndex={0} className="scroll-area min-h-0 flex-1">
                <MapList layout={layout} highlighted={highlighted} />
              </section>
            )}
          </div>
          {chosen ? (
            <MapPanel
              layout={layout}
              placed={chosen}
              deviceId={device}
              onClose={() => setPlace({ at: null, device: null })}
            />
          ) : null}
        </div>
      )}
    </Page>
  );
}

function MapLegend({ isArranging }: { readonly isArranging: boolean }) {
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 border-t px-4 py-2 text-muted text-xs md:px-6">
      {isArranging ? (
        <span className="text-ink">Drag a zone to where it belongs; everybody sees it there.</span>
      ) : (
        <span className="print:hidden">
          Drag to move<span className="max-md:hidden">, wheel to come nearer, 0 for the whole</span>.
        </span>
      )}
      <Mark label="edge and strip: risk">
        <rect x="1" y="1" width="3" height="10" className="fill-risk-high" />
        <rect x="8" y="8" width="6" height="3" className="fill-risk-critical" />
        <rect x="14" y="8" width="8" height="3" className="fill-risk-low" />
      </Mark>
      <Mark label="conduit, kept">
        <path d="M0 6h24" strokeWidth="2.5" className="stroke-verdict-inside" />
      </Mark>
      <Mark label="allowed, never used">
        <path d="M0 6h24" strokeWidth="2.5" strokeDasharray="2 4" className="stroke-verdict-inside" />
      </Mark>
      <Mark label="violation">
        <path d="M0 6h24" strokeWidth="1.5" strokeDasharray="6 4" className="stroke-verdict-violation" />
      </Mark>
      <Mark label="undecided">
        <path d="M0 6h24" strokeWidth="1.25" className="stroke-verdict-undecided" />
      </Mark>
      <Mark label="writes">
        <path d="M0 6h24" strokeWidth="1.25" className="stroke-verdict-undecided" />
        <rect x="13" y="2" width="8" height="8" className="fill-verdict-undecided" />
      </Mark>
    </p>
  );
}

function Mark({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden viewBox="0 0 24 12" className="h-3 w-6 shrink-0">
        {children}
      </svg>
      {label}
    </span>
  );
}

function EmptyMap() {
  const mayDraw = useCan("zones.edit");
  return (
    <EmptyState
      title="The plant as on its drawing will show here"
      action={
        mayDraw ? (
          <Button asChild tone="primary">
            <Link href="/zones">Draw zones</Link>
          </Button>
        ) : (
          <RoleNote permission="zones.edit" deed="draw" />
        )
      }
    >
      <p>Draw zones by subnet or VLAN and give them their Purdue level: the map puts them below each other.</p>
    </EmptyState>
  );
}

function countByZone(map: ZoneMapDto, highlighted: ReadonlySet<string> | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (highlighted === null) return counts;
  for (const { id, zone } of map.devices) if (highlighted.has(id)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
}
