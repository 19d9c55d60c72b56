import "server-only";
import type { Overview } from "@/lib/contracts/overview";
import type { DeviceAction } from "@/lib/domain/columns/sum-devices";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";

/** Names by which actions speak of what exists. */
export interface ActionWords {
  readonly protocols: readonly string[];
  readonly zones: readonly { readonly id: string; readonly name: string }[];
}

/** A thing to do in words for the whole plant, with the way to the devices or flows that it is about. */
export function presentAction(row: DeviceAction, words: ActionWords): Overview["actions"][number] {
  const { deviceCount, riskRemoved } = row;
  return { action: sentenceOf(row), deviceCount, riskRemoved, href: hrefOf(row, words) };
}

function sentenceOf({ action, deviceCount }: DeviceAction): string {
  if (action === "sanction it") {
    return deviceCount === 1 ? "Decide on the unapproved device" : "Decide on unapproved devices";
  }
  return action.charAt(0).toUpperCase() + action.slice(1);
}

/** Actions are made by lib/domain/risk/counterfactuals.ts; one that is not understood leads to the device that gains most. */
function hrefOf({ action, deviceCount, topDeviceId }: DeviceAction, { protocols, zones }: ActionWords): string {
  if (action === "sanction it") return "/shadow";
  const device = `/devices/${topDeviceId}`;
  if (deviceCount === 1) return device;
  const service = /^(?:close|secure) (.+?)(?: \([A-Z]+ \d+\))?$/.exec(action)?.[1];
  const protocol = service && protocols.find((it) => protocolTitle(it) === service);
  if (protocol) return `/devices?protocol=${encodeURIComponent(protocol)}`;
  const [, direction, place] = /^(?:cut|restrict) .+? (from|to) (.+)$/.exec(action) ?? [];
  if (place === undefined) return device;
  const zone = place === "the internet" ? INTERNET : place === "no zone" ? UNZONED : zoneNamed(place, zones);
  return zone ? `/zones/flows?${direction === "from" ? "fromZone" : "toZone"}=${zone}` : device;
}

function zoneNamed(name: string, zones: ActionWords["zones"]): string | undefined {
  return zones.find((zone) => zone.name === name)?.id;
}
