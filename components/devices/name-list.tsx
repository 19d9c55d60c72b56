import { deviceTitle, type NamedDevice } from "./device-name";

const SHOWN = 6;

/** The devices that a decision is about, by name and address: devices of one kind often bear one name. */
export function NameList({ devices }: { readonly devices: readonly NamedDevice[] }) {
  return (
    <ul className="text-soft text-xs">
      {devices.slice(0, SHOWN).map((it) => (
        <li key={it.id} className="truncate">
          <bdi>{deviceTitle(it)}</bdi> <AddressBeside device={it} />
        </li>
      ))}
      {devices.length > SHOWN ? <li className="text-muted">and {devices.length - SHOWN} more</li> : null}
    </ul>
  );
}

/** The first address of a device whose title does not say it. */
export function AddressBeside({ device }: { readonly device: NamedDevice }) {
  const address = device.ips[0] ?? device.macs[0];
  if (address === undefined || address === deviceTitle(device)) return null;
  return <span className="font-mono text-muted">{address}</span>;
}
