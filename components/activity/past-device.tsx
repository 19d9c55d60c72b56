"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { deviceTitle } from "@/components/devices/device-name";
import { RiskBar } from "@/components/devices/risk-bar";
import { ServiceWord, servicePlace } from "@/components/devices/service-word";
import { StateBadge } from "@/components/devices/state-badge";
import { WireText } from "@/components/devices/wire-text";
import { ZoneName } from "@/components/devices/zone-name";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { formatUtc } from "@/lib/client/format-time";
import type { DeviceAsOf } from "@/lib/contracts/changes";
import { roleTitle } from "@/lib/domain/device/role-title";
import { AsOfBar } from "./as-of-bar";

/** One device as it was known at a past time. */
export function PastDevice({ device }: { readonly device: DeviceAsOf }) {
  const { row, asOf, from, until, movedTo } = device;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["Vendor", row.vendor?.value],
    ["Model", row.model?.value],
    ["Order number", row.orderNumber],
    ["Firmware", row.firmware?.value],
    ["Serial number", row.serial],
    ["Role", row.role && roleTitle(row.role.value)],
    ["Operating system", row.os],
    ["Owner", row.owner],
    ["IP addresses", row.ips.join(", ") || null],
    ["MAC addresses", row.macs.join(", ") || null],
    ["Realms", row.realms.join(", ")],
  ];
  const held = until === null ? "and still is" : `until ${formatUtc(until)}`;
  return (
    <Page title="Devices" answer={<WireText text={deviceTitle(row)} />}>
      <AsOfBar asOf={asOf} path={`/devices/${row.id}`} />
      <div className="flex max-w-200 flex-col gap-4 p-4 md:px-6">
        <p className="text-soft">
          Known like this from {formatUtc(from)} {held}.
        </p>
        {row.ips[0] ? (
          <p>
            <Link
              href={`/zones/flows?${new URLSearchParams({ initiatorIp: row.ips[0], asOf })}`}
              className="rounded-sm text-accent underline"
            >
              The flows it began, as known then
            </Link>
          </p>
        ) : null}
        {movedTo ? (
          <Callout title="It is part of another device now">
            <Link href={`/devices/${movedTo}`} className="underline">
              Open the device that it became part of
            </Link>
          </Callout>
        ) : null}
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1.5">
          <Fact name="State">
            <StateBadge state={row.state} />
          </Fact>
          <Fact name="Risk">
            <RiskBar score={row.riskScore} band={row.riskBand} hasWord />
          </Fact>
          <Fact name="Zone">
            <ZoneName zone={row.zone} />
          </Fact>
          {facts.map(([name, value]) => (
            <Fact key={name} name={name}>
              {value ? <WireText text={value} isWrapped /> : <span className="text-muted">unknown</span>}
            </Fact>
          ))}
          <Fact name="Services">
            {row.services.length === 0 ? <span className="text-muted">none known</span> : null}
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {row.services.map((service) => (
                <li key={`${servicePlace(service)} ${service.protocol}`}>
                  <ServiceWord service={service} hasPort />
                </li>
              ))}
            </ul>
          </Fact>
        </dl>
      </div>
    </Page>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
