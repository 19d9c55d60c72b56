import "server-only";
import { loadEvidence } from "@/lib/db/evidence/evidence";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import { growContentFacts, type StoredFacts, saveContentFacts } from "@/lib/db/inventory/inventory-part";
import type { Sql } from "@/lib/db/sql";
import { isByUnsetClock } from "@/lib/domain/device/interval";
import { TimeSpans } from "@/lib/domain/device/time-spans";
import { contentFacts } from "@/lib/domain/identity/content-facts";
import { floodBounds, growFloodBounds } from "@/lib/domain/identity/endpoints/flood-bounds";
import type { Evidence } from "@/lib/domain/observation";

/** Keeps what the content, of which this is all evidence, says about the whole. */
export async function keepFacts(tx: Sql, content: ContentOrigin, evidence: readonly Evidence[]): Promise<void> {
  const { id, origin } = content;
  const crowds = origin.format === "sensor" ? floodBounds(evidence) : null;
  await saveContentFacts(tx, id, origin.realm, contentFacts(evidence), crowds);
}

/**
 * Keeps what a content says about the whole after rows came to it, some in the place of others: those go on saying what
 * they said, and for longer. All of it is read only where it may hold a flood, or a clock was set.
 */
export async function growFacts(
  tx: Sql,
  content: ContentOrigin,
  known: StoredFacts,
  { came, gone }: { readonly came: readonly Evidence[]; readonly gone: readonly Evidence[] },
): Promise<void> {
  const bounds = new Map(Object.entries(known.crowds ?? {}));
  const isSteady = known.crowds !== null && known.floods.length === 0 && !gone.some(isByUnsetClock);
  const crowds = isSteady ? growFloodBounds(bounds, came, gone) : null;
  if (!crowds) {
    await keepFacts(tx, content, await loadEvidence(tx, new Map([[content.id, content]])));
    return;
  }
  const { listening, links } = contentFacts(came);
  const before = known.listeningFrom.map((fromUs, at) => ({ fromUs, toUs: known.listeningTo[at] as number }));
  await growContentFacts(tx, content.id, { listening: new TimeSpans([...before, ...listening]).list(), links, crowds });
}
