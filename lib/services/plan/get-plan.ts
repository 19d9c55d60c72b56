import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { PlanDto, PlanStepDto, planQuery } from "@/lib/contracts/plan";
import { NO_ZONE } from "@/lib/domain/plan/gather-actions";
import type { PlanStep } from "@/lib/domain/plan/make-plan";
import { countOf } from "@/lib/domain/say-count";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { type LoadedPlan, loadPlan } from "./load-plan";

const SHOWN_DEVICES = 5;
const MAX_IDS = 1_000;

/** What to do first, step by step: what each removes, what it interrupts, and the plant after it. */
export async function getPlan(actor: Actor, { order, steps }: z.output<typeof planQuery>): Promise<PlanDto> {
  requirePermission(actor, "overview.read");
  const { answer: loaded, isEarlier } = await loadPlan(order);
  const { before, steps: made } = loaded.plan;
  const { deviceCount, score, band, mean, max } = before;
  return {
    deviceCount,
    before: { score, band, mean, max },
    steps: made.slice(0, steps).map((step) => presentStep(step, loaded)),
    madeAt: loaded.madeAt.toISOString(),
    isEarlier,
  };
}

function presentStep(step: PlanStep, { devices, zoneIds }: LoadedPlan): PlanStepDto {
  const { action, riskRemoved, after } = step;
  const { key, kind, title, flowsCut, outages } = action;
  const { score, band, mean, max } = after;
  return {
    ...{ key, kind, title, flowsCut, outages },
    interrupts: sayInterruption(step),
    deviceCount: step.devices.length,
    deviceIds: step.devices.slice(0, MAX_IDS).flatMap((at) => devices[at]?.id ?? []),
    devices: step.devices.slice(0, SHOWN_DEVICES).flatMap((at) => devices[at] ?? []),
    riskRemoved: Math.round(riskRemoved * 10) / 10,
    after: { score, band, mean, max },
    href: hrefOf(step, devices, zoneIds),
  };
}

/** Of recorded flows, for good, or of devices, for as long as the work takes. */
function sayInterruption({ action: { kind, flowsCut, outages } }: PlanStep): string {
  if (kind === "patch")
    return `${countOf(outages, "device")} stand${outages === 1 ? "s" : ""} still while it is installed`;
  if (kind === "virtual-patch") return "only what the rule matches; no recorded flow is cut";
  if (flowsCut === 0) return "nothing that was ever seen";
  return `cuts ${countOf(flowsCut, "recorded flow")}`;
}

function hrefOf(
  { action: { kind, subject, from, to }, devices: gaining }: PlanStep,
  devices: LoadedPlan["devices"],
  zoneIds: LoadedPlan["zoneIds"],
): string {
  const search = (values: Record<string, string>) => new URLSearchParams(values).toString();
  if (kind === "patch" || kind === "virtual-patch") return `/vulnerabilities?${search({ key: subject })}`;
  if (kind === "close" && !subject.includes(" ")) return `/devices?${search({ protocol: subject })}`;
  const zone = (name: string) => (name === INTERNET ? INTERNET : name === NO_ZONE ? UNZONED : zoneIds.get(name));
  const [fromZone, toZone] = [zone(from ?? ""), zone(to ?? "")];
  if (fromZone && toZone) return `/zones/flows?${search({ fromZone, toZone })}`;
  return `/devices/${devices[gaining[0] as number]?.id}`;
}
