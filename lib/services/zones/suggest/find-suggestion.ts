import "server-only";
import type { Sql } from "@/lib/db/sql";
import { AppError } from "@/lib/domain/errors";
import type { ZoneSuggestion } from "@/lib/domain/zone/suggest/suggestion";
import { currentSuggestions } from "./current-suggestions";

/** Throws "not-found" when the evidence does not speak for it any more. */
export async function findSuggestion(db: Sql, key: string): Promise<ZoneSuggestion> {
  const { suggestions } = await currentSuggestions(db);
  const found = suggestions.find((it) => it.key === key);
  if (found) return found;
  throw new AppError("not-found", "Devices, flows or zones have changed since. Look at the suggestions again.");
}
