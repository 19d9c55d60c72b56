"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { PanelPair, PanelSection, PanelSkeleton } from "@/components/ui/panel-part";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { deviceDetailOptions } from "@/lib/client/queries/devices";
import type { DeviceDetail, DeviceRow } from "@/lib/contracts/devices";
import { DeviceActions } from "../device-actions";
import { deviceTitle } from "../device-name";
import { FIELD_LABELS, fieldText, MONO_FIELDS } from "../field-labels";
import { ConflictShape, ProvenanceMark } from "../provenance-mark";
import { RiskScore, RiskWaterfall } from "../risk-waterfall";
import { ServiceWord, withoutDoubles } from "../service-word";
import { StateBadge } from "../state-badge";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { ZoneName } from "../zone-name";

interface DevicePeekProps {
  readonly id: string;
  /** The row of the list, while the whole is on its way. */
  readonly row: DeviceRow | null;
  readonly onClose: () => void;
}

/** Most questions about a device, without leaving the list. */
export function DevicePeek({ id, row, onClose }: DevicePeekProps) {
  const { data, error, refetch } = useQuery(deviceDetailOptions(id));
  const shown = data?.row ?? row;
  return (
    <SidePanel
      label={shown ? deviceTitle(shown) : "Device"}
      contentKey={id}
      onClose={onClose}
      header={
        <>
          <h2 className="truncate font-semibold text-md" title={shown ? deviceTitle(shown) : undefined}>
            {shown ? <bdi dir="auto">{deviceTitle(shown)}</bdi> : error ? "Device" : <Skeleton className="h-4 w-40" />}
          </h2>
          {shown || !error ? (
            <div className="mt-1.5 flex items-center gap-2">
              <Button asChild size="sm" tone="primary">
                <Link href={`/devices/${id}`}>Open</Link>
              </Button>
              {shown ? <DeviceActions devices={[shown]} /> : null}
            </div>
          ) : null}
        </>
      }
    >
      {error ? (
        <QueryProblem isInset error={error} refetch={refetch} />
      ) : data ? (
        <PeekContent detail={data} />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}

function PeekContent({ detail }: { readonly detail: DeviceDetail }) {
  const { row } = detail;
  return (
    <div className="flex flex-col gap-5 p-4">
      <p className="text-soft">
        <WireText text={detail.sentence} isWrapped />
      </p>
      {detail.conflicts.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {detail.conflicts.map((it) => (
            <li key={it.summary} className="flex gap-1.5 text-risk-high-text">
              <span className="mt-1">
                <ConflictShape />
              </span>
              <WireText text={it.summary} isWrapped />
            </li>
          ))}
        </ul>
      ) : null}
      <dl className="grid grid-cols-[104px_minmax(0,1fr)] gap-y-1">
        <PanelPair label="State">
          <StateBadge state={row.state} />
        </PanelPair>
        <PanelPair label="Zone">
          <ZoneName zone={row.zone} />
        </PanelPair>
        <PanelPair label="Addresses">
          <WireText text={row.ips.join(", ") || null} isMono isWrapped />
        </PanelPair>
        <PanelPair label="MAC">
          <WireText text={row.macs.join(", ") || null} isMono isWrapped />
        </PanelPair>
        {detail.fields.map((field) => (
          <PanelPair key={field.field} label={FIELD_LABELS[field.field]}>
            <span className="flex items-start gap-1">
              <WireText
                text={fieldText(field.field, field.value)}
                isMono={MONO_FIELDS.has(field.field)}
                isWrapped
                className="min-w-0"
              />
              <ProvenanceMark field={field} className="-my-0.5" />
            </span>
          </PanelPair>
        ))}
        <PanelPair label="Last seen">
          <TimeAgo at={row.lastSeenAt} />
        </PanelPair>
      </dl>
      <PanelSection title={`Services (${detail.services.length})`}>
        {detail.services.length === 0 ? (
          <p className="text-muted">None seen.</p>
        ) : (
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {withoutDoubles(detail.services).map((it) => (
              <li key={`${it.transport} ${it.port} ${it.protocol}`}>
                <ServiceWord service={it} hasPort />
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
      <PanelSection title="Risk">
        <RiskScore risk={detail.risk} />
        <RiskWaterfall risk={detail.risk} />
      </PanelSection>
    </div>
  );
}
