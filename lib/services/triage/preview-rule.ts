import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RulePreview } from "@/lib/contracts/triage";
import { sql } from "@/lib/db/client";
import { findWaitingDevices } from "@/lib/db/shadow/waiting-devices";
import { presentFitting, readRule } from "./rule-query";

const MAX_SHOWN = 50;

/** The devices that wait now and fit the query, and what the rule would rest on. */
export async function previewRule(actor: Actor, text: string): Promise<RulePreview> {
  requirePermission(actor, "devices.decide");
  const { query, warnings, problem } = readRule(text);
  if (problem !== null) return { total: 0, devices: [], warnings, problem };
  const fitting = await findWaitingDevices(sql, query, Date.now() * 1000);
  return { total: fitting.length, devices: fitting.slice(0, MAX_SHOWN).map(presentFitting), warnings, problem };
}
