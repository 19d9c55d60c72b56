import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MitigationRulesDto } from "@/lib/contracts/mitigations";
import { sql } from "@/lib/db/client";
import { devicesUnder, findMitigation, findRuleEnds, findZoneNetworks } from "@/lib/db/findings/mitigation";
import { AppError } from "@/lib/domain/errors";
import { suggestRules } from "@/lib/domain/mitigation/suggest-rules";

/** The plant's own networks: whoever is none of them is outside. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];
const FIRST_SID = 1_000_000;

/** Rules for an IPS and a firewall that would enforce the mitigation's path. Throws "not-found" when it closes none. */
export async function suggestMitigationRules(actor: Actor, id: string): Promise<MitigationRulesDto> {
  requirePermission(actor, "findings.read");
  const row = await findMitigation(id);
  if (!row?.path)
    throw new AppError(
      "not-found",
      "There is no such mitigation, or it closes no path: only a closed path can be written as rules.",
    );
  const { direction, peer, zoneId, protocol, operations, allowedDeviceIds } = row.path;
  const [own, allowed, zone] = await Promise.all([
    devicesUnder(sql, id).then((ids) => findRuleEnds(ids, protocol)),
    findRuleEnds(allowedDeviceIds, null),
    zoneId === null ? [] : findZoneNetworks(zoneId),
  ]);
  const { notes, ...rules } = suggestRules({
    devices: own.ips,
    direction,
    peers: peer === "zone" ? zone : [],
    allowed: peer === "internet" ? [...PRIVATE, ...allowed.ips] : allowed.ips,
    protocol,
    operations,
    ports: own.ports,
    title: row.title,
    // Of the range that both languages keep for local rules, a hundred apart by the mitigation's id.
    sid: FIRST_SID + (Number.parseInt(id.slice(0, 6), 16) % 90_000) * 100,
  });
  return { ...rules, notes: [...notes] };
}
