import "server-only";
import type { PlacementParts } from "@/lib/domain/zone/place-device";
import { deviceLabel } from "./device-label";
import { followDevices, nulls } from "./follow-devices";
import { NO_PLACEMENT, type PlacementColumns, partsFor, placementPartsOf } from "./placement-parts";

/** A device as far as its addresses stand for it, or one that is no more. */
export type AddressedChange = { readonly rev: number; readonly id: string } & (
  | { readonly isGone: true }
  | {
      readonly isGone: false;
      readonly zoneId: string | null;
      /** Where and what it is, what it is called, and whether it is retired, as one text. */
      readonly said: string;
      readonly interfaces: PlacementParts["interfaces"];
    }
);

/** What changed behind a revision, in order; from 0 all devices that there are. */
export async function* readAddressedChanges(after: number): AsyncGenerator<AddressedChange[]> {
  const { columns } = partsFor("address");
  const said = `row(d.site_id, d.role, d.name, ${deviceLabel("d")}, d.state = 'retired')::text`;
  const changes = followDevices<PlacementColumns & Exclude<AddressedChange, { isGone: true }>>(after, {
    columns: ['false as "isGone"', 'd.zone_id as "zoneId"', `${said} as said`, columns],
    gone: ["true", ...nulls(2), ...NO_PLACEMENT],
  });
  for await (const rows of changes) {
    yield rows.map((row): AddressedChange => {
      const { rev, id, isGone, zoneId, said } = row;
      if (isGone) return { rev, id, isGone };
      return { rev, id, isGone, zoneId, said, interfaces: placementPartsOf(row).interfaces };
    });
  }
}
