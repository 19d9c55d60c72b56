import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { GrantDto } from "@/lib/contracts/suppliers";
import type { GrantRow } from "@/lib/db/suppliers/access-grant";
import { endOfGrant } from "@/lib/domain/exposure/access-grant";
import { isoTime } from "@/lib/domain/iso-time";

const SHOWN_PATHS = 20;

export interface GrantWords {
  /** Devices that are in the inventory. */
  readonly devices: ReadonlyMap<string, { readonly name: string; readonly site: string }>;
  readonly zones: ReadonlyMap<string, string>;
  /** Grant → paths on which it was used, the most sessions first. */
  readonly used: ReadonlyMap<
    string,
    readonly { readonly id: string; readonly device: string; readonly sessions: number }[]
  >;
  /** Grant → sessions that it comes closest to and does not cover. */
  readonly waiting: ReadonlyMap<string, number>;
}

export function presentGrant(row: GrantRow, actor: Actor, { devices, zones, used, waiting }: GrantWords): GrantDto {
  const paths = used.get(row.id) ?? [];
  const hasEnded = row.state === "approved" && endOfGrant(row) <= Date.now() * 1000;
  return {
    id: row.id,
    supplierId: row.supplierId,
    supplier: row.supplier,
    people: [...row.people],
    tool: row.tool,
    devices: row.deviceIds.map((id) => ({
      id,
      ...(devices.get(id) ?? { name: "a device that is no more", site: "" }),
    })),
    zones: row.zoneIds.map((id) => ({ id, name: zones.get(id) ?? "a zone that is no more" })),
    origins: [...row.origins],
    reason: row.reason,
    validFrom: isoTime(row.validFromUs) as string,
    validUntil: isoTime(row.validUntilUs) as string,
    hours: row.hours && { ...row.hours, days: [...row.hours.days] },
    hasMfa: row.hasMfa,
    hasJumpHost: row.hasJumpHost,
    isSharedAccount: row.isSharedAccount,
    standing: hasEnded ? "ended" : row.state,
    requestedBy: row.requestedBy,
    requestedAt: isoTime(row.requestedAtUs) as string,
    decidedBy: row.decidedBy,
    decidedAt: isoTime(row.decidedAtUs),
    decisionReason: row.decisionReason,
    revokedAt: isoTime(row.revokedAtUs),
    revokedBy: row.revokedBy,
    isOwn: isOwn(row, actor),
    sessions: paths.reduce((sum, it) => sum + it.sessions, 0),
    paths: paths.slice(0, SHOWN_PATHS).map((it) => ({ ...it })),
    waiting: waiting.get(row.id) ?? 0,
  };
}

/** Whether this actor asked for it. The machine's own account has no id: its name tells. */
export function isOwn({ requestedById, requestedBy }: GrantRow, { userId, name }: Actor): boolean {
  return requestedById === null ? userId === null && requestedBy === name : requestedById === userId;
}
