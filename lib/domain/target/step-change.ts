import { INTERNET, UNZONED } from "../zone/zone-key";
import { compareDesigns, type DesignChange } from "./compare-designs";
import { EMPTY_DESIGN, type TargetConduit, type TargetDesign, type TargetZone } from "./target-design";

/** One zone or conduit, before and after; null: it is not there. */
export interface Replaced<Part> {
  readonly before: Part | null;
  readonly after: Part | null;
}

/** What a step does to today's zones and conduits. */
export interface StepChange {
  readonly zones: readonly Replaced<TargetZone>[];
  readonly conduits: readonly Replaced<TargetConduit>[];
}

export type Today = Pick<TargetDesign, "zones" | "conduits">;
export type StepOutcome =
  | { readonly isPossible: true; readonly change: StepChange }
  /** A sentence that says why not, and what to do in its place. */
  | { readonly isPossible: false; readonly because: string };

/**
 * What turns a step of the way to the target into today's zones and conduits. A zone is drawn as the target has it, and
 * takes its rules from whichever zone holds them; the paths from one zone to another get the target's conduits, and lose
 * those that it does not have. What today's picture cannot say is refused with a sentence.
 */
export function changeOfStep(key: string, today: Today, target: TargetDesign): StepOutcome {
  const [kind, from = "", to = ""] = key.split(" ");
  if (kind === "zone") return drawZone(from, today, target);
  if (kind === "conduit") return holdPaths(from, to, today, target);
  return refuse(
    "An enclave is held where its devices are: put their allow-lists on their switch ports or firewalls, then mark the step as done.",
  );
}

/** How today differs from what the step makes of it, as people read it. */
export function sayChange(today: Today, change: StepChange): DesignChange[] {
  return compareDesigns({ ...EMPTY_DESIGN, ...today }, { ...EMPTY_DESIGN, ...withChange(today, change) });
}

/** Today after the change. */
export function withChange(today: Today, { zones, conduits }: StepChange): Today {
  return { zones: replaced(today.zones, zones), conduits: replaced(today.conduits, conduits) };
}

/** The change that takes this one back. */
export function reversed({ zones, conduits }: StepChange): StepChange {
  const turn = <Part>({ before, after }: Replaced<Part>): Replaced<Part> => ({ before: after, after: before });
  return { zones: zones.map(turn), conduits: conduits.map(turn) };
}

/** Whether everything that a change would replace is still as the change expects it. */
export function fits(today: Today, { zones, conduits }: StepChange): boolean {
  const expected = {
    zones: expectedOf(today.zones, zones),
    conduits: expectedOf(today.conduits, conduits),
  };
  const names = { ...EMPTY_DESIGN, zones: today.zones };
  return (
    compareDesigns({ ...names, conduits: today.conduits }, { ...EMPTY_DESIGN, ...expected }).length === 0 &&
    zones.every(({ after, before }) => before !== null || !today.zones.some((it) => it.id === after?.id)) &&
    conduits.every(({ after, before }) => before !== null || !today.conduits.some((it) => it.id === after?.id))
  );
}

const refuse = (because: string): StepOutcome => ({ isPossible: false, because });

function drawZone(id: string, today: Today, target: TargetDesign): StepOutcome {
  const wanted = target.zones.find((it) => it.id === id);
  if (!wanted) return refuse("The target has no such zone any more.");
  const before = today.zones.find((it) => it.id === id) ?? null;
  if (before && before.siteId !== wanted.siteId) {
    return refuse("A zone stays in its site. Draw it anew in the other site, and remove this one.");
  }
  const isThere = today.zones.some((it) => it.id === wanted.parentId);
  const after = { ...wanted, parentId: isThere ? wanted.parentId : null };
  const zones: Replaced<TargetZone>[] = [{ before, after }];
  for (const other of today.zones) {
    if (other.id === id) continue;
    const left = withoutRulesOf(other, wanted);
    if (left !== other) zones.push({ before: other, after: left });
  }
  const change = { zones, conduits: [] };
  if (sayChange(today, change).length === 0) {
    return refuse("Today's zone is drawn like this already: devices move with the next change of the inventory.");
  }
  return { isPossible: true, change };
}

/** No two zones hold one rule; in the target it is the other's. */
function withoutRulesOf(zone: TargetZone, taker: TargetZone): TargetZone {
  const cidrs = zone.cidrs.filter((it) => !taker.cidrs.some((o) => o.realm === it.realm && o.cidr === it.cidr));
  const vlans = zone.vlans.filter((it) => !taker.vlans.some((o) => o.realm === it.realm && o.vlan === it.vlan));
  const macs = zone.macs.filter((it) => !taker.macs.some((o) => o.realm === it.realm && o.prefix === it.prefix));
  const isSameSite = zone.siteId === taker.siteId;
  const roles = zone.roles.filter((it) => !isSameSite || !taker.roles.includes(it));
  const queries = zone.queries.filter((it) => !isSameSite || !taker.queries.includes(it));
  const count = (it: Pick<TargetZone, "cidrs" | "vlans" | "macs" | "roles" | "queries">) =>
    it.cidrs.length + it.vlans.length + it.macs.length + it.roles.length + it.queries.length;
  const left = { ...zone, cidrs, vlans, macs, roles, queries };
  return count(left) === count(zone) ? zone : left;
}

function holdPaths(from: string, to: string, today: Today, target: TargetDesign): StepOutcome {
  if (from === UNZONED || to === UNZONED) {
    return refuse("One end is in no zone. Draw its zone in the target first.");
  }
  if (from === INTERNET || to === INTERNET) {
    return refuse(
      "Today's conduits join zones of the plant. Hold the way to the internet at the firewall (Zones, Rules), then mark the step as done.",
    );
  }
  const missing = [from, to].find((id) => !today.zones.some((it) => it.id === id));
  if (missing !== undefined) {
    const name = target.zones.find((it) => it.id === missing)?.name ?? "its zone";
    return refuse(`The zone ${name} is not drawn yet: that step comes first.`);
  }
  const isOfPath = ({ fromZoneId, toZoneId, initiator }: TargetConduit) =>
    (fromZoneId === from && toZoneId === to) || (initiator === "either" && fromZoneId === to && toZoneId === from);
  const wanted = target.conduits.filter(isOfPath);
  const ids = new Set(wanted.map((it) => it.id));
  const conduits: Replaced<TargetConduit>[] = [
    ...wanted.map((after) => ({ before: today.conduits.find((it) => it.id === after.id) ?? null, after })),
    ...today.conduits.filter((it) => isOfPath(it) && !ids.has(it.id)).map((before) => ({ before, after: null })),
  ];
  const change = { zones: [], conduits };
  if (sayChange(today, change).length === 0) {
    return refuse(
      "No conduit differs from today's. Hold this path at a firewall (Zones, Rules), then mark the step as done.",
    );
  }
  return { isPossible: true, change };
}

function replaced<Part extends { readonly id: string }>(
  parts: readonly Part[],
  changes: readonly Replaced<Part>[],
): Part[] {
  const touched = new Set(changes.flatMap(({ before, after }) => [before?.id, after?.id]));
  return [...parts.filter((it) => !touched.has(it.id)), ...changes.flatMap(({ after }) => after ?? [])];
}

/** The parts as they are, with those that are to be replaced as the change expects them. */
function expectedOf<Part extends { readonly id: string }>(
  parts: readonly Part[],
  changes: readonly Replaced<Part>[],
): Part[] {
  const touched = new Set(changes.flatMap(({ before }) => before?.id ?? []));
  return [...parts.filter((it) => !touched.has(it.id)), ...changes.flatMap(({ before }) => before ?? [])];
}
