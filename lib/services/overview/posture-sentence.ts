import "server-only";
import type { Overview } from "@/lib/contracts/overview";
import type { PostureNow } from "@/lib/db/inventory/posture-query";
import { countOf } from "@/lib/domain/say-count";

/** The answer first: "23 devices wait for a decision; Water treatment carries the highest risk (71)." */
export function postureSentence(now: PostureNow, zones: Overview["zones"]): string {
  if (now.devices === 0) return "No device is known yet; take in a capture, log or scan to begin.";
  const parts = [waitingPart(now.unsanctioned)];
  const worst = [...zones].filter((zone) => zone.deviceCount > 0).sort((a, b) => b.riskScore - a.riskScore)[0];
  if (worst && worst.riskScore > 0)
    parts.push(`${worst.name} carries the highest risk (${Math.round(worst.riskScore)})`);
  if (now.exposed > 0)
    parts.push(`${countOf(now.exposed, "device")} ${now.exposed === 1 ? "reaches" : "reach"} the internet`);
  const last = parts.length > 2 ? `${parts.slice(0, 2).join("; ")}, and ${parts[2]}` : parts.join("; ");
  return `${last}.`;
}

function waitingPart(count: number): string {
  if (count === 0) return "Every device has been decided on";
  return `${countOf(count, "device")} ${count === 1 ? "waits" : "wait"} for a decision`;
}
