import "server-only";
import { listSoftwareBills, loadComponents } from "@/lib/db/firmware/software-bill";
import type { Sql } from "@/lib/db/sql";
import { buildComponentIndex, type ComponentIndex } from "@/lib/domain/software/match-component";
import {
  createSoftwareIndex,
  type MatchedBill,
  type SoftwareIndex,
  weakComponents,
} from "@/lib/domain/software/software-index";
import type { PublicKnowledge } from "@/lib/knowledge/read-release";

/** What a process has matched: of one release, bill by bill. */
interface Matched {
  readonly of: PublicKnowledge["affected"];
  readonly components: ComponentIndex;
  readonly bills: Map<string, MatchedBill>;
  index: SoftwareIndex;
  ids: string;
}
const HOLDER = globalThis as typeof globalThis & { sightglassSoftware?: Matched };

/** The bills of materials that are here, their components matched with what is known; each bill once for a release. */
export async function loadSoftware(tx: Sql, affected: PublicKnowledge["affected"]): Promise<SoftwareIndex> {
  const held = matchedOf(affected);
  const rows = await listSoftwareBills(tx);
  const ids = rows.map(({ id }) => id).join(" ");
  if (held.ids === ids) return held.index;
  const bills: MatchedBill[] = [];
  for (const { id, fileName, vendor, product, version } of rows) {
    const weak = held.bills.get(id)?.weak ?? weakComponents(await loadComponents(id, null, tx), held.components);
    bills.push({ id, fileName, vendor, product, version, weak });
  }
  held.bills.clear();
  for (const bill of bills) held.bills.set(bill.id, bill);
  held.index = createSoftwareIndex(bills);
  held.ids = ids;
  return held.index;
}

/** Vulnerabilities by project, of the same release. */
export function componentIndexOf(affected: PublicKnowledge["affected"]): ComponentIndex {
  return matchedOf(affected).components;
}

function matchedOf(affected: PublicKnowledge["affected"]): Matched {
  const held = HOLDER.sightglassSoftware;
  if (held?.of === affected) return held;
  const components = buildComponentIndex(affected.values());
  const fresh: Matched = { of: affected, components, bills: new Map(), index: createSoftwareIndex([]), ids: "" };
  HOLDER.sightglassSoftware = fresh;
  return fresh;
}
