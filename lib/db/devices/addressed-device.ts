import "server-only";
import type { PlacementParts } from "@/lib/domain/zone/place-device";
import { sql } from "../client";
import { BATCH_ROWS, followChanges, forgottenRow } from "../read-changes";
import { deviceLabel } from "./device-label";
import { NO_PLACEMENT_COLUMNS, type PlacementColumns, partsFor, placementPartsOf } from "./placement-parts";

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
  const changes = followChanges("device", after, (rev, known) =>
    sql.query<PlacementColumns & Exclude<AddressedChange, { isGone: true }>>(
      `(select d.rev, d.id, false as "isGone", d.zone_id as "zoneId", ${said} as said, ${columns}
          from (select * from device where rev > $1 order by rev limit ${BATCH_ROWS}) d)
       union all
       (select rev, device_id, true, null, null, ${NO_PLACEMENT_COLUMNS}
          from device_gone where rev > $1 order by rev limit ${BATCH_ROWS})
       union all (${forgottenRow("device", 11, "$2")})
       order by rev limit ${BATCH_ROWS}`,
      [rev, known],
    ),
  );
  for await (const rows of changes) {
    yield rows.map((row): AddressedChange => {
      const { rev, id, isGone, zoneId, said } = row;
      if (isGone) return { rev, id, isGone };
      return { rev, id, isGone, zoneId, said, interfaces: placementPartsOf(row).interfaces };
    });
  }
}
