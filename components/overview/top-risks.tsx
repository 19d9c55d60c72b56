import Link from "next/link";
import { deviceTitle } from "@/components/devices/device-name";
import { RiskBar } from "@/components/devices/risk-bar";
import { WireText } from "@/components/devices/wire-text";
import type { Overview } from "@/lib/contracts/overview";

/** The devices to look at first. */
export function TopRisks({ devices }: { readonly devices: Overview["topRisks"] }) {
  return (
    <ol className="border-t">
      {devices.map((device) => (
        <li key={device.id}>
          <Link
            href={`/devices/${device.id}`}
            className="grid grid-cols-[minmax(0,1fr)_minmax(7rem,40%)] items-center gap-2 border-b py-1.5 hover:bg-hover"
          >
            <span className="min-w-0">
              <WireText text={deviceTitle(device)} />
              <span className="block truncate text-muted text-xs">
                {device.name ? "" : addressOf(device)}
                {device.zone?.name ?? "unzoned"}
                {device.state === "unsanctioned" ? " · unsanctioned" : ""}
              </span>
            </span>
            <RiskBar score={device.riskScore} band={device.riskBand} hasWord />
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** Devices of one make are told apart by it, where none has a name. */
function addressOf(device: Overview["topRisks"][number]): string {
  const address = device.ips[0] ?? device.macs[0];
  return address === undefined || address === deviceTitle(device) ? "" : `${address} · `;
}
