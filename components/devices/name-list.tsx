import { formatCount } from "@/lib/domain/say-count";
import { deviceTitle, type NamedDevice } from "./device-name";

const SHOWN = 6;

interface NameListProps {
  readonly devices: readonly NamedDevice[];
  /** More than those that are named here. */
  readonly total?: number | undefined;
}

/** The devices that a decision is about, by name and address: devices of one kind often bear one name. */
export function NameList({ devices, total = devices.length }: NameListProps) {
  const shown = Math.min(devices.length, SHOWN);
  return (
    <ul className="text-soft text-xs">
      {devices.slice(0, SHOWN).map((it) => (
        <li key={it.id} className="truncate">
          <bdi>{deviceTitle(it)}</bdi> <AddressBeside device={it} />
        </li>
      ))}
      {total > shown ? <li className="text-muted">and {formatCount(total - shown)} more</li> : null}
    </ul>
  );
}

/** The first address of a device whose title does not say it. */
export function AddressBeside({ device }: { readonly device: NamedDevice }) {
  const address = device.ips[0] ?? device.macs[0];
  if (address === undefined || address === deviceTitle(device)) return null;
  return <span className="font-mono text-muted">{address}</span>;
}
