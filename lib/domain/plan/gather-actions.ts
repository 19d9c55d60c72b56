import { doorsOf } from "../risk/doors";
import type { RiskInput } from "../risk/risk";
import { LOWERED_PART } from "../risk/weights";
import { isPlantProtocol } from "../service/control-protocols";
import { insecureFacts } from "../service/insecure-services";
import { protocolTitle } from "../service/protocol-titles";
import { weaknessName } from "../software/component-key";
import type { PlanAction, PlanActionKind } from "./plan-action";

type Draft = Omit<PlanAction, "effects" | "flowsCut" | "outages"> & {
  effects: { device: number; factor: string; part: number }[];
  devices: Set<number>;
};

/** Flows as recorded, added up by zone names ("internet" for outside, "no zone" for none) and protocol. */
export interface FlowSum {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly flows: number;
}

const OUTSIDE = "internet";

/** Collects, device by device, what could be done about the plant's risk. */
export class ActionGatherer {
  private readonly drafts = new Map<string, Draft>();

  /** `device` numbers the device; its factors are those of likelihoodFactors. */
  add(device: number, { services, exposure, vulnerabilities, zone, credits }: RiskInput): void {
    for (const { key, services: behind } of doorsOf(services)) {
      const protocol = behind[0]?.protocol ?? key;
      // A controller that closes its own protocol is no controller any more: that one is restricted.
      if (isPlantProtocol(protocol) || behind.every((it) => insecureFacts(it).length === 0)) continue;
      this.note(device, "close", protocol === "unknown" ? key : protocol, null, null, `service ${key}`);
    }
    for (const { direction, zone: peer, protocol } of exposure.crossZone) {
      const own = zone?.name ?? NO_ZONE;
      const [from, to] = direction === "in" ? [peer, own] : [own, peer];
      this.note(device, "restrict", protocol, from, to, `cross-zone ${direction} ${peer} ${protocol}`);
    }
    for (const { direction, protocol } of exposure.internet) {
      const own = zone?.name ?? NO_ZONE;
      const [from, to] = direction === "in" ? [OUTSIDE, own] : [own, OUTSIDE];
      this.note(device, "cut-internet", protocol, from, to, `internet ${direction} ${protocol}`);
    }
    for (const { tool } of exposure.remoteAccess) {
      this.note(device, "remove-tool", tool, null, null, `remote-access ${tool}`);
    }
    for (const { advisory, hasFix } of vulnerabilities) {
      const factor = `vulnerability ${advisory}`;
      if (hasFix) this.note(device, "patch", advisory, null, null, factor);
      const isLowered = credits.some((it) => it.factor === "exposure" && it.findings?.includes(factor));
      if (!isLowered) this.note(device, "virtual-patch", advisory, null, null, factor, LOWERED_PART);
    }
  }

  private note(
    device: number,
    kind: PlanActionKind,
    subject: string,
    from: string | null,
    to: string | null,
    factor: string,
    part = 0,
  ): void {
    const key = [kind, subject, ...(from === null ? [] : [from, to])].join("\n");
    let draft = this.drafts.get(key);
    if (!draft) {
      draft = {
        key,
        kind,
        subject,
        from,
        to,
        title: titleOf(kind, subject, from, to),
        effects: [],
        devices: new Set(),
      };
      this.drafts.set(key, draft);
    }
    draft.devices.add(device);
    draft.effects.push({ device, factor, part });
  }

  /** All actions, with what each would interrupt of the flows that were recorded. */
  finish(flows: readonly FlowSum[]): PlanAction[] {
    const onPath = new Map<string, number>();
    const byProtocol = new Map<string, number>();
    const count = (map: Map<string, number>, key: string, more: number) => map.set(key, (map.get(key) ?? 0) + more);
    for (const { from, to, protocol, flows: number } of flows) {
      count(onPath, `${from}\n${to}\n${protocol}`, number);
      count(byProtocol, protocol, number);
    }
    return [...this.drafts.values()].map(({ devices, ...draft }): PlanAction => {
      const { kind, subject, from, to } = draft;
      const flowsCut =
        kind === "close"
          ? (byProtocol.get(subject) ?? 0)
          : kind === "restrict" || kind === "cut-internet"
            ? (onPath.get(`${from}\n${to}\n${subject}`) ?? 0)
            : kind === "remove-tool"
              ? devices.size
              : 0;
      return { ...draft, flowsCut, outages: kind === "patch" ? devices.size : 0 };
    });
  }
}

/** What contacts of devices in no zone are called by gatherExposure. */
export const NO_ZONE = "no zone";

function titleOf(kind: PlanActionKind, subject: string, from: string | null, to: string | null): string {
  const place = (name: string | null) => (name === OUTSIDE ? "the internet" : name);
  switch (kind) {
    case "patch":
      return `Install the fix of ${weaknessName(subject)}`;
    case "virtual-patch":
      return `Put a virtual patch for ${weaknessName(subject)} before its devices`;
    case "close":
      return `Close ${/^(?:tcp|udp) /.test(subject) ? subject.toUpperCase() : protocolTitle(subject)}`;
    case "restrict":
      return `Restrict ${protocolTitle(subject)} from ${from} to ${to}`;
    case "cut-internet":
      return `Cut ${protocolTitle(subject)} from ${place(from)} to ${place(to)}`;
    case "remove-tool":
      return `Remove ${subject}`;
  }
}
