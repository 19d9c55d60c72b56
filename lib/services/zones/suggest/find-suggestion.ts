import "server-only";
import type { Sql } from "@/lib/db/sql";
import { AppError } from "@/lib/domain/errors";
import type { ZoneSuggestion } from "@/lib/domain/zone/suggest/suggestion";
import { type CurrentSuggestions, suggestionsIn } from "./current-suggestions";

/** The suggestion, and the devices that suggestions speak of. Throws "not-found" when the evidence does not speak for it any more. */
export async function findSuggestion(
  tx: Sql,
  key: string,
): Promise<{ suggestion: ZoneSuggestion; devices: CurrentSuggestions["devices"] }> {
  const { suggestions, devices } = await suggestionsIn(tx);
  const suggestion = suggestions.find((it) => it.key === key);
  if (suggestion) return { suggestion, devices };
  throw new AppError("not-found", "Devices, flows or zones have changed since. Look at the suggestions again.");
}
