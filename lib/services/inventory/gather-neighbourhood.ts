import "server-only";
import { loadDevicesAt, type StoredDevice } from "@/lib/db/devices/device";
import { loadEvidenceAt } from "@/lib/db/evidence/evidence";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import { findLinkHolders } from "@/lib/db/inventory/inventory-part";
import type { Sql } from "@/lib/db/sql";
import type { Neighbourhood } from "@/lib/domain/identity/neighbourhood";
import type { News } from "./news";
import { WholeNeededError } from "./whole-needed-error";

/**
 * Reads whatever the neighbourhood asks for until it is closed. Adds the stored devices that belong to it to `stored`.
 * Throws WholeNeededError when it has more than `maxRows` rows.
 */
export async function gatherNeighbourhood(
  tx: Sql,
  neighbourhood: Neighbourhood,
  {
    contents,
    news,
    stored,
    maxRows,
  }: {
    readonly contents: ReadonlyMap<number, ContentOrigin>;
    readonly news: News;
    readonly stored: Map<string, StoredDevice>;
    readonly maxRows: number;
  },
): Promise<void> {
  // All they speak of is touched, so that no other row of those could be missing beside them.
  neighbourhood.take(
    news.replacedEvidence.map(({ contentId, seq, evidence }) => ({
      id: `${contentId} ${seq}`,
      evidence,
      era: "before",
    })),
  );
  for (let wants = neighbourhood.wants(); wants; wants = neighbourhood.wants()) {
    const rows = await loadEvidenceAt(tx, contents, wants);
    neighbourhood.take(
      rows.map(({ contentId, seq, evidence }) => {
        const era = news.isNewEvidence(contentId, seq) ? "now" : "always";
        return { id: `${contentId} ${seq}`, evidence, era };
      }),
    );
    if (neighbourhood.rowCount > maxRows) throw new WholeNeededError("most of it is touched");
    const holders = await findLinkHolders(tx, wants.links);
    neighbourhood.takeHolders(
      holders.flatMap(({ contentId, mac, ip }) => {
        const realm = contents.get(contentId)?.origin.realm;
        return realm === undefined ? [] : [{ realm, mac, ip }];
      }),
    );
    const { macs, places } = wants.devicesAt;
    if (macs.length + places.length === 0) continue;
    const found = await loadDevicesAt(tx, { macs, ips: [...new Set(places.map(({ ip }) => ip))] });
    neighbourhood.takeDevices(found.map(({ device }) => device));
    for (const it of found) if (neighbourhood.touches(it.device)) stored.set(it.device.id, it);
  }
}
