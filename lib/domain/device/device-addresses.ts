import { compareIps } from "../address-order";
import { compareText } from "../compare-text";
import type { Device } from "./device";

/** Every IP and MAC address of a device, each once, in order. */
export function deviceAddresses({ interfaces }: Pick<Device, "interfaces">): { ips: string[]; macs: string[] } {
  return {
    ips: unique(interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip))).sort(compareIps),
    macs: unique(interfaces.flatMap(({ mac }) => mac ?? [])).sort(compareText),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
