import "server-only";
import type { FindingFilterValues, FindingRowDto } from "@/lib/contracts/findings";
import type { FindingListRow } from "@/lib/db/findings/finding";
import type { FindingFilter } from "@/lib/domain/finding/finding-filter";

export function presentFinding({ priority: _, firstJudgedAt, changedAt, ...row }: FindingListRow): FindingRowDto {
  return {
    ...row,
    cves: [...row.cves],
    firstJudgedAt: firstJudgedAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

export function filterOf(values: FindingFilterValues): FindingFilter {
  const { kind, verdict, decision, device, key, zone, product, kev, q, site, realm } = values;
  return {
    ...(site || realm ? { scope: { site, realm } } : {}),
    ...(kind ? { kind } : {}),
    ...(verdict ? { verdict } : {}),
    ...(decision ? { decision } : {}),
    ...(device ? { deviceId: device } : {}),
    ...(key ? { key } : {}),
    ...(zone ? { zoneId: zone } : {}),
    ...(product ? { product } : {}),
    ...(kev ? { isKev: true } : {}),
    ...(q ? { text: q } : {}),
  };
}
