import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type FlowSettings, flowRetention } from "@/lib/contracts/settings";
import { writeAudit } from "@/lib/db/audit-writer";
import { sql } from "@/lib/db/client";
import { countFlowMonths } from "@/lib/db/flows/flow-month";
import { findSetting, putSetting } from "@/lib/db/setting";
import { withTransaction } from "@/lib/db/transaction";
import { countOf } from "@/lib/domain/say-count";
import { DEFAULT_FLOW_RETENTION, type FlowRetention } from "@/lib/domain/setting/flow-retention";

const FLOW_RETENTION_KEY = "flows";

/** As the owner set it; the default while nobody did, or when what is stored fits no longer. */
export async function loadFlowRetention(): Promise<FlowRetention> {
  const stored = flowRetention.safeParse(await findSetting(FLOW_RETENTION_KEY));
  return stored.success ? stored.data : DEFAULT_FLOW_RETENTION;
}

/** For how long single flows are to be kept, and which are there now. */
export async function getFlowSettings(actor: Actor): Promise<FlowSettings> {
  requirePermission(actor, "imports.read");
  const [retention, { kept, dropped }] = await Promise.all([loadFlowRetention(), countFlowMonths(sql)]);
  return { retention: { ...retention }, usage: { oldestMonth: kept[0] ?? null, droppedMonths: dropped.length } };
}

/** What is too old goes when the worker next looks, within the hour. */
export async function saveFlowSettings(actor: Actor, retention: FlowRetention): Promise<FlowSettings> {
  requirePermission(actor, "settings.edit");
  const before = await loadFlowRetention();
  const { months } = retention;
  await withTransaction(async (tx) => {
    await putSetting(tx, FLOW_RETENTION_KEY, retention, actor.name);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "setting.changed",
      summary:
        months === null
          ? "Single flows are kept whatever their age."
          : `Single flows are kept for ${countOf(months, "month")} behind the current one.`,
      detail: { key: FLOW_RETENTION_KEY, before, after: retention },
    });
  });
  return getFlowSettings(actor);
}
