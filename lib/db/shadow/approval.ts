import "server-only";
import type { Approval } from "@/lib/domain/import/discovery-result";
import type { ContentOrigin } from "../imports/source-content";
import type { Sql } from "../sql";
import { storableText } from "../storable";

/** Writes the lines of an approved list; all of one content at once. */
export async function insertApprovals(tx: Sql, contentId: number, approvals: readonly Approval[]): Promise<void> {
  if (approvals.length === 0) return;
  const column = <T>(pick: (approval: Approval) => T) => approvals.map(pick);
  await tx.run(
    `insert into approval (content_id, seq, mac, ip, child, zone, position)
     select $1::bigint, ordinality::int - 1, mac, ip, child, zone, position
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[]) with ordinality
            as it(mac, ip, child, zone, position, ordinality)`,
    [
      contentId,
      column((it) => it.subject.mac),
      column((it) => it.subject.ip),
      column((it) => storableText(it.subject.child)),
      column((it) => storableText(it.zone)),
      column((it) => it.position),
    ],
  );
}

export interface StoredApproval extends Approval {
  readonly seq: number;
  readonly content: ContentOrigin;
}

/** Approvals of complete contents; `namingZones`: only those that say in which zone the device belongs. */
export async function loadApprovals(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  { namingZones = false }: { readonly namingZones?: boolean } = {},
): Promise<StoredApproval[]> {
  const rows = await tx.query<{
    contentId: number;
    seq: number;
    mac: string | null;
    ip: string | null;
    child: string | null;
    zone: string | null;
    position: number;
  }>(
    `select content_id as "contentId", seq, mac, ip, child, zone, position
       from approval where content_id = any($1::bigint[]) and (zone is not null or not $2::boolean)
      order by content_id, seq`,
    [[...contents.keys()], namingZones],
  );
  return rows.flatMap(({ contentId, seq, mac, ip, child, zone, position }) => {
    const content = contents.get(contentId);
    return content ? [{ seq, subject: { mac, ip, child }, zone, position, content }] : [];
  });
}
