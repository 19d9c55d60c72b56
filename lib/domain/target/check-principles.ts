import { SHIPPED_REMOTE_ACCESS } from "../service/remote-access-tools";
import { INTERNET } from "../zone/zone-key";
import type { Principle, PrincipleKind, TargetConduit, TargetDesign, TargetZone } from "./target-design";

/** What each principle says, and why one wants it. */
export const PRINCIPLES: Readonly<Record<PrincipleKind, { readonly statement: string; readonly because: string }>> = {
  "dmz-between-enterprise-and-control": {
    statement: "No path from the enterprise (level 4 and above) to level 3 and below without a DMZ (level 3.5)",
    because: "What takes over an office computer must not be one connection away from a controller.",
  },
  "no-internet-at-control": {
    statement: "No conduit between the internet and level 2 or below",
    because: "Controllers and panels need nothing from outside; what they need passes the DMZ.",
  },
  "remote-access-through-jump-host": {
    statement: "Remote access reaches level 3 and below through a jump host only",
    because: "One door that records who came, instead of one in every machine.",
  },
  "every-conduit-has-an-owner": {
    statement: "Every conduit has an owner",
    because: "Somebody must be able to say whether it is still needed.",
  },
  "no-conduit-for-everything": {
    statement: "Every conduit names its protocols",
    because: "A path for everything separates nothing.",
  },
};

export interface Breach {
  /** A sentence that names the path. */
  readonly sentence: string;
  /** Conduits that make it, in the order of the path. */
  readonly conduitIds: readonly string[];
}

export interface CheckedPrinciple extends Principle {
  readonly isKept: boolean;
  readonly breaches: readonly Breach[];
  /** What keeps it from being checked whole, if anything. */
  readonly caveat: string | null;
}

const NAMES_SHOWN = 3;

/** Checks a version against its own principles. Levels that nobody gave a zone are said, not guessed. */
export function checkPrinciples(design: TargetDesign): CheckedPrinciple[] {
  const plan = new Plan(design);
  return design.principles.map((principle) => {
    const breaches = CHECKS[principle.kind](plan, principle);
    return { ...principle, isKept: breaches.length === 0, breaches, caveat: caveatOf(principle, plan) };
  });
}

class Plan {
  private readonly zones: ReadonlyMap<string, TargetZone>;

  constructor(readonly design: TargetDesign) {
    this.zones = new Map(design.zones.map((zone) => [zone.id, zone]));
  }

  level(key: string): number | null {
    return this.zones.get(key)?.purdueLevel ?? null;
  }

  name(key: string): string {
    return key === INTERNET ? "Internet" : (this.zones.get(key)?.name ?? "a zone that is no more");
  }

  say(conduit: TargetConduit): string {
    return `${this.name(conduit.fromZoneId)} → ${this.name(conduit.toZoneId)}`;
  }

  get levelless(): readonly TargetZone[] {
    return this.design.zones.filter((zone) => zone.purdueLevel === null);
  }
}

const CHECKS: Readonly<Record<PrincipleKind, (plan: Plan, principle: Principle) => Breach[]>> = {
  "dmz-between-enterprise-and-control": pathsAroundDmz,
  "no-internet-at-control": (plan) =>
    plan.design.conduits.flatMap((conduit) => {
      const { fromZoneId: from, toZoneId: to } = conduit;
      const inner = from === INTERNET ? to : to === INTERNET ? from : null;
      if (inner === null || (plan.level(inner) ?? Number.POSITIVE_INFINITY) > 2) return [];
      return [
        {
          sentence: `${plan.say(conduit)} joins level ${plan.level(inner)} to the internet.`,
          conduitIds: [conduit.id],
        },
      ];
    }),
  "remote-access-through-jump-host": (plan, { zoneIds }) =>
    plan.design.conduits.flatMap((conduit) => {
      const { fromZoneId: from, toZoneId: to } = conduit;
      if ((plan.level(to) ?? Number.POSITIVE_INFINITY) > 3 || zoneIds.includes(from)) return [];
      // What stays inside the control network is engineering, not remote access.
      if (from !== INTERNET && (plan.level(from) ?? 0) < 3.5) return [];
      const tools = conduit.protocols.filter((it) => SHIPPED_REMOTE_ACCESS.protocols.has(it));
      if (tools.length === 0 && conduit.protocols.length > 0) return [];
      const what = conduit.protocols.length === 0 ? "anything, remote access too," : tools.join(", ");
      return [{ sentence: `${plan.say(conduit)} lets ${what} in without a jump host.`, conduitIds: [conduit.id] }];
    }),
  "every-conduit-has-an-owner": (plan) =>
    plan.design.conduits
      .filter(({ owner }) => !owner?.trim())
      .map((conduit) => ({ sentence: `${plan.say(conduit)} has no owner.`, conduitIds: [conduit.id] })),
  "no-conduit-for-everything": (plan) =>
    plan.design.conduits
      .filter(({ protocols }) => protocols.length === 0)
      .map((conduit) => ({ sentence: `${plan.say(conduit)} lets everything through.`, conduitIds: [conduit.id] })),
};

/** The shortest chain of conduits from each enterprise zone to each control zone that touches no DMZ. */
function pathsAroundDmz(plan: Plan): Breach[] {
  const from = new Map<string, TargetConduit[]>();
  for (const conduit of plan.design.conduits) {
    from.set(conduit.fromZoneId, [...(from.get(conduit.fromZoneId) ?? []), conduit]);
  }
  const breaches: Breach[] = [];
  for (const start of plan.design.zones.filter(({ purdueLevel }) => (purdueLevel ?? 0) >= 4)) {
    const reached = new Map<string, TargetConduit[]>([[start.id, []]]);
    // A map is walked in the order of insertion, and what is added on the way comes last: breadth first.
    for (const [key, path] of reached) {
      const level = plan.level(key);
      if (level !== null && level <= 3) {
        const hops = [start.id, ...path.map((it) => it.toZoneId)].map((it) => plan.name(it));
        breaches.push({ sentence: `${hops.join(" → ")} passes no DMZ.`, conduitIds: path.map((it) => it.id) });
        continue;
      }
      for (const conduit of from.get(key) ?? []) {
        const next = conduit.toZoneId;
        if (!reached.has(next) && next !== INTERNET && plan.level(next) !== 3.5) reached.set(next, [...path, conduit]);
      }
    }
  }
  return breaches;
}

function caveatOf({ kind, zoneIds }: Principle, plan: Plan): string | null {
  if (kind === "remote-access-through-jump-host" && zoneIds.length === 0) {
    return "No zone is named as the one that holds the jump hosts.";
  }
  const needsLevels = kind === "dmz-between-enterprise-and-control" || kind === "no-internet-at-control";
  if (!needsLevels || plan.levelless.length === 0) return null;
  const names = plan.levelless.slice(0, NAMES_SHOWN).map(({ name }) => name);
  const more = plan.levelless.length - names.length;
  return `Nobody gave a Purdue level to ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}: they count as neither.`;
}
