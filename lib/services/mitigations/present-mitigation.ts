import "server-only";
import type { z } from "zod";
import type { MitigationRowDto, mitigationFilter } from "@/lib/contracts/mitigations";
import type { MitigationFilter, MitigationListRow } from "@/lib/db/findings/mitigation";
import { isoTime } from "@/lib/domain/iso-time";
import type { ClosedPath } from "@/lib/domain/mitigation/mitigation";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";

export function presentMitigation(row: MitigationListRow, nowMs: number): MitigationRowDto {
  const { id, kind, means, title, scope, zoneId, zoneName, factor, owner, standing, deviceCount, createdBy } = row;
  const isLive = standing === "holds" || standing === "withdrawn";
  return {
    ...{ id, kind, means, title, scope, zoneId, zoneName, factor, owner, standing, deviceCount, createdBy },
    startsAt: isoTime(row.startsAtUs) as string,
    reviewAt: isoTime(row.reviewAtUs),
    expiresAt: isoTime(row.expiresAtUs),
    endedAt: isoTime(row.endedAtUs),
    standingAt: row.standingAt.toISOString(),
    isReviewDue: isLive && row.reviewAtUs !== null && row.reviewAtUs <= nowMs * 1000,
    findings: [...row.findings],
    contradictionCount: row.contradictionCount,
    createdAt: row.createdAt.toISOString(),
  };
}

export function filterOf(values: z.output<typeof mitigationFilter>): MitigationFilter {
  const { standing, kind, device, zone, finding, q } = values;
  return {
    ...(standing ? { standing } : {}),
    ...(kind ? { kind } : {}),
    ...(device ? { deviceId: device } : {}),
    ...(zone ? { zoneId: zone } : {}),
    ...(finding ? { finding } : {}),
    ...(q ? { text: q } : {}),
  };
}

/** The path in a sentence: "Modbus writes from Enterprise". */
export function sayPath(
  { direction, peer, protocol, operations, allowedDeviceIds }: ClosedPath,
  zoneName: string | null,
): string {
  const what = protocol === null ? "Everything" : protocolTitle(protocol);
  const done = operations.length === 0 ? "" : ` (${operations.join(", ")})`;
  const place =
    peer === "internet" ? "the internet" : peer === "zone" ? (zoneName ?? "a zone that is no more") : "anywhere";
  const except =
    allowedDeviceIds.length === 0
      ? ""
      : `, but for ${allowedDeviceIds.length === 1 ? "one device" : `${allowedDeviceIds.length} devices`}`;
  return `${what}${done} ${direction === "in" ? "from" : "to"} ${place}${except}`;
}
