import "server-only";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import type { Sql } from "@/lib/db/sql";
import { putConduit, removeConduit } from "@/lib/db/zones/conduit";
import { putZone, removeZone } from "@/lib/db/zones/zone";
import { AppError } from "@/lib/domain/errors";
import { fits, type Replaced, reversed, type StepChange, sayChange } from "@/lib/domain/target/step-change";
import type { TargetConduit, TargetZone } from "@/lib/domain/target/target-design";
import type { ZoneRules } from "@/lib/domain/zone/zone";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { refuseParent, refuseTaken } from "../zones/check-zone";
import { todaysDesign } from "./todays-design";

/**
 * Makes today's zones and conduits what the change says, and puts every device where it belongs then. Answers with the
 * change as it was written. The caller holds the inventory (`lockInventory`) and tells of the step; each zone and conduit is told of here.
 */
export async function writeStepChange(
  tx: Sql,
  actor: Actor,
  { zones, conduits }: StepChange,
  because: string,
): Promise<StepChange> {
  const said = sayChange(await todaysDesign(tx), { zones, conduits });
  for (const { before, after } of conduits) {
    if (before && isOtherWay(before, after)) await removeConduit(tx, before.id);
  }
  await writeZones(tx, zones);
  for (const { after } of conduits) if (after) await putConduit(tx, { ...after, createdBy: actor.name });
  for (const { what, change, name, fields } of said) {
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: `${what}.${ACTIONS[change]}`,
      summary: `${VERBS[change]} the ${what} ${name}.`,
      reason: because,
      detail: { fields: [...fields] },
    });
  }
  if (zones.length > 0) await rebuildInventory(tx);
  return asWritten(tx, { zones, conduits });
}

const ACTIONS = { added: "created", removed: "deleted", changed: "changed" } as const;
const VERBS = { added: "Made", removed: "Removed", changed: "Changed" } as const;

/** A conduit keeps its two zones: one that leads elsewhere afterwards is made anew. */
function isOtherWay(before: TargetConduit, after: TargetConduit | null): boolean {
  return after === null || before.fromZoneId !== after.fromZoneId || before.toZoneId !== after.toZoneId;
}

/** Rules are given up before anybody takes them: no rule is in two zones at any time. */
async function writeZones(tx: Sql, zones: StepChange["zones"]): Promise<void> {
  for (const { before, after } of zones) {
    if (after === null) await removeZone(tx, (before as TargetZone).id);
    else if (before) await putZone(tx, { ...before, ...rulesOfBoth(before, after) });
  }
  for (const { after } of zones) {
    if (after === null) continue;
    const others = (await todaysDesign(tx)).zones.filter((it) => it.id !== after.id);
    refuseTaken(after, others);
    refuseParent(after, others);
    await putZone(tx, after);
  }
}

/** The rules that stay. */
function rulesOfBoth(before: TargetZone, after: TargetZone): ZoneRules {
  return {
    cidrs: before.cidrs.filter((it) => after.cidrs.some((o) => o.realm === it.realm && o.cidr === it.cidr)),
    vlans: before.vlans.filter((it) => after.vlans.some((o) => o.realm === it.realm && o.vlan === it.vlan)),
    macs: before.macs.filter((it) => after.macs.some((o) => o.realm === it.realm && o.prefix === it.prefix)),
    roles: before.roles.filter((it) => after.roles.includes(it)),
    queries: before.queries.filter((it) => after.queries.includes(it)),
  };
}

/** The change with what the database holds now: what taking it back compares with. */
async function asWritten(tx: Sql, { zones, conduits }: StepChange): Promise<StepChange> {
  const now = await todaysDesign(tx);
  const read = <Part extends { readonly id: string }>(changes: readonly Replaced<Part>[], parts: readonly Part[]) =>
    changes.map(({ before, after }) => ({ before, after: parts.find((it) => it.id === after?.id) ?? null }));
  return { zones: read(zones, now.zones), conduits: read(conduits, now.conduits) };
}

/** Gives back what a step replaced. Throws "conflict" when somebody has changed the same zones or conduits since. */
export async function takeBackChange(tx: Sql, actor: Actor, applied: StepChange, title: string): Promise<void> {
  const change = reversed(applied);
  const today = await todaysDesign(tx);
  if (!fits(today, change)) {
    throw new AppError(
      "conflict",
      "Somebody has changed these zones or conduits since. Change them where they stand (Zones), then take the step back.",
    );
  }
  const goes = new Set(change.zones.flatMap(({ before, after }) => (after === null && before ? [before.id] : [])));
  const held = today.conduits.find((it) => goes.has(it.fromZoneId) || goes.has(it.toZoneId));
  if (held && !change.conduits.some(({ before }) => before?.id === held.id)) {
    throw new AppError("conflict", "A conduit leads to the zone that this step drew. Take that back first.");
  }
  await writeStepChange(tx, actor, change, `Took back: ${title}`);
}
