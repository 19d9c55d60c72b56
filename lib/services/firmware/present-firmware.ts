import "server-only";
import type { FirmwareProductDto, GoldenVersionDto } from "@/lib/contracts/firmware";
import type { FirmwareProductRecord, FirmwareVersionRecord } from "@/lib/db/firmware/firmware-product";
import type { GoldenVersionRecord } from "@/lib/db/firmware/golden-version";
import { firmwareTerms, productTerms } from "@/lib/domain/firmware/device-terms";
import { isoTime } from "@/lib/domain/iso-time";

export function presentProduct(
  product: FirmwareProductRecord,
  versions: readonly FirmwareVersionRecord[],
  golden: readonly GoldenVersionRecord[],
): FirmwareProductDto {
  const { id, name, vendor, model, orderNumber, devices, unseen, target, behind, ahead, incomparable } = product;
  const { latest, latestAdvisory, latestBecause, offGolden, findings, fixable } = product;
  return {
    ...{ id, name, vendor, model, orderNumber, devices, unseen, target, behind, ahead, incomparable },
    ...{ offGolden, findings, fixable },
    supportEndsAt: isoTime(product.endOfSupportUs),
    versionCount: product.versions,
    latest: latest === null ? null : { version: latest, advisory: latestAdvisory ?? "", because: latestBecause ?? "" },
    golden: golden.map(presentGolden),
    versions: versions.map((it) => {
      const firmware = it.firmware === "" ? null : it.firmware;
      return {
        firmware,
        devices: it.devices,
        standing: it.standing,
        offGolden: it.offGolden,
        findings: it.findings,
        fixable: it.fixable,
        query: firmwareTerms(product, firmware),
      };
    }),
    query: productTerms(product),
  };
}

export function presentGolden(it: GoldenVersionRecord): GoldenVersionDto {
  const scopeId = it.zoneId ?? it.siteId;
  return {
    id: it.id,
    version: it.version,
    alsoApproved: [...it.alsoApproved],
    scope:
      scopeId === null
        ? null
        : { kind: it.zoneId === null ? "site" : "zone", id: scopeId, name: it.scopeName ?? "a place that is gone" },
    reason: it.reason,
    actor: it.actor,
    setAt: it.setAt.toISOString(),
    ended: it.endedAt && { at: it.endedAt.toISOString(), by: it.endedBy ?? "", reason: it.endReason ?? "" },
  };
}
