import "server-only";
import { countDeviceMakes, findDeviceIdsOfMakes } from "@/lib/db/firmware/software-bill";
import { type KnowledgeEntryRow, loadKnowledgeEntries } from "@/lib/db/knowledge/knowledge-release";
import type { Sql } from "@/lib/db/sql";
import { createVexMatcher, type VexMatcher } from "@/lib/domain/vex/vex-matcher";
import type { VexDocument } from "@/lib/domain/vex/vex-statement";
import { readRelease } from "@/lib/knowledge/read-release";
import { type Knowledge, loadFeedFiles } from "./load-knowledge";

/**
 * Devices that may be judged otherwise because a release says something else than the one before, where the two differ
 * in exploitability statements (VEX) alone. null where they differ in more: then any device may be.
 */
export async function devicesOfChangedStatements(
  tx: Sql,
  before: number | null,
  knowledge: Pick<Knowledge, "releaseId" | "software">,
): Promise<string[] | null> {
  if (before === null) return null;
  const [then, now] = [await loadKnowledgeEntries(before, tx), await loadKnowledgeEntries(knowledge.releaseId, tx)];
  const changed = [...missingFrom(now, then), ...missingFrom(then, now)];
  if (changed.some(({ feed }) => feed !== "vex")) return null;
  if (changed.length === 0) return [];
  const names = new Set(changed.map(printOf));
  const documentsOf = async (entries: readonly KnowledgeEntryRow[]) => {
    const files = await loadFeedFiles(
      tx,
      entries.filter(({ feed }) => feed === "vex"),
    );
    return { all: readRelease(files).vex, changed: readRelease(files.filter((it) => names.has(printOf(it)))).vex };
  };
  const [old, fresh] = [await documentsOf(then), await documentsOf(now)];
  // A revision silences the earlier ones: all revisions of what has changed count, on both sides.
  const keys = new Set([...old.changed, ...fresh.changed].map(keyOf));
  const matchers = [old, fresh].map(({ all }) => createVexMatcher(all.filter((it) => keys.has(keyOf(it)))));
  return devicesOf(tx, matchers, knowledge);
}

async function devicesOf(
  tx: Sql,
  matchers: readonly VexMatcher[],
  { software }: Pick<Knowledge, "software">,
): Promise<string[]> {
  const named = matchers.flatMap(({ deviceIds }) => deviceIds);
  const makes = (await countDeviceMakes(tx)).filter(
    (make) =>
      matchers.some((it) => it.mayConcern(make)) ||
      software
        .attach(make)
        .some(({ bill }) =>
          bill.weak.some(({ component }) => matchers.some((it) => it.matchComponent(component).length > 0)),
        ),
  );
  return [...new Set([...named, ...(await findDeviceIdsOfMakes(tx, makes))])];
}

function missingFrom(entries: readonly KnowledgeEntryRow[], others: readonly KnowledgeEntryRow[]): KnowledgeEntryRow[] {
  const known = new Set(others.map((it) => `${it.feed} ${printOf(it)}`));
  return entries.filter((it) => !known.has(`${it.feed} ${printOf(it)}`));
}

const printOf = ({ name, sha256 }: { readonly name: string; readonly sha256: string }) => `${name} ${sha256}`;
const keyOf = ({ format, issuer, id }: VexDocument) => JSON.stringify([format, issuer, id]);
