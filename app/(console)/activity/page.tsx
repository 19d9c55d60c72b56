import type { Metadata } from "next";
import { type ChangePreset, ChangesView } from "@/components/activity/changes-view";
import { requireActor } from "@/lib/auth/session";
import type { PageInput } from "@/lib/client/page-input";
import { pastTimeOf } from "@/lib/client/past-time";
import { importsQuery } from "@/lib/contracts/imports";
import { isAllowed } from "@/lib/domain/access/permissions";
import { unlessRefused } from "@/lib/http/unless-refused";
import { listChanges } from "@/lib/services/changes/list-changes";
import { listImports } from "@/lib/services/imports/list-imports";
import { lastWindowStart } from "@/lib/services/maintenance/last-window-start";

export const metadata: Metadata = { title: "Activity" };

const DAY_MS = 86_400_000;

export default async function ActivityPage({ searchParams }: PageInput) {
  const actor = await requireActor();
  const asked = await searchParams;
  const nowMs = Date.now();
  const { items } = await listImports(actor, importsQuery.parse({}));
  const window = await lastWindowStart(actor, nowMs);
  const latest = items.find(({ state }) => state === "done");
  const presets: ChangePreset[] = [
    ...(latest ? [{ label: "Since the last import", from: latest.createdAt }] : []),
    ...(window === null ? [] : [{ label: "Since the last maintenance window", from: window }]),
    { label: "Last 7 days", from: daysBefore(nowMs, 7) },
    { label: "Last 30 days", from: daysBefore(nowMs, 30) },
  ];
  const usual = (presets[0] as ChangePreset).from;
  const from = pastTimeOf(asked.from) ?? usual;
  const to = pastTimeOf(asked.to);
  // Times in the wrong order are two times all the same.
  const [first, second] = to !== null && to < from ? [to, from] : [from, to];
  const between = { from: first, ...(second === null ? {} : { to: second }) };
  // Nothing is known of what comes: a time ahead of now is answered with what changed lately.
  const changes = (await unlessRefused(listChanges(actor, between))) ?? (await listChanges(actor, { from: usual }));
  return <ChangesView changes={changes} presets={presets} canExport={isAllowed(actor.role, "exports.read")} />;
}

/** To the minute, so that the link of a preset stays the same while it is read. */
function daysBefore(nowMs: number, days: number): string {
  return new Date(Math.floor((nowMs - days * DAY_MS) / 60_000) * 60_000).toISOString();
}
