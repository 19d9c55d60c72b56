import { hasAddress } from "../address/address-set";
import { readCiscoIos } from "../cisco-ios/read-cisco-ios";
import { readNftables } from "../nftables/read-nftables";
import type { Policy } from "../policy/policy";
import type { Dialect } from "../rule-set/dialect";
import type { Place } from "../rule-set/judge-flow";
import { readWindows } from "../windows/read-windows";
import { writeWindows } from "../windows/write-windows";
import { concernsDevice, DEVICE_ZONE } from "./build-baseline";
import { writeHostNftables } from "./write-host-nftables";
import { portListName, writePortList } from "./write-port-list";

/** Where the allow-list of one device can stand: on the device itself, or on its switch port. */
export const HOST_DIALECTS: readonly Dialect[] = [
  {
    id: "nftables",
    title: "nftables, on the device",
    write: writeHostNftables,
    read: readNftables,
    placeOf: onTheDevice,
    sees: concernsDevice,
  },
  {
    id: "windows",
    title: "Windows firewall, on the device",
    write: (policy) => writeWindows(policy, DEVICE_ZONE),
    read: readWindows,
    placeOf: onTheDevice,
    sees: concernsDevice,
  },
  {
    id: "cisco-ios",
    title: "Cisco IOS, on its switch port",
    write: writePortList,
    read: readCiscoIos,
    placeOf: onItsPort,
    sees: concernsDevice,
  },
];

const ownAddresses = ({ zones }: Policy) => zones.find((it) => it.id === DEVICE_ZONE)?.addresses ?? [];

function onTheDevice(policy: Policy): Place {
  return { kind: "host", addresses: ownAddresses(policy) };
}

function onItsPort(policy: Policy): Place {
  const own = ownAddresses(policy);
  return { kind: "lists", listsOf: (from) => (hasAddress(own, from) ? [portListName(policy, from.family)] : []) };
}
