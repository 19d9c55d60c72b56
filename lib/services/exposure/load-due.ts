import "server-only";
import type { ConduitRow } from "@/lib/db/zones/conduit";
import { type DueInput, type DueItem, dueItems } from "@/lib/domain/exposure/due-items";
import { dueTurns } from "@/lib/domain/exposure/due-turns";
import type { OutboundItem } from "@/lib/domain/exposure/outbound-queue";
import { currentConduits } from "../conduits/current-conduits";
import { KeptForState } from "../kept-for-state";
import { currentLedger, type Ledger } from "../suppliers/current-ledger";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

/** What has an end or a duty, with the moments at which time alone changes what is due of it. */
const keptInput = new KeptForState<{ readonly input: DueInput; readonly turns: readonly number[] }>();
const keptItems = new KeptForState<readonly DueItem[]>();

/**
 * All that ends or is to be looked at again now, in its order. The same list until something of it changes, or an end comes
 * near or passes.
 */
export async function loadDue(): Promise<readonly DueItem[]> {
  const [ledger, conduits, outbound] = await Promise.all([
    currentLedger(),
    currentConduits(),
    loadPaths().then(loadOutbound),
  ]);
  const { input, turns } = await keptInput.get([ledger, conduits, outbound], async () => {
    const input = inputOf(ledger, conduits, outbound);
    return { input, turns: dueTurns(input) };
  });
  const nowUs = Date.now() * 1000;
  const passed = turns.filter((turn) => turn <= nowUs).length;
  return keptItems.get([input, passed], async () => dueItems(input, nowUs));
}

function inputOf(
  { suppliers, grants }: Ledger,
  conduits: readonly ConduitRow[],
  outbound: readonly OutboundItem[],
): DueInput {
  const answers = outbound.flatMap(({ answer, kind, destination }) =>
    answer ? [{ ...answer, title: `${kind.title} → ${destination}` }] : [],
  );
  return { suppliers, grants, answers, conduits };
}
