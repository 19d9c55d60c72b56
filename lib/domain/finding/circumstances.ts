import type { Device } from "../device/device";
import type { DecisionPolicy } from "../priority/decision-policy";
import type { HumanImpact, SystemExposure } from "../priority/ssvc-deployer";
import type { Exposure } from "../risk/risk";
import type { Zone } from "../zone/zone";
import type { DeviceCircumstances } from "./build-findings";

/** 1 (nuisance) to 5 (safety, environment), as SSVC's human impact. */
const IMPACT_BY_CRITICALITY: Readonly<Record<number, HumanImpact>> = {
  1: "low",
  2: "low",
  3: "medium",
  4: "high",
  5: "very-high",
};
const DEFAULT_CRITICALITY = 3;

/** Where the device stands: what reaches it as observed, and how much its loss would hurt as people rated it. */
export function circumstancesOf(
  device: Device,
  exposure: Exposure,
  zone: Zone | null,
  policy: DecisionPolicy,
): DeviceCircumstances {
  const { vendor, model } = device.fields;
  const product = [vendor?.value, model?.value].filter(Boolean).join(" ");
  return {
    deviceId: device.id,
    product: product === "" ? null : product,
    exposure: exposureOf(exposure),
    isPubliclyExposed: exposure.internet.some(({ direction }) => direction === "in"),
    humanImpact: humanImpactOf(device, zone),
    policy,
  };
}

/** SSVC's exposure by what was seen, with the contact that makes it so. */
export function exposureOf({ internet, remoteAccess, crossZone }: Exposure): { value: SystemExposure; source: string } {
  const inbound = internet.find(({ direction }) => direction === "in");
  if (inbound) return { value: "open", source: `${inbound.peer} reached it from the internet` };
  const [tool] = remoteAccess;
  if (tool) return { value: "open", source: `remote access by ${tool.tool} with ${tool.peer}` };
  const outbound = internet[0];
  if (outbound) return { value: "controlled", source: `it talks to ${outbound.peer} outside the plant` };
  const zone = crossZone.find(({ direction }) => direction === "in") ?? crossZone[0];
  if (zone)
    return { value: "controlled", source: `traffic ${zone.direction === "in" ? "from" : "to"} ${zone.zone} was seen` };
  return { value: "small", source: "no traffic from beyond its zone was seen" };
}

function humanImpactOf(device: Device, zone: Zone | null): { value: HumanImpact; source: string } {
  const declared = Number(device.fields.criticality?.value);
  if (IMPACT_BY_CRITICALITY[declared]) {
    return {
      value: IMPACT_BY_CRITICALITY[declared] as HumanImpact,
      source: `criticality ${declared}, declared for the device`,
    };
  }
  if (zone) {
    return {
      value: IMPACT_BY_CRITICALITY[zone.criticality] as HumanImpact,
      source: `criticality ${zone.criticality} of ${zone.name}`,
    };
  }
  return { value: IMPACT_BY_CRITICALITY[DEFAULT_CRITICALITY] as HumanImpact, source: "not rated; medium is assumed" };
}
