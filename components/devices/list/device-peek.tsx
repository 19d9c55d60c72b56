"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { sentenceOf } from "@/lib/client/api-problem";
import { deviceDetailOptions } from "@/lib/client/queries/devices";
import type { DeviceDetail, DeviceRow } from "@/lib/contracts/devices";
import { DeviceActions } from "../device-actions";
import { deviceTitle } from "../device-name";
import { FIELD_LABELS, MONO_FIELDS } from "../field-labels";
import { ConflictShape, ProvenanceMark } from "../provenance-mark";
import { RiskScore, RiskWaterfall } from "../risk-waterfall";
import { ServiceWord } from "../service-word";
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
  const { data, error } = useQuery(deviceDetailOptions(id));
  const shown = data?.row ?? row;
  return (
    <SidePanel
      label={shown ? deviceTitle(shown) : "Device"}
      contentKey={id}
      onClose={onClose}
      header={
        <>
          <h2 className="truncate font-semibold text-md" title={shown ? deviceTitle(shown) : undefined}>
            {shown ? <bdi dir="auto">{deviceTitle(shown)}</bdi> : <Skeleton className="h-4 w-40" />}
          </h2>
          <div className="mt-1.5 flex items-center gap-2">
            <Button asChild size="sm" tone="primary">
              <Link href={`/devices/${id}`}>Open</Link>
            </Button>
            {shown ? <DeviceActions devices={[shown]} /> : null}
          </div>
        </>
      }
    >
      {error ? (
        <div className="p-4">
          <Callout tone="danger">{sentenceOf(error)}</Callout>
        </div>
      ) : data ? (
        <PeekContent detail={data} />
      ) : (
        <div aria-hidden className="flex flex-col gap-3 p-4">
          {["w-full", "w-3/4", "w-1/2", "w-2/3", "w-full", "w-1/2"].map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={at} className={`h-3 ${width}`} />
          ))}
        </div>
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
        <Pair label="State">
          <StateBadge state={row.state} />
        </Pair>
        <Pair label="Zone">
          <ZoneName zone={row.zone} />
        </Pair>
        <Pair label="Addresses">
          <WireText text={row.ips.join(", ") || null} isMono isWrapped />
        </Pair>
        <Pair label="MAC">
          <WireText text={row.macs.join(", ") || null} isMono isWrapped />
        </Pair>
        {detail.fields.map((field) => (
          <Pair key={field.field} label={FIELD_LABELS[field.field]}>
            <span className="flex items-start gap-1">
              <WireText text={field.value} isMono={MONO_FIELDS.has(field.field)} isWrapped className="min-w-0" />
              <ProvenanceMark field={field} className="-my-0.5" />
            </span>
          </Pair>
        ))}
        <Pair label="Last seen">
          <TimeAgo at={row.lastSeenAt} />
        </Pair>
      </dl>
      <Section title={`Services (${detail.services.length})`}>
        {detail.services.length === 0 ? (
          <p className="text-muted">None seen.</p>
        ) : (
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {detail.services.map((it) => (
              <li key={`${it.transport} ${it.port} ${it.protocol}`}>
                <ServiceWord service={it} hasPort />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Risk">
        <RiskScore risk={detail.risk} />
        <RiskWaterfall risk={detail.risk} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="label-quiet pb-1.5">{title}</h3>
      {children}
    </section>
  );
}

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
