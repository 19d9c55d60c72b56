import Link from "next/link";
import { RiskBar } from "@/components/devices/risk-bar";
import { SidePanel } from "@/components/ui/side-panel";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { roleTitle } from "@/lib/domain/device/role-title";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { VerdictWord } from "../verdict-word";
import type { MapLayout, MapLink, PlacedZone } from "./layout-map";

interface MapPanelProps {
  readonly layout: MapLayout;
  readonly placed: PlacedZone;
  /** A device of the zone that was pressed. */
  readonly deviceId: string | null;
  readonly onClose: () => void;
}

/** What stands at the pressed place, and what passes in and out of its zone. */
export function MapPanel({ layout, placed, deviceId, onClose }: MapPanelProps) {
  const { zone, devices, groups } = placed;
  const device = devices.find(({ id }) => id === deviceId);
  const links = layout.links.filter(({ from, to }) => from === zone.key || to === zone.key);
  return (
    <SidePanel
      label={device?.name ?? zone.name}
      contentKey={device?.id ?? zone.key}
      onClose={onClose}
      header={
        <h2 className="truncate font-semibold">
          <bdi>{device?.name ?? zone.name}</bdi>
        </h2>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        {device ? (
          <p className="text-soft">
            {device.role === null ? "Unknown role" : roleTitle(device.role)} in <bdi>{zone.name}</bdi>, risk{" "}
            {device.riskBand}, {device.state}.{" "}
            <Link href={`/devices/${device.id}`} className="rounded-sm text-accent underline underline-offset-2">
              Open the device
            </Link>
          </p>
        ) : null}
        {zone.riskScore !== null && zone.riskBand ? (
          <RiskBar score={zone.riskScore} band={zone.riskBand} isAggregate hasWord />
        ) : null}
        {zone.key === INTERNET ? null : (
          <div>
            <Link
              href={livingDevicesHref({ zone: zone.key === UNZONED ? "unzoned" : zone.key })}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              {countOf(devices.length, "device")}
            </Link>
            <ul className="text-soft">
              {groups.map(({ role, count }) => (
                <li key={role ?? ""} className="flex justify-between gap-3">
                  <span>{role === null ? "unknown role" : roleTitle(role)}</span>
                  <span>{formatCount(count)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        <div>
          <h3 className="pb-1 font-medium text-xs">In and out</h3>
          <ul>
            {links.map((link) => (
              <LinkRow key={`${link.from} ${link.to}`} link={link} layout={layout} />
            ))}
          </ul>
          {links.length === 0 ? <p className="text-soft">Nothing passes that was seen or allowed.</p> : null}
        </div>
      </div>
    </SidePanel>
  );
}

function LinkRow({ link, layout }: { readonly link: MapLink; readonly layout: MapLayout }) {
  const nameOf = (key: string) => layout.byKey.get(key)?.zone.name ?? "";
  return (
    <li className="border-t py-1.5">
      <Link href={`/zones?from=${link.from}&to=${link.to}`} className="rounded-sm hover:underline">
        <bdi>{nameOf(link.from)}</bdi> <span aria-hidden>→</span>
        <span className="sr-only">to</span> <bdi>{nameOf(link.to)}</bdi>
      </Link>
      <p className="text-soft text-xs">
        {link.protocols.join(", ") || "any protocol"}; {countOf(link.flows, "flow")}
        {link.hasWrites ? ", writes" : ""}; <VerdictWord verdict={link.verdict} />
        {link.isConduit && link.flows === 0 ? " nothing used it yet" : ""}
      </p>
    </li>
  );
}
