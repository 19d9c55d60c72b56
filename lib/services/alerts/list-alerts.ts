import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AlertDto, alertList } from "@/lib/contracts/alerts";
import { floodsPrint, listFloods } from "@/lib/db/evidence/flood";
import { type Alert, alertsOf } from "@/lib/domain/alert/alert";
import { KeptForState } from "../kept-for-state";

const MAX_ALERTS = 100;

/** What a person has to look into; those that somebody looked into stay, with what came of it. */
export async function listAlerts(actor: Actor): Promise<z.output<typeof alertList>> {
  requirePermission(actor, "devices.read");
  const alerts = await allAlerts();
  return {
    items: alerts.slice(0, MAX_ALERTS).map(presentAlert),
    open: alerts.filter(({ isOpen }) => isOpen).length,
    omitted: Math.max(0, alerts.length - MAX_ALERTS),
  };
}

const kept = new KeptForState<readonly Alert[]>();

/** Those that wait first; put together once for each state of floods and of where they were seen. */
async function allAlerts(): Promise<readonly Alert[]> {
  return kept.get([await floodsPrint()], async () =>
    alertsOf(await listFloods()).sort((a, b) => Number(b.isOpen) - Number(a.isOpen)),
  );
}

export function presentAlert({ first, floods, addresses, frames, firstSeenUs, lastSeenUs, isOpen }: Alert): AlertDto {
  const number = (value: number) => value.toLocaleString("en-US");
  const answered = floods.findLast(({ acknowledgedAt }) => acknowledgedAt !== null);
  return {
    id: String(first.contentId),
    title: `A flood of about ${number(addresses)} made-up addresses`,
    summary: `${number(frames)} frames${first.sensor === null ? "" : ` at sensor ${first.sensor}`} in ${first.realm} of ${first.site}, in ${floods.length === 1 ? first.fileName : `${number(floods.length)} files from ${first.fileName} on`}. None of them proved to be a device; they are counted, not listed, and no device was dropped for them.`,
    advice:
      "Find the switch port where they came in (its MAC table was full then), take whoever is there off the network, and limit the addresses of each port. A test tool or a loop does the same.",
    site: first.site,
    realm: first.realm,
    sensor: first.sensor,
    importId: first.importId,
    fileName: first.fileName,
    position: first.position,
    files: floods.length,
    addresses,
    frames,
    examples: [...first.examples],
    firstSeen: timeOf(firstSeenUs),
    lastSeen: timeOf(lastSeenUs),
    isOpen,
    acknowledgement:
      answered === undefined
        ? null
        : {
            by: answered.acknowledgedBy ?? "",
            at: (answered.acknowledgedAt as Date).toISOString(),
            reason: answered.acknowledgement ?? "",
          },
  };
}

const timeOf = (us: number | null) => (us === null ? null : new Date(us / 1000).toISOString());
