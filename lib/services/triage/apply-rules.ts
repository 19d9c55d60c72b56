import "server-only";
import type { Actor } from "@/lib/auth/session";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { decidedByRule, listRuleRows, type TriageRuleRow } from "@/lib/db/shadow/triage-rule";
import { findWaitingDevices } from "@/lib/db/shadow/waiting-devices";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { listZoneRows } from "@/lib/db/zones/zone";
import { decideInTransaction } from "../decisions/decide-devices";
import { inParts } from "../decisions/in-parts";
import { readRule } from "./rule-query";

const DAY_MS = 86_400_000;

/** Lets every rule that is on decide on the devices that wait and that it never decided on. Called after imports. */
export async function applyRules(): Promise<number> {
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    let decided = 0;
    // Oldest first: a later rule sees what an earlier one left waiting.
    for (const rule of (await listRuleRows(tx)).reverse()) {
      if (rule.switchedOffAt === null) decided += await applyRule(tx, rule);
    }
    return decided;
  });
}

/** Decides in the name of who wrote the rule. The caller holds the inventory (`lockInventory`). Answers with the number of devices. */
export async function applyRule(tx: Sql, rule: TriageRuleRow): Promise<number> {
  const { query, problem } = readRule(rule.query);
  if (problem !== null) return 0;
  const { action } = rule;
  // A zone that was deleted since takes nobody in.
  if (action.kind === "zone" && !(await listZoneRows(tx)).some((it) => it.id === action.zoneId)) return 0;
  const done = await decidedByRule(tx, rule.id);
  const ids = (await findWaitingDevices(tx, query, Date.now() * 1000))
    .map(({ id }) => id)
    .filter((id) => !done.has(id));
  const actor: Actor = { ...systemActor, userId: rule.userId, name: `${rule.actor}, by rule` };
  for (const deviceIds of inParts(ids)) {
    await decideInTransaction(tx, actor, [decideOf(rule, deviceIds)], { ruleId: rule.id });
  }
  return ids.length;
}

function decideOf({ action, name, reason: why }: TriageRuleRow, deviceIds: string[]): Decide {
  const reason = `rule “${name}”: ${why}`.slice(0, 500);
  switch (action.kind) {
    case "state": {
      const days = action.state === "ignored" ? action.days : null;
      const expiresAt = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
      return { kind: "state", deviceIds, state: action.state, expiresAt, reason };
    }
    case "tag":
      return { kind: "tag", deviceIds, add: [action.tag], remove: [], reason };
    case "owner":
      return { kind: "pin", deviceIds, field: "owner", value: action.owner, reason };
    case "zone":
      return { kind: "zone", deviceIds, zoneId: action.zoneId, reason };
  }
}
