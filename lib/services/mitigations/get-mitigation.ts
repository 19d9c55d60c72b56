import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MitigationDetailDto } from "@/lib/contracts/mitigations";
import { sql } from "@/lib/db/client";
import { findMitigation, findMitigationEvents, findMitigationTargets } from "@/lib/db/findings/mitigation";
import { zoneNames } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { isoTime } from "@/lib/domain/iso-time";
import { presentCitation } from "../devices/present-device-detail";
import { loadRealmWords } from "../devices/realm-words";
import { presentMitigation, sayPath } from "./present-mitigation";

/** Shown of a mitigation on many devices. */
const MAX_TARGETS = 200;

/** All about a mitigation: what it is about, what speaks against it, and its history. */
export async function getMitigation(actor: Actor, id: string): Promise<MitigationDetailDto> {
  requirePermission(actor, "findings.read");
  const [row, targets, events, realms, zones] = await Promise.all([
    findMitigation(id),
    findMitigationTargets(id, MAX_TARGETS),
    findMitigationEvents(id),
    loadRealmWords(),
    zoneNames(sql),
  ]);
  if (!row) throw noSuch("mitigation");
  const { path } = row;
  return {
    row: presentMitigation(row, Date.now()),
    evidence: row.evidence,
    evidenceUrl: row.evidenceUrl,
    path: path && {
      ...path,
      operations: [...path.operations],
      allowedDeviceIds: [...path.allowedDeviceIds],
      said: sayPath(path, path.zoneId === null ? null : (zones.get(path.zoneId) ?? null)),
    },
    contradictions: row.contradictions.map(({ kind, deviceId, text, seenAtUs, citation }) => ({
      kind,
      deviceId,
      text: realms.say(text),
      seenAt: isoTime(seenAtUs),
      citation: presentCitation(citation, realms),
    })),
    targets,
    history: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
  };
}
