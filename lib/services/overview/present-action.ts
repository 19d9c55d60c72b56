import "server-only";
import type { Overview } from "@/lib/contracts/overview";
import type { ActionRow } from "@/lib/db/posture-query";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";

/** A thing to do in words for the whole plant, with the way to the devices that it is about. */
export function presentAction(row: ActionRow, protocols: readonly string[]): Overview["actions"][number] {
  return {
    action: sentenceOf(row),
    deviceCount: row.deviceCount,
    riskRemoved: row.riskRemoved,
    href: hrefOf(row, protocols),
  };
}

function sentenceOf({ action, deviceCount }: ActionRow): string {
  if (action === "sanction it")
    return deviceCount === 1 ? "Decide on the unapproved device" : "Decide on unapproved devices";
  return action.charAt(0).toUpperCase() + action.slice(1);
}

function hrefOf({ action, deviceCount, topDeviceId }: ActionRow, protocols: readonly string[]): string {
  if (action === "sanction it") return "/shadow";
  if (deviceCount === 1) return `/devices/${topDeviceId}`;
  const closed = /^close (.+?)(?: \([A-Z]+ \d+\))?$/.exec(action)?.[1];
  const protocol = closed && protocols.find((it) => protocolTitle(it) === closed);
  if (protocol) return `/devices?protocol=${encodeURIComponent(protocol)}`;
  return action.startsWith("restrict") || action.startsWith("cut") ? "/zones" : `/devices/${topDeviceId}`;
}
