import "server-only";
import type { TargetDesignDto, TargetSummary } from "@/lib/contracts/targets";
import type { TargetRow } from "@/lib/db/zones/target";
import type { TargetDesign } from "@/lib/domain/target/target-design";

export function presentTarget(row: TargetRow): TargetSummary {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    savedAt: row.savedAt.toISOString(),
    approvedAt: row.approvedAt?.toISOString() ?? null,
  };
}

/** As people edit it: realms by name. */
export function presentDesign(design: TargetDesign, realms: ReadonlyMap<string, string>): TargetDesignDto {
  const named = <Rule extends { readonly realm: string }>(rule: Rule) => ({
    ...rule,
    realm: realms.get(rule.realm) ?? rule.realm,
  });
  return {
    ...design,
    zones: design.zones.map((zone) => ({
      ...zone,
      cidrs: zone.cidrs.map(named),
      vlans: zone.vlans.map(named),
      macs: zone.macs.map(named),
      roles: [...zone.roles],
      queries: [...zone.queries],
    })),
    conduits: design.conduits.map((it) => ({
      ...it,
      protocols: [...it.protocols],
      operations: [...it.operations],
      ports: it.ports.map((port) => ({ ...port })),
    })),
    principles: design.principles.map(({ kind, zoneIds }) => ({ kind, zoneIds: [...zoneIds] })),
    acceptedCuts: design.acceptedCuts.map((it) => ({ ...it })),
  };
}
