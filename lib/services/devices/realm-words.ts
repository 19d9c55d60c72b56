import "server-only";
import { realmNames } from "@/lib/db/sites/site";

/**
 * The inventory names realms by id, because names are unique only within a site and can change. People see names, also
 * inside the sentences that the inventory keeps.
 */
export interface RealmWords {
  /** Name of the realm; the text itself when it is no realm's id. */
  nameOf(realm: string): string;
  /** The same sentence with names in place of realm ids. */
  say(sentence: string): string;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export async function loadRealmWords(): Promise<RealmWords> {
  return realmWords(await realmNames());
}

export function realmWords(names: ReadonlyMap<string, string>): RealmWords {
  const nameOf = (realm: string) => names.get(realm) ?? realm;
  return { nameOf, say: (sentence) => sentence.replace(UUID, nameOf) };
}
