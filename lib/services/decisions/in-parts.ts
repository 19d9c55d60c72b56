import "server-only";
import { MAX_DEVICES_PER_DECISION } from "@/lib/contracts/devices";

/** Devices in as many parts as it takes for each to be one decision. */
export function inParts(deviceIds: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < deviceIds.length; at += MAX_DEVICES_PER_DECISION) {
    parts.push(deviceIds.slice(at, at + MAX_DEVICES_PER_DECISION));
  }
  return parts;
}
