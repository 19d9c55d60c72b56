import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { PlacementNeed, PlacementParts } from "@/lib/domain/zone/place-device";
import { nulls } from "./follow-devices";

/** What the columns of `partsFor` say; null what the need leaves out. */
export interface PlacementColumns {
  readonly detail: Device | null;
  readonly anchor: Device["anchor"] | null;
  readonly decisionIds: readonly string[] | null;
  readonly interfaces: Device["interfaces"] | null;
  readonly role: Device["fields"]["role"] | null;
  readonly realms: readonly string[] | null;
  readonly ips: readonly string[] | null;
}

/** What a device that is not told of has in their place. */
export const NO_PLACEMENT = nulls(7);

const IS_AT_ONE_ADDRESS = "cardinality(d.ips) <= 1 and cardinality(d.realm_ids) = 1";

/**
 * SQL: as much of a device `d` as its place hangs on. PostgreSQL unpacks the whole of a device, and node reads kilobytes
 * of JSON, only where a query asks for it; of one address in one realm, nearly everybody's, two columns tell all.
 */
export function partsFor(need: PlacementNeed): { readonly columns: string; readonly join: string } {
  const columns = (detail: string, anchor: string, decisionIds: string, interfaces: string, role: string) =>
    `${detail} as detail, ${anchor} as anchor, ${decisionIds} as "decisionIds", ${interfaces} as interfaces,
     ${role} as role, d.realm_ids as realms, d.ips`;
  switch (need) {
    case "whole":
      return { columns: columns("d.detail", "null::jsonb", "null::jsonb", "null::jsonb", "null::jsonb"), join: "" };
    case "parts":
      return {
        columns: columns("null::jsonb", "it.anchor", 'it."decisionIds"', "it.interfaces", "it.fields->'role'"),
        // Unpacks the whole of a device once, where each arrow would.
        join: 'cross join jsonb_to_record(d.detail) it(anchor jsonb, "decisionIds" jsonb, interfaces jsonb, fields jsonb)',
      };
    case "address": {
      const interfaces = `case when ${IS_AT_ONE_ADDRESS} then null else d.detail->'interfaces' end`;
      return { columns: columns("null::jsonb", "null::jsonb", "null::jsonb", interfaces, "null::jsonb"), join: "" };
    }
  }
}

/** The device, as far as its place hangs on it. */
export function placementPartsOf(row: PlacementColumns): PlacementParts {
  const { detail, anchor, decisionIds, interfaces, role, realms, ips } = row;
  if (detail !== null) return detail;
  return {
    anchor,
    decisionIds: decisionIds ?? [],
    realms: realms ?? [],
    fields: role ? { role } : {},
    interfaces: interfaces ?? [cardAt(realms?.[0] ?? "", ips ?? [])],
  };
}

function cardAt(realm: string, ips: readonly string[]): PlacementParts["interfaces"][number] {
  return {
    ...{ mac: null, macKind: null, realm, vlans: [] },
    addresses: ips.map((ip) => ({ ip, realm, fromUs: null, toUs: null })),
  };
}
