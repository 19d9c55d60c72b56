"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { OperationsText } from "@/components/devices/operations-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatBytes } from "@/lib/client/format-number";
import { matrixHistoryOptions, matrixPairsOptions } from "@/lib/client/queries/zones";
import { useCloseKey } from "@/lib/client/use-close-key";
import type { FlowMatrixQuery, MatrixHistory } from "@/lib/contracts/flow-matrix";
import type { MatrixPairs } from "@/lib/contracts/zones";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ConduitDialog } from "./conduit-dialog";
import { dailyBytes } from "./daily-bytes";
import type { Place } from "./matrix-grid";
import type { MatrixZone, PreparedMatrix } from "./prepare-matrix";
import { VerdictWord } from "./verdict-word";

interface CellPanelProps {
  readonly matrix: PreparedMatrix;
  readonly place: Place;
  /** The days that the matrix shows. */
  readonly window: FlowMatrixQuery;
  readonly onClose: () => void;
}

/** One cell in full: what passes, whether it is decided, and the device pairs behind it. */
export function CellPanel({ matrix, place, window, onClose }: CellPanelProps) {
  useCloseKey(onClose);
  const cell = matrix.cell(place.from, place.to);
  const from = matrix.zones.find((it) => it.key === place.from);
  const to = matrix.zones.find((it) => it.key === place.to);
  const isSingle = [from, to].every((it) => it?.members.length === 1 && it.members[0] === it.key);
  const pairs = useQuery({ ...matrixPairsOptions(place.from, place.to, window), enabled: isSingle && cell !== null });
  const history = useQuery({ ...matrixHistoryOptions(place.from, place.to), enabled: isSingle && cell !== null });
  const mayEdit = useCan("zones.edit");
  const [isAllowing, setIsAllowing] = useState(false);
  if (!from || !to) return null;
  if (!cell) {
    return (
      <SidePanel
        label={`${from.name} to ${to.name}`}
        contentKey={`${place.from} ${place.to}`}
        onClose={onClose}
        header={<Heading from={from} to={to} />}
      >
        <p className="p-4 text-muted">No flows in the days that are shown.</p>
      </SidePanel>
    );
  }
  const isCrossing = place.from !== place.to;
  const canAllow =
    mayEdit && isSingle && isCrossing && [from, to].every((it) => !["unzoned", "internet"].includes(it.key));

  return (
    <SidePanel
      label={`${from.name} to ${to.name}`}
      contentKey={`${place.from} ${place.to}`}
      onClose={onClose}
      header={
        <>
          <Heading from={from} to={to} />
          <p className="text-muted text-xs">
            {countOf(cell.flows, "flow")}, {formatCount(cell.packets)} packets, {formatBytes(cell.bytes)}, last{" "}
            <TimeAgo at={cell.lastSeenAt} />
          </p>
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-1.5">
          <dt className="text-muted">Verdict</dt>
          <dd>
            <VerdictWord verdict={cell.verdict} isSameZone={!isCrossing} />
          </dd>
          <dt className="text-muted">Protocols</dt>
          <dd>{cell.protocols.join(", ")}</dd>
          <dt className="text-muted">Done</dt>
          <dd>
            {Object.keys(cell.operations).length > 0 ? (
              <OperationsText operations={cell.operations} />
            ) : (
              <span className="text-muted">no operations recognised</span>
            )}
          </dd>
          {history.data && history.data.items.length > 1 ? <ByDay items={history.data.items} /> : null}
        </dl>
        <div className="flex flex-wrap gap-2">
          {canAllow ? (
            <Button size="sm" onClick={() => setIsAllowing(true)}>
              Allow as a conduit…
            </Button>
          ) : null}
          {isSingle ? (
            <Button size="sm" asChild tone="quiet">
              <Link href={`/zones/flows?fromZone=${place.from}&toZone=${place.to}`}>See all flows</Link>
            </Button>
          ) : (
            <p className="text-muted text-xs">Show every zone to see its device pairs and flows.</p>
          )}
        </div>
      </div>
      <h3 className="label-quiet border-t px-4 pt-3 pb-1">
        {pairs.data ? `${formatCount(pairs.data.total)} device pairs, most bytes first` : "Device pairs"}
      </h3>
      {isSingle && pairs.isPending ? <SkeletonRows count={6} columns={["w-24", "w-24", "w-16"]} /> : null}
      {pairs.isError ? (
        <div className="px-4">
          <QueryProblem error={pairs.error} refetch={pairs.refetch} />
        </div>
      ) : null}
      <ul>
        {pairs.data?.items.map((pair) => (
          <PairRow key={`${nameKey(pair.initiator)} ${nameKey(pair.responder)}`} pair={pair} />
        ))}
      </ul>
      {isAllowing ? (
        <ConduitDialog
          from={from}
          to={to}
          protocols={cell.protocols}
          operations={cell.operations}
          onClose={() => setIsAllowing(false)}
        />
      ) : null}
    </SidePanel>
  );
}

function Heading({ from, to }: { readonly from: MatrixZone; readonly to: MatrixZone }) {
  return (
    <h2 className="break-words font-semibold">
      <bdi>{from.name}</bdi> → <bdi>{to.name}</bdi>
    </h2>
  );
}

/** Bytes of every day between the first and the last with traffic, whatever days the matrix shows. */
function ByDay({ items }: { readonly items: MatrixHistory["items"] }) {
  const [first, last] = [items[0]?.day, items.at(-1)?.day];
  return (
    <>
      <dt className="text-muted">By day</dt>
      <dd className="flex flex-wrap items-center gap-x-3">
        <Sparkline
          values={dailyBytes(items)}
          label={`Bytes by day, ${first} to ${last}, traffic on ${countOf(items.length, "day")}`}
        />
        <span className="text-muted text-xs">
          {first} to {last}
        </span>
      </dd>
    </>
  );
}

type Pair = MatrixPairs["items"][number];
const nameKey = (end: Pair["initiator"]) => `${end.deviceId} ${end.ip} ${end.name}`;

function PairRow({ pair }: { readonly pair: Pair }) {
  return (
    <li className="border-b px-4 py-2">
      <p className="flex min-w-0 items-baseline gap-1.5">
        <End end={pair.initiator} />
        <span aria-hidden className="text-muted">
          →
        </span>
        <End end={pair.responder} />
      </p>
      <div className="flex flex-wrap gap-x-2 text-muted text-xs">
        <span>
          {pair.protocols.join(", ")} · {formatBytes(pair.bytes)}
        </span>
        <OperationsText operations={pair.operations} />
      </div>
    </li>
  );
}

function End({ end }: { readonly end: Pair["initiator"] }) {
  if (end.deviceId === null) {
    return (
      <span className="min-w-0">
        <WireText text={end.name} />
      </span>
    );
  }
  return (
    <Link href={`/devices/${end.deviceId}`} className="min-w-0 rounded-sm hover:underline">
      <WireText text={end.name} />
    </Link>
  );
}
