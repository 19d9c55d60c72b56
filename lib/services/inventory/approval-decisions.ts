import "server-only";
import type { StoredApproval } from "@/lib/db/shadow/approval";
import type { Decision } from "@/lib/domain/device/decision";
import { cardIdentifier, type Identifier } from "@/lib/domain/device/identifier";
import type { Subject } from "@/lib/domain/observation";
import { uuidOf } from "@/lib/domain/uuid-of";
import type { Zone } from "@/lib/domain/zone/zone";

/**
 * An approved list is a person's word: each line sanctions its device, and puts it into the zone that it names when the
 * site has that zone. What somebody decides by hand wins over it, whenever the list came in.
 */
export function approvalDecisions(approvals: readonly StoredApproval[], zones: readonly Zone[]): Decision[] {
  const zoneIds = new Map(zones.map((zone) => [`${zone.siteId}|${zone.name.toLowerCase()}`, zone.id]));
  return approvals.flatMap(({ subject, zone, position, seq, content }): Decision[] => {
    const { realm, fileSha256, fileName } = content.origin;
    const anchor = anchorOf(subject, realm);
    if (!anchor) return [];
    const key = `${realm}|${fileSha256}|${content.reading}|${seq}`;
    const said = {
      actor: fileName,
      atUs: content.createdUs,
      reason: `on the approved list, line ${position}`,
      anchor,
      isOfList: true as const,
    };
    const zoneId = zone === null ? undefined : zoneIds.get(`${content.siteId}|${zone.trim().toLowerCase()}`);
    return [
      { ...said, kind: "state", id: uuidOf(`approval|${key}`), state: "sanctioned", expiresAtUs: null },
      ...(zoneId ? [{ ...said, kind: "zone" as const, id: uuidOf(`approval zone|${key}`), zoneId }] : []),
    ];
  });
}

function anchorOf({ mac, ip, child }: Subject, realm: string): Identifier | null {
  if (child !== null) return { kind: "child", realm, value: child };
  if (mac !== null) return cardIdentifier(realm, mac);
  return ip === null ? null : { kind: "ip", realm, value: ip };
}
