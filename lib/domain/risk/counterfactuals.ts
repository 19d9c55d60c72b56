import { isPlantProtocol } from "../service/control-protocols";
import { insecureFacts } from "../service/insecure-services";
import { protocolTitle } from "../service/protocol-titles";
import { weaknessName } from "../software/component-key";
import { doorsOf } from "./doors";
import type { RiskInput } from "./risk";

/** Something one could do, and the device as it would be then. */
export interface Change {
  readonly action: string;
  readonly without: RiskInput;
}

/** Every single thing that would lower the risk: one per cause, the same words on every device. */
export function counterfactualsOf(input: RiskInput): Change[] {
  const { services, exposure } = input;
  const changes = new Map<string, RiskInput>();
  const expose = (part: Partial<RiskInput["exposure"]>) => ({ ...input, exposure: { ...exposure, ...part } });

  if (input.state === "unsanctioned") changes.set("sanction it", { ...input, state: "sanctioned" });
  for (const { name, services: behind } of doorsOf(services)) {
    if (behind.every((it) => insecureFacts(it).length === 0)) continue;
    // A controller that closes its own protocol is no controller any more.
    const verb = behind.some((it) => isPlantProtocol(it.protocol)) ? "secure" : "close";
    changes.set(`${verb} ${name}`, { ...input, services: services.filter((it) => !behind.includes(it)) });
  }
  for (const { direction, protocol } of exposure.internet) {
    const action = `cut ${protocolTitle(protocol)} ${direction === "in" ? "from" : "to"} the internet`;
    const internet = exposure.internet.filter((it) => it.direction !== direction || it.protocol !== protocol);
    changes.set(action, expose({ internet }));
  }
  for (const { tool } of exposure.remoteAccess) {
    changes.set(`remove ${tool}`, expose({ remoteAccess: exposure.remoteAccess.filter((it) => it.tool !== tool) }));
  }
  for (const { zone, direction, protocol } of exposure.crossZone) {
    const action = `restrict ${protocolTitle(protocol)} ${direction === "in" ? "from" : "to"} ${zone}`;
    const crossZone = exposure.crossZone.filter(
      (it) => it.zone !== zone || it.direction !== direction || it.protocol !== protocol,
    );
    changes.set(action, expose({ crossZone }));
  }
  if (input.conflictCount > 0) changes.set("settle what contradicts itself", { ...input, conflictCount: 0 });
  if (input.endOfSupport) changes.set("replace it by what is still supported", { ...input, endOfSupport: null });
  const fixed = input.vulnerabilities.filter(({ hasFix }) => hasFix);
  if (fixed.length > 0) {
    const action =
      fixed.length === 1
        ? `install the fix of ${weaknessName(fixed[0]?.advisory ?? "")}`
        : `install the fixes of ${fixed.length} advisories`;
    changes.set(action, { ...input, vulnerabilities: input.vulnerabilities.filter(({ hasFix }) => !hasFix) });
  }
  return [...changes].map(([action, without]) => ({ action, without }));
}
